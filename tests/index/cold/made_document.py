"""A document of a dozen clauses, a library of a few topics, and few phrases of each kind: an index in seconds."""

import hashlib
from pathlib import Path

from index.bank import Bank
from index.cold.common import Common, load_common
from index.policy import Policy, load_policy
from index.topics import Topic

TEXTS = Path(__file__).parents[3] / "policy_text"
TOPICS = ("refund-term", "delivery-cost", "warranty", "pets", "working-hours", "jurisdiction", "gift-cards", "baggage")
PHRASES, OF_KINDS = 10, 14  #: of a topic, of a kind under one heading

TEXT = """ПРАВИЛА ЛАВКИ «ПРИМЕР»

1. Доставка

1.1. Доставка заказа оплачивается Покупателем по тарифу службы; при сумме заказа от 3 000 рублей она бесплатна.

1.2. Заказ передаётся Покупателю в течение пяти рабочих дней.

2. Деньги

2.1. Уплаченные за товар денежные средства возвращаются в течение десяти дней тем же способом.

2.2. Подарочный сертификат действует один год и на деньги не обменивается.

2.3. Кассовый чек направляется на адрес электронной почты.

3. Качество

3.1. Гарантийный срок на товар составляет 24 месяца со дня передачи.

3.2. Гарантия не распространяется на следы механического воздействия.

4. Посещение

4.1. Лавка открыта ежедневно с 9:00 до 21:00.

4.2. Посещение с собакой допускается, если она на поводке.

4.3. Курение в торговом зале запрещено.

5. Споры

5.1. Иск предъявляется в суд по месту жительства Покупателя.

5.2. Претензии рассматриваются в течение десяти дней.
"""


def made_policy(folder: Path) -> Policy:
    """Write the document into a folder that is not there yet, and read it."""
    (folder / "editions").mkdir(parents=True)
    (folder / "editions" / "1.txt").write_text(TEXT, "utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "policy.toml").write_text(
        'id = "made"\ntitle = "Правила лавки «Пример»"\noperator = "ООО «Пример»"\nsites = ["example.ru"]\n'
        'services = ["Лавка"]\npublished_at = "https://example.ru/rules"\ncontact = "help@example.ru"\n\n'
        f'[[editions]]\nid = "1"\nfile = "editions/1.txt"\nsha256 = "{sha256}"\n',
        "utf-8",
    )
    return load_policy(folder)


def few_common() -> Common:
    """What documents share, cut short."""
    whole = load_common(TEXTS / "topics", TEXTS / "privacy" / "phrases")
    topics = tuple(
        Topic(topic.slug, topic.title, topic.markers, topic.phrases[:PHRASES])
        for topic in whole.topics
        if topic.slug in TOPICS
    )
    labels: dict[tuple[str, ...], int] = {}
    kinds = []
    for phrase in whole.kinds:
        labels[phrase.labels] = labels.get(phrase.labels, 0) + 1
        if labels[phrase.labels] <= (OF_KINDS if len(phrase.labels) == 1 else 2):
            kinds.append(phrase)
    return Common(topics, tuple(kinds))


NOTHING = Bank(())
