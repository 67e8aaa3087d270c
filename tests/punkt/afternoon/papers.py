"""Three documents of a made-up workshop, each in the kind of file that its owner has, and what the owner wrote for one.

The offer comes once more, with ten kinds of change.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.labels import KIND_LABELS
from tests.index.formats.thirty.drawn_files import drawn_pdf
from tests.index.formats.thirty.known_rows import Row
from tests.index.formats.thirty.page_files import google_page
from tests.index.formats.thirty.word_files import counted_docx
from tests.punkt.small_policy import REAL, few

OFFER = "Публичная оферта мастерской «Ромашка»"
RENTAL = "Соглашение о прокате вязальных машин"
RETURNS = "Политика возврата и обмена"
FIRST = """ПУБЛИЧНАЯ ОФЕРТА
мастерской «Ромашка»
ООО «Ромашка», https://romashka.example/offer, pismo@romashka.example
1. ЗАКАЗ
1.1. Мастерская продаёт пряжу, наборы и готовые вещи; заказ на сайте оформляется без регистрации.
1.2. Заказ от пяти тысяч рублей укладывается в подарочную коробку бесплатно.
2. ОПЛАТА
2.1. Оплата принимается банковской картой на сайте или наличными курьеру.
2.2. Подарочный сертификат действует один год и на деньги не обменивается.
2.3. Кассовый чек направляется на адрес электронной почты покупателя.
3. ДОСТАВКА
3.1. Курьер привозит заказ за два рабочих дня со дня оплаты.
3.2. Стоимость доставки курьером зависит от района города.
Район | Цена
Центр | 200 рублей
Пригород | 400 рублей
3.3. Курьер ждёт получателя пятнадцать минут и уезжает.
3.4. Самовывоз возможен в день заказа из пунктов выдачи:
а) на Садовой улице, в доме 5;
б) на железнодорожном вокзале.
4. КАЧЕСТВО
4.1. Моток, который слинял при первой стирке, заменяется по фотографии в течение месяца.
4.2. Набор с недостающим мотком дополняется в мастерской, готовая вещь чинится бесплатно в течение года после покупки.
4.3. Жалобу можно подать письмом на адрес мастерской.
4.4. Ответ на жалобу даётся в течение пяти рабочих дней.
5. ПОКУПАТЕЛЯМ
5.1. Постоянный покупатель получает скидку семь процентов с третьего заказа.
5.2. Мастер-класс переносится на другой день, если предупредить о том за сутки.
"""
#: A clause added (1.2), so another renumbered (1.3); one moved to another section (2.4); one reworded (3.1); a row of a
#: table changed (3.2); one removed, the courier's wait; an item added to a list (3.3); one split (4.2, 4.3); two merged
#: (4.4); a section renamed (5).
SECOND = """ПУБЛИЧНАЯ ОФЕРТА
мастерской «Ромашка»
ООО «Ромашка», https://romashka.example/offer, pismo@romashka.example
1. ЗАКАЗ
1.1. Мастерская продаёт пряжу, наборы и готовые вещи; заказ на сайте оформляется без регистрации.
1.2. Несовершеннолетние заказывают с согласия родителей.
1.3. Заказ от пяти тысяч рублей укладывается в подарочную коробку бесплатно.
2. ОПЛАТА
2.1. Оплата принимается банковской картой на сайте или наличными курьеру.
2.2. Подарочный сертификат действует один год и на деньги не обменивается.
2.3. Кассовый чек направляется на адрес электронной почты покупателя.
2.4. Мастер-класс переносится на другой день, если предупредить о том за сутки.
3. ДОСТАВКА
3.1. Курьер привозит заказ за четыре рабочих дня со дня подтверждения.
3.2. Стоимость доставки курьером зависит от района города.
Район | Цена
Центр | 200 рублей
Пригород | 550 рублей
3.3. Самовывоз возможен в день заказа из пунктов выдачи:
а) на Садовой улице, в доме 5;
б) на железнодорожном вокзале;
в) в мастерской на Речной улице.
4. КАЧЕСТВО
4.1. Моток, который слинял при первой стирке, заменяется по фотографии в течение месяца.
4.2. Набор с недостающим мотком дополняется в мастерской.
4.3. Готовая вещь чинится бесплатно в течение года после покупки.
4.4. Жалобу можно подать письмом на адрес мастерской, ответ на жалобу даётся в течение пяти рабочих дней.
5. СКИДКИ И ПОДАРКИ
5.1. Постоянный покупатель получает скидку семь процентов с третьего заказа.
"""
AGREEMENT = """Соглашение о прокате вязальных машин
ООО «Ромашка», https://romashka.example/rental, prokat@romashka.example
1. ВЫДАЧА
1.1. Вязальная машина выдаётся по паспорту на срок от трёх дней.
1.2. При выдаче стороны проводят осмотр машины и записывают видимые повреждения в акт приёма-передачи.
2. ДЕНЬГИ
2.1. Залог составляет три тысячи рублей; возврат залога происходит в день возврата машины.
2.2. При просрочке возврата машины взимается плата в двойном размере за каждый день.
3. ОТВЕТСТВЕННОСТЬ
3.1. Арендатор возмещает стоимость ремонта, если случилось повреждение имущества; естественный износ не оплачивается.
3.2. Субаренда и передача машины третьим лицам без согласия мастерской не допускаются.
"""
POLICY = """Политика возврата и обмена
ООО «Ромашка», https://romashka.example/returns, vozvrat@romashka.example
1. ВОЗВРАТ
1.1. Товар, который не подошёл по размеру или расцветке, принимается в течение 14 дней с сохранёнными ярлыками.
1.2. Не подлежат возврату вещи, связанные на заказ по меркам покупателя.
1.3. Обмен товара на аналогичный другого размера бесплатен.
2. ДЕНЬГИ
2.1. Возврат денежных средств происходит на ту же банковскую карту в течение десяти дней.
2.2. Расходы на возврат: стоимость обратной доставки оплачивается за счёт покупателя.
3. ГАРАНТИЯ
3.1. Гарантийный срок на готовые вещи составляет один год, гарантия не распространяется на следы неверной стирки.
"""
#: What the owner wrote for the offer in an evening; none of it is in any other bank.
PHRASES = """// как спрашивают в мастерской
## 1.2
### хозяйка
в подарок мне красиво упакуете
коробочка нарядная положена
## 2.3
### хозяйка
а бумажка о покупке придёт
## 3.1
### хозяйка
скоро ли клубочки приедут
через сколько ждать мою пряжу
## 3.2
### хозяйка
почём привезти в пригород
дорого ли ко мне ехать
## 3.3
### хозяйка
если меня нет дома, курьер подождёт
## 3.4
### хозяйка
откуда я сам могу всё забрать
## 4.1
### хозяйка
клубок полинял в тазу, поменяете
нитки линяют, замените
## 4.2
### хозяйка
в наборе одного мотка не хватило
## 4.4
### хозяйка
когда отреагируете на моё недовольство
## 5.1
### хозяйка
скидочка своим положена
## 5.2
### хозяйка
не успею на мастер-класс, можно в другой раз
"""
LINKS = '[confirmed]\n"3.1" = ["delivery-term"]\n"3.4" = ["pickup"]\n\n[refused]\n"3.3" = ["failed-delivery"]\n'
#: Message and the clause of the first edition that it is about.
EXAMPLES = (
    ("клубок у меня полинял в тазу, замените?", "4.1"),
    ("скоро пряжа моя приедет?", "3.1"),
    ("можно на мастер-класс прийти в другой раз?", "5.2"),
    ("красивая коробочка в подарок будет?", "1.2"),
    ("курьер меня подождёт, если нет дома?", "3.3"),
)
TOPICS = {
    "delivery": ("delivery-term", "delivery-cost", "pickup", "failed-delivery"),
    "rental": ("deposit", "damage", "vehicle-inspection", "return-of-rental", "subletting"),
    "returns": ("goods-return", "non-returnable", "refund-term", "exchange", "return-shipping", "warranty"),
}
_NUMBERED = re.compile(r"(?P<number>\d\.(?P<clause>\d\.)?) (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as its owner has it."""

    name: str
    content: bytes


