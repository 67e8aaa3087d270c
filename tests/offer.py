"""A public offer, written for tests: it has terms and words of its own, and no phrases."""

import hashlib
from pathlib import Path

from index.policy import Policy, load_policy

FACTS = """id = "offer"
title = "Публичная оферта"
operator = "ИП Иванов Иван Иванович"
sites = ["lavka.example.ru"]
services = ["Лавка"]
published_at = "https://lavka.example.ru/offer"
contact = "pismo@lavka.example.ru"

[[editions]]
id = "2026-11"
file = "editions/1.txt"
sha256 = "{sha256}"
"""
TEXT = """ПУБЛИЧНАЯ ОФЕРТА

1. ПРЕДМЕТ

1.1. Продавец передаёт Покупателю товар, а Покупатель оплачивает и принимает его.

2. ОПЛАТА

2.1. Товар оплачивается картой на сайте или наличными курьеру.

3. ДОСТАВКА

3.1. Курьер доставляет товар в течение 3 (трёх) рабочих дней со дня оплаты.

4. ВОЗВРАТ ТОВАРА

4.1. Покупатель вправе вернуть товар в течение 7 дней после его получения.

5. ПРЕТЕНЗИИ

5.1. Претензия направляется на адрес электронной почты Продавца.

5.2. {term}
"""
FIFTEEN = "Продавец отвечает на претензию в течение 15 (пятнадцати) рабочих дней с момента получения претензии."
SILENT = "Продавец отвечает на претензию в разумный срок."


def offer(folder: Path, term: str = FIFTEEN, **files: str) -> Policy:
    """The offer in that folder, with other files of it by name: `words`, `terms`."""
    (folder / "editions").mkdir(parents=True, exist_ok=True)
    text = TEXT.format(term=term).encode()
    (folder / "editions" / "1.txt").write_bytes(text)
    (folder / "policy.toml").write_text(FACTS.format(sha256=hashlib.sha256(text).hexdigest()), "utf-8")
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, "utf-8")
    return load_policy(folder)
