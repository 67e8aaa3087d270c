"""The menu of the bot and what its profile says."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The bot as Telegram presents it."""

    commands: Mapping[str, str]  #: command and what it does, up to 256 characters
    about: str  #: in an empty chat, up to 512 characters
    short: str  #: in the profile, up to 120 characters
    choose: str
    chosen: str
    language: str  #: its own name


RUSSIAN = Menu(
    commands={
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
    },
    about=(
        "Отвечаю на вопросы о персональных данных словами Политики конфиденциальности: показываю пункт слово в слово. "
        "Принимаю претензии и запросы о данных, зову сотрудника."
    ),
    short="Ответы о персональных данных словами Политики, претензии и запросы.",
    choose="На каком языке мне говорить? Сама Политика написана по-русски.",
    chosen="Теперь я говорю по-русски. Вернуться к другому языку: /lang",
    language="Русский",
)

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
