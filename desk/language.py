"""The language of the frame: of all that is said around a clause, which itself is quoted as it is."""

from tickets.record.conversation import Conversation


def frame_language(conversation: Conversation, written: str, asked_for: str | None = None) -> str:
    """Of one whole reply, from its first line to its last button: "ru" or "en".

    What the site has chosen for its window (`asked_for`), else what the person has chosen, else what they write in.
    """
    return asked_for or (conversation.language if conversation.language_chosen else written)
