"""Files that people send."""

from typing import NamedTuple


class Files(NamedTuple):
    """What is said about them. Braces are filled in with `str.format`."""

    attached: str = "Файл приложен, всего: {count}."
    only: str = "Приложен файл: {name}"  #: the words of an addition that is a file
    forbidden: str = (
        "Этот файл я не беру: можно прислать фото, PDF, документ, таблицу, текст или звук, но не архив и не программу."
    )
    other: str = (
        "Этот файл я не беру: внутри у него не то, что сказано в имени. Сохраните его заново или пришлите фото."
    )
    too_large: str = "Этот файл слишком большой: можно до 20 МБ."
    too_many: str = "К обращению можно приложить не больше {most} файлов."
    away: str = "Сейчас файл не сохранить. Пришлите его, пожалуйста, позже ещё раз."
    unseen: str = "Вложение я не смотрел: понимаю только слова."
    may: str = "Можно приложить фото, документы или голосовое сообщение."


ENGLISH = Files(
    attached="The file is attached, {count} in all.",
    only="A file was attached: {name}",
    forbidden=(
        "I cannot take this file: a photo, a PDF, a document, a spreadsheet, text or sound is fine, "
        "an archive or a program is not."
    ),
    other="I cannot take this file: it is not what its name says. Please save it anew or send a photo.",
    too_large="This file is too large: up to 20 MB is fine.",
    too_many="No more than {most} files can be attached to a request.",
    away="I cannot keep files at the moment. Please send it again later.",
    unseen="I have not looked at the attachment: I understand words only.",
    may="You may attach photos, documents or a voice message.",
)
