"""The policy as it is browsed and shared."""

from typing import NamedTuple


class Browsing(NamedTuple):
    """What stands around the clauses. Braces are filled in with `str.format`."""

    contents: str = "Выберите раздел:"
    up: str = "‹ {title}"
    to_contents: str = "К разделам"
    page: str = "{page} из {pages}"
    part: str = "{title}, часть {part} из {parts}"  #: of a clause that is longer than a message
    no_such: str = "Такого пункта в [in it] нет. Вот [its] разделы:"
    #: the document has changed since the button was shown
    gone: str = "[it, large] с тех пор [changed]: откройте [its] снова командой /policy."
    open_here: str = "Открыть в боте"
    ask: str = "Напишите вопрос или номер пункта"
    nothing: str = "Ничего не нашлось — спросить бота"
    see: str = "См. {clause}"
    which: str = "Пунктов с таким номером несколько. Какой из них?"
    more: str = "Ещё варианты"
    others: str = "Возможно, подойдёт один из этих пунктов:"
    #: where there are several documents
    documents: str = "/documents — по каким документам отвечать"
    which_document: str = "По каким документам отвечать?"
    all_documents: str = "По всем документам"
    answers_from: str = "Теперь отвечаю только по документу «{title}». Выбрать другой или все: /documents"
    answers_from_all: str = "Отвечаю по всем документам."
    no_more: str = "Других подходящих пунктов нет. Спросите иначе или позовите сотрудника."


ENGLISH = Browsing(
    contents="Choose a section:",
    up="‹ {title}",
    to_contents="All sections",
    page="{page} of {pages}",
    part="{title}, part {part} of {parts}",
    no_such="The [it] has no such clause. These are its sections:",
    gone="The [it] has changed since then: please open it again with /policy.",
    open_here="Open in the bot",
    ask="Type a question or the number of a clause",
    nothing="Nothing found: ask the bot",
    see="See {clause}",
    which="There are several clauses with this number. Which one?",
    more="More",
    documents="/documents — which documents to answer from",
    which_document="Which documents shall I answer from?",
    all_documents="All documents",
    answers_from="I answer from «{title}» alone now. To choose another one or all: /documents",
    answers_from_all="I answer from all documents.",
    others="One of these clauses may fit:",
    no_more="There are no other clauses that fit. Try other words, or call a staff member.",
)
