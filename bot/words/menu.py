"""The menu of the bot and what its profile says."""

from collections.abc import Mapping
from typing import NamedTuple


class Menu(NamedTuple):
    """The bot as Telegram presents it."""

    #: command and what it does, up to 256 characters
    commands: Mapping[str, str] = {
        "start": "Начать",
        "help": "Что я умею",
        "policy": "Политика по разделам",
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
        "Отвечаю на вопросы о персональных данных словами Политики конфиденциальности: показываю пункт слово в слово. "
        "Принимаю претензии и запросы о данных, зову сотрудника."
    )
    #: in the profile, up to 120 characters
    short: str = "Ответы о персональных данных словами Политики, претензии и запросы."
    choose: str = "На каком языке мне говорить? Сама Политика написана по-русски."
    chosen: str = "Теперь я говорю по-русски. Вернуться к другому языку: /lang"
    language: str = "Русский"  #: its own name


RUSSIAN = Menu()

ENGLISH = Menu(
    commands={
        "start": "Begin",
        "help": "What I can do",
        "policy": "The policy, section by section",
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
        "I answer questions about personal data in the words of the privacy policy, clause by clause. "
        "I also take claims and requests about data, and call staff."
    ),
    short="Answers about personal data in the words of the policy; claims and requests.",
    choose="Which language shall I speak? The policy itself is in Russian.",
    chosen="I speak English now. To change it: /lang",
    language="English",
)
