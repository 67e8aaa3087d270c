"""Knowledge: what a message means does not depend on whose numbers are in it."""

import pytest

from desk.knowledge import Knowledge
from index.dialogue import Turn

NUMBERS = ("8 900 123-45-67", "anna@example.org", "4509 123456", "112-233-445 95", "4111 1111 1111 1111")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_never_embedded(knowledge: Knowledge, number: str) -> None:
    """Nor in the place of an earlier message that helps to understand this one."""
    question = "сколько вы храните мои данные?"

    assert question == knowledge.explain(f"{number} {question}").read_as
    assert knowledge.understand(question, ()) == knowledge.understand(f"{number} {question}", ())
    assert knowledge.understand("а имя?", [Turn(question)]) == knowledge.understand(
        "а имя?", [Turn(f"{number} {question}")]
    )


def test_a_message_of_a_number_alone_is_understood_as_one_without_words(knowledge: Knowledge) -> None:
    assert knowledge.understand("?", ()) == knowledge.understand("8 900 123-45-67", ())
    assert "" == knowledge.explain("8 900 123-45-67").read_as
