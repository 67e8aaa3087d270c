"""Where words come from: forwarded from somebody, or written about what somebody said."""

from aiogram.types import (
    Chat,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUnion,
    MessageOriginUser,
    User,
)

from bot.reading.words import with_addresses

FORWARDED = "Переслано"
ABOUT = "В ответ на"


def forwarded_from(message: Message) -> str:
    """A line for staff that these words are somebody else's; "" for the person's own."""
    origin = message.forward_origin
    return "" if origin is None else _line(FORWARDED, source(origin))


def quoted_in(message: Message) -> str:
    """A line for staff about what the person points at, as far as a reply does not show it."""
    elsewhere, quote = message.external_reply, message.quote
    if elsewhere is None and (quote is None or not quote.is_manual):
        return ""
    words = " ".join(with_addresses(quote.text, quote.entities or ()).split()) if quote else ""
    return _line(
        ABOUT, ", ".join(filter(None, (source(elsewhere.origin) if elsewhere else "", words and f"«{words}»")))
    )


def preface_of(message: Message) -> str:
    """Both in one line."""
    return "; ".join(filter(None, (forwarded_from(message), quoted_in(message))))


def source(origin: MessageOriginUnion) -> str:
    """Who wrote first, as far as Telegram says."""
    match origin:
        case MessageOriginUser():
            return _named(origin.sender_user)
        case MessageOriginHiddenUser():
            return origin.sender_user_name
        case MessageOriginChat():
            return _signed("чат", origin.sender_chat, origin.author_signature)
        case MessageOriginChannel():
            return _signed("канал", origin.chat, origin.author_signature)


def _signed(kind: str, chat: Chat, signature: str | None) -> str:
    return ", ".join(filter(None, (f"{kind} {_named(chat)}", signature)))


def _named(who: User | Chat) -> str:
    name = (isinstance(who, Chat) and who.title) or " ".join(filter(None, (who.first_name, who.last_name)))
    return f"{name} (@{who.username})" if who.username else name


def _line(head: str, rest: str) -> str:
    return " ".join(f"{head}: {rest}".split()) if rest.strip() else head
