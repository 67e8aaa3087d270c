"""The policy as it is browsed and shared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsing:
    """What stands around the clauses. Braces are filled in with `str.format`."""

    contents: str
    up: str
    to_contents: str
    page: str
    part: str  #: of a clause that is longer than a message
    no_such: str
    gone: str  #: the document has changed since the button was shown
    open_here: str
    ask: str
    nothing: str
    see: str
    more: str
    others: str
    no_more: str


RUSSIAN = Browsing(
    contents="Выберите раздел:",
    up="‹ {title}",
    to_contents="К разделам",
    page="{page} из {pages}",
    part="{title}, часть {part} из {parts}",
    no_such="Такого пункта в Политике нет. Вот её разделы:",
    gone="Политика с тех пор изменилась: откройте её снова командой /policy.",
    open_here="Открыть в боте",
    ask="Напишите вопрос или номер пункта",
    nothing="Ничего не нашлось — спросить бота",
    see="См. п. {number}",
    more="Ещё варианты",
    others="Возможно, подойдёт один из этих пунктов:",
    no_more="Других подходящих пунктов нет. Спросите иначе или позовите сотрудника.",
)

ENGLISH = Browsing(
    contents="Choose a section:",
    up="‹ {title}",
    to_contents="All sections",
    page="{page} of {pages}",
    part="{title}, part {part} of {parts}",
    no_such="The policy has no such clause. These are its sections:",
    gone="The policy has changed since then: please open it again with /policy.",
    open_here="Open in the bot",
    ask="Type a question or the number of a clause",
    nothing="Nothing found: ask the bot",
    see="See cl. {number}",
    more="More",
    others="One of these clauses may fit:",
    no_more="There are no other clauses that fit. Try other words, or call a staff member.",
)
