"""What ч. 7 ст. 14 of 152-ФЗ has answered about a person's data, as far as the program knows; the rest stays open."""

from dataclasses import dataclass

from russian.cases import Case, decline, title
from russian.numbers import day, moment
from tickets.erasure.dossier import Agreement, Dossier
from tickets.erasure.papers import paper_words
from tickets.erasure.papers.paper import Office
from tickets.erasure.retention import known_terms
from tickets.record.labels import CHANNELS

_PUBLISHED = {"masc": "опубликован", "femn": "опубликована", "neut": "опубликовано", "plur": "опубликованы"}


@dataclass(frozen=True, slots=True)
class LegalAnswer:
    """To one of the questions."""

    key: str
    title: str
    text: str | None  #: what the program knows
    to_fill: str | None = None  #: what staff still have to write


@dataclass(frozen=True, slots=True)
class Kept:
    """How long one kind of record is kept."""

    title: str
    days: int
    since: str  #: from when, and why so long


def answers(dossier: Dossier, office: Office) -> tuple[LegalAnswer, ...]:
    """All of them, in the order of the law."""
    held = any(section.records for section in dossier.sections)
    channels = ", ".join(CHANNELS[channel].ru for channel in dossier.channels) or "канал уже не известен"
    return (
        LegalAnswer(
            "processing",
            "Обрабатываются ли ваши данные",
            f"Да, {office.operator} обрабатывает ваши персональные данные. Они приведены ниже полностью."
            if held
            else "Нет, программа больше не хранит ваших персональных данных.",
            "в других системах оператора",
        ),
        LegalAnswer("grounds", "Правовые основания", _grounds(dossier, office), "иные основания, если есть"),
        LegalAnswer(
            "purposes",
            "Цели",
            f"Ответить на ваши вопросы {_about(office.document)}, рассмотреть ваши обращения и ответить на них.",
            "иные цели, если есть",
        ),
        LegalAnswer(
            "methods",
            "Способы обработки",
            "С помощью программы: запись, хранение, извлечение, использование для ответа, блокирование, удаление.",
            "без средств автоматизации, если есть",
        ),
        LegalAnswer("operator", "Оператор", office.operator),
        LegalAnswer("address", "Место нахождения оператора", office.address, None if office.address else "адрес"),
        LegalAnswer(
            "access",
            "Кто имеет доступ",
            "Работники оператора, которые отвечают на обращения." + _messenger_reads(dossier),
            "иные лица, которым данные доступны или могут быть раскрыты по договору или закону",
        ),
        LegalAnswer("data", "Какие данные обрабатываются", _categories(dossier)),
        LegalAnswer(
            "source",
            "Откуда они получены",
            f"От вас: из переписки ({channels}), начатой {day(dossier.since.astimezone(office.zone))}.",
            "иные источники, если есть",
        ),
        LegalAnswer(
            "terms", "Сроки обработки и хранения", "Приведены в таблице после ответов; затем записи уничтожаются."
        ),
        LegalAnswer(
            "rights", "Ваши права и как ими воспользоваться", paper_words.RIGHTS.format(contact=office.contact)
        ),
        LegalAnswer("cross_border", "Трансграничная передача", *_cross_border(dossier)),
        LegalAnswer("processor", "Кто обрабатывает данные по поручению оператора", None, "наименование или ФИО, адрес"),
        LegalAnswer(
            "duties",
            "Как исполняются обязанности по ст. 18.1",
            f"{_published(office.document)}: {office.published_at}. Имена и контакты лежат в базе зашифрованными, "
            "каждое действие с обращением записывается в его историю.",
            "ответственное лицо, локальные акты, иные меры",
        ),
    )


def how_long(office: Office) -> tuple[Kept, ...]:
    """Terms of keeping, as they are in force."""
    return tuple(
        Kept(term.title, office.days[name], term.why)
        for name, term in known_terms().items()
        if name not in {"erasures", "ledger"}  # nothing in them is of the person
    )


def _grounds(dossier: Dossier, office: Office) -> str:
    agreed = {agreement.ticket for agreement in dossier.agreements}
    lines = [_agreement(agreement, office) for agreement in dossier.agreements]
    if others := [number for number in dossier.tickets if number not in agreed]:
        lines.append(f"Ваши обращения, при которых согласие не запрашивалось: {', '.join(others)}.")
    lines.append("Ваши вопросы в переписке: ответ на них по вашей просьбе.")
    return "\n".join(lines)


def _agreement(agreement: Agreement, office: Office) -> str:
    zone = office.zone
    line = (
        f"Согласие к обращению {agreement.ticket} (ч. 1 ст. 9): дано {moment(agreement.given_at, zone)}, "
        f"{CHANNELS[agreement.channel].ru}, редакция {_of(office.document)} {agreement.edition}, "
        f"SHA-256 текста {agreement.sha256}"
    )
    if agreement.withdrawn_at is None:
        return f"{line}."
    return f"{line}; отозвано {moment(agreement.withdrawn_at, zone)}."


def _categories(dossier: Dossier) -> str:
    held = [f"{section.title} ({len(section.records)})" for section in dossier.sections if section.records]
    return "; ".join(held) + "." if held else "Никаких."


def _messenger_reads(dossier: Dossier) -> str:
    return " Переписка в Telegram доступна и этому сервису." if "telegram" in dossier.channels else ""


def _cross_border(dossier: Dossier) -> tuple[str, str | None]:
    text = "Программой не осуществляется: данные хранятся у оператора."
    if "telegram" not in dossier.channels:
        return text, None
    return (
        f"{text} Сообщения в Telegram проходят через серверы этого сервиса.",
        "осуществляется ли при этом трансграничная передача и в какие страны",
    )


def _about(document: str) -> str:
    """«о политике конфиденциальности»."""
    named = decline(document, Case.PREPOSITIONAL)
    small = named[:1].lower() + named[1:]
    return f"{'об' if small[:1] in 'аиоуэ' else 'о'} {small}"


def _of(document: str) -> str:
    """«политики», «правил»."""
    return decline(title(document).noun.lower() or "документ", Case.GENITIVE)


def _published(document: str) -> str:
    """«Политика опубликована», «Правила опубликованы»."""
    found = title(document)
    return f"{found.noun.capitalize() or 'Документ'} {_PUBLISHED[found.gender]}"
