"""Questions to try on a document that nobody has asked yet: of the topics whose words stand in its clauses."""

from collections.abc import Sequence

from index.cold.linking import words_met
from index.policy import Policy
from index.reader import Reader
from index.topics import Topic

MOST = 12


def sample_questions(policy: Policy, topics: Sequence[Topic]) -> tuple[tuple[str, str], ...]:
    """Address and question, each clause and each topic once, in the order of the document; takes about a second."""
    reader = Reader()
    clauses = [reader.read(policy.clause(address).text).lemmas for address in policy.quotable]
    markers = [[reader.read(marker).lemmas for marker in topic.markers] for topic in topics]
    met = words_met(markers, clauses)
    pairs = sorted(met, key=lambda place: -len(met[place]))  # most words first
    asked: dict[int, int] = {}
    for row, column in pairs:
        if len(asked) < MOST and column not in asked and row not in asked.values() and topics[row].phrases:
            asked[column] = row
    return tuple((policy.quotable[column], topics[asked[column]].phrases[0].text) for column in sorted(asked))