def offer(text: str = FIRST) -> Paper:
    """Its numbers are counted by Word."""
    return Paper("oferta.docx", counted_docx(_rows(text)))


def agreement() -> Paper:
    """Drawn on pages with a running header."""
    return Paper("prokat.pdf", drawn_pdf(_rows(AGREEMENT)))


def policy() -> Paper:
    """Its numbers are counters of a style sheet."""
    return Paper("vozvrat.html", google_page(_rows(POLICY)))


def few_topics(folder: Path) -> Path:
    """A library of a few topics, so that what all documents share is learned in seconds."""
    folder.mkdir()
    for name, wanted in TOPICS.items():
        library = (REAL.parent / "topics" / f"{name}.txt").read_text("utf-8")
        parts = re.split(r"(?m)^(?=## )", library)
        kept = [part for part in parts if part.startswith(tuple(f"## {slug} " for slug in wanted))]
        assert len(kept) == len(wanted)
        (folder / f"{name}.txt").write_text("".join(kept), "utf-8")
    return folder


def few_kinds(folder: Path) -> Path:
    """How people claim, want a person, or merely talk: a few phrases of each."""
    folder.mkdir()
    for kind in KIND_LABELS:
        lines = (REAL / "phrases" / f"{kind}.txt").read_text("utf-8").splitlines()
        (folder / f"{kind}.txt").write_text("\n".join(few(lines)), "utf-8")
    return folder


def write_for_offer(folder: Path) -> None:
    """Phrases, links and an evaluation set, laid beside the offer by hand."""
    for name in ("phrases", "evaluation"):
        (folder / name).mkdir()
    (folder / "phrases/owner.txt").write_text(PHRASES, "utf-8")
    (folder / "links.toml").write_text(LINKS, "utf-8")
    rows = [
        json.dumps({"text": text, "kind": "question", "gold": [clause]}, ensure_ascii=False)
        for text, clause in EXAMPLES
    ]
    (folder / "evaluation/set.jsonl").write_text("\n".join(rows), "utf-8")


def _rows(text: str) -> Sequence[Row]:
    """One for each line; what has no number, and stands under a clause, is a line of that."""
    return [_row(line) for line in text.splitlines()]


def _row(line: str) -> Row:
    if found := _NUMBERED.fullmatch(line):
        return Row(found["text"], number=found["number"], heading=0 if found["clause"] else 2)
    if "|" in line:
        return Row("", cells=tuple(cell.strip() for cell in line.split("|")))
    return Row(line, heading=1 if line in {RENTAL, RETURNS, FIRST.partition("\n")[0]} else 0)
