"""The made-up offer with enough phrases for an index of its own, which is built in seconds."""

import json
from pathlib import Path

import pytest

from index.labels import KIND_LABELS
from tests.punkt.conftest import Punkt
from tests.punkt.small_policy import REAL, few
from tests.punkt.warm import REPOSITORY
from tests.two_editions import SECOND, one_edition

MORE = """## 1.1
### другой
что за лавка и чем торгуете
цветочки ваши куда привезёте
## 1.2
### другой
хочу розы, как заказать
можно позвонить и купить
## 2.1
### другой
наличкой можно рассчитаться
карточку примете
## 2.2
### другой
через сколько дней ждать розы
долго ли букет едет
## 2.4
### другой
чек мне пришлют
## 3.1
### другой
цветы сдохли на второй день, обменяете
букет завял
## 3.3
### другой
куда вам пожаловаться
хочу накатать жалобу, адрес дайте
## 4.1
### другой
мой номер кому сольёте
курьер узнает мой телефон
## 4.2
### другой
сколько лет моя анкета у вас лежит
"""
EXAMPLES = (
    ("розы у меня быстро завяли, поменяете?", "3.1"),
    ("как у вас розы заказать можно", "1.2"),
    ("куда писать жалобу", "3.3"),
    ("курьера я прождал бы дома?", "2.3"),
)


def asked_offer(folder: Path) -> Path:
    """The first edition, its phrases and an evaluation set."""
    one_edition(folder)
    (folder / "phrases" / "more.txt").write_text(MORE, "utf-8")
    for kind in KIND_LABELS:
        lines = (REAL / "phrases" / f"{kind}.txt").read_text("utf-8").splitlines()
        (folder / "phrases" / f"{kind}.txt").write_text("\n".join(few(lines)), "utf-8")
    (folder / "evaluation").mkdir()
    rows = [
        json.dumps({"text": text, "kind": "question", "gold": [gold]}, ensure_ascii=False) for text, gold in EXAMPLES
    ]
    (folder / "evaluation" / "set.jsonl").write_text("\n".join(rows), "utf-8")
    return folder


def own_offer(folder: Path) -> dict[str, str]:
    """The same as the only document of an installation without an index: what its environment says."""
    data = folder / "own"
    data.mkdir()
    (data / "cache").symlink_to(REPOSITORY / "var/cache")
    return {"PUNKT_DATA": str(data), "PUNKT_POLICY": str(asked_offer(folder / "offer"))}


def add_second(punkt: Punkt, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make that the installation of this process and of those that it starts, with another edition as a draft."""
    for name, value in own_offer(folder).items():
        monkeypatch.setenv(name, value)
    file = folder / "вторая.txt"
    file.write_text(SECOND, "utf-8")
    punkt("policy", "add", str(file), "--yes")
