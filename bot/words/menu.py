"""The menu of the bot and what its profile says."""

from collections.abc import Mapping
from typing import NamedTuple


class Menu(NamedTuple):
    """The bot as Telegram presents it."""

    #: command and what it does, up to 256 characters; documents: only where there are several
    commands: Mapping[str, str] = {
        "start": "Начать",
        "help": "Что я умею",
        "policy": "[it, large] по разделам",
        "documents": "По каким документам отвечать",
        "claim": "Подать претензию",
        "delete": "Запрос о моих данных",
        "human": "Позвать сотрудника",
        "status": "Мои обращения",
        "export": "Какие мои данные у вас есть",
        "forget": "Забыть меня",
        "lang": "Язык · Language",
        "cancel": "Прервать обращение",
    }
    #: in an empty chat, up to 512 characters
    about: str = (
        "Отвечаю на вопросы[about] словами [of title]: показываю пункт слово в слово. "
        "Принимаю претензии и запросы о данных, зову сотрудника."
    )
    #: in the profile, up to 120 characters
    short: str = "Ответы[about] словами [of it], претензии и запросы."
    choose: str = "На каком языке мне говорить? [itself, large] [it] [written] по-русски."
    chosen: str = "Теперь я говорю по-русски. Вернуться к другому языку: /lang"
    language: str = "Русский"  #: its own name


RUSSIAN = Menu()

ENGLISH = Menu(
    commands={
        "start": "Begin",
        "help": "What I can do",
        "policy": "The [it], section by section",
        "documents": "Which documents to answer from",
        "claim": "File a claim",
        "delete": "Request about my data",
        "human": "Call a staff member",
        "status": "My requests",
        "export": "Which data of mine you hold",
        "forget": "Forget me",
        "lang": "Language · Язык",
        "cancel": "Stop filling in",
    },
    about=(
        "I answer questions[about] in the words of the [title], clause by clause. "
        "I also take claims and requests about data, and call staff."
    ),
    short="Answers[about] in the words of the [it]; claims and requests.",
    choose="Which language shall I speak? The [it] itself is in Russian.",
    chosen="I speak English now. To change it: /lang",
    language="English",
)
