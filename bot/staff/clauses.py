"""Clauses for the person, word for word, at a command or at a press."""

from bot.staff import group_words
from bot.staff.answers import Written, answer
from bot.staff.turn import StaffTurn
from desk.clause_words import clause_in_answer
from tickets.record.conversation import StoredMessage


async def send_clause(turn: StaffTurn, number: str, base: StoredMessage | None) -> str | None:
    """Answer with a clause of the policy; gives why not, in a sentence, or None."""
    knowledge = turn.desk.knowledge
    if number not in knowledge.policy.clauses:
        return group_words.NO_CLAUSE
    text = clause_in_answer(number, knowledge.quote(number).text, knowledge.edition)
    return await answer(turn, Written(text, ()), base)
