"""The commands: what an operator reads."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from desk.settings import Settings
from punkt.failure import Failure
from punkt.house import DataFolderUnwritable, prepare_data_folder
from punkt.secret import SecretTooShort, secret_key
from punkt.serving import PortTaken, listen
from tests.punkt.conftest import Punkt

POLICY = str(Path(__file__).parents[2] / "policy_text/privacy/editions/1.txt")


def test_due_tells_the_date_and_the_norm(punkt: Punkt) -> None:
    """A claim received on 18 December 2026 is answered by 18 January."""
    assert "2027-01-18" in punkt("due", "claim", "2026-12-18").stdout
    answer = json.loads(punkt("due", "stop", "2026-12-30", "--json").stdout)
    assert ("stop", "2027-01-22", "2027-01-29") == (answer["kind"], answer["date"], answer["extended_to"])
    assert "5.1 ст. 21" in answer["basis"]


@pytest.mark.parametrize("words", [("claim", "вчера"), ("claim", "2026-13-40"), ("birthday", "2026-12-18")])
def test_due_refuses_nonsense_with_a_sentence(punkt: Punkt, words: tuple[str, str]) -> None:
    assert isinstance(punkt("due", *words, ok=False).exception, Failure)


def test_clauses_gives_the_contract(punkt: Punkt) -> None:
    """70 numbers of the policy, each with heading, text, parent and line."""
    found = json.loads(punkt("clauses", POLICY, "--json").stdout)

    assert 70 == len(found["clauses"])
    assert {"number", "heading", "text", "parent", "line"} == set(found["clauses"][0])
    assert ["1", "1.1", "1.1.1"] == [clause["number"] for clause in found["clauses"][:3]]
    assert "преамбула" == found["preamble"]["number"]


def test_ask_gives_what_the_website_gives(punkt: Punkt) -> None:
    """The clause to read, or the whole answer as JSON."""
    assert "без ограничения срока" in punkt("ask", "а долго мое досье у вас пролежит").stdout
    answer = json.loads(punkt("ask", "доставщику вы мой номер дадите?", "--json").stdout)
    assert ("answer", "5.2") == (answer["kind"], answer["clauses"][0]["number"])
    assert {"id", "effective", "sha256"} == set(answer["edition"])


def test_an_empty_question_is_a_sentence(punkt: Punkt) -> None:
    assert isinstance(punkt("ask", "  ", ok=False).exception, Failure)


def test_eval_measures_a_set(punkt: Punkt, tmp_path: Path) -> None:
    """The figures as JSON, and as a table."""
    messages = tmp_path / "messages.jsonl"
    row = {
        "id": "1",
        "text": "доставщику мой номер дадите?",
        "kind": "question",
        "gold": ["5.2"],
        "also_ok": [],
        "style": "x",
    }
    messages.write_text(json.dumps(row, ensure_ascii=False), "utf-8")

    report = json.loads(punkt("eval", str(messages), "--json").stdout)

    assert 1.0 == report["figures"]["hit@1"]["value"]
    assert "первый пункт верен" in punkt("eval", str(messages)).stdout


def test_eval_writes_a_page_and_refreshes_a_document(punkt: Punkt, tmp_path: Path) -> None:
    messages, document, html = tmp_path / "few.jsonl", tmp_path / "quality.md", tmp_path / "page.html"
    row = {"id": "1", "text": "доставщику мой номер дадите?", "kind": "question", "gold": ["5.2"]}
    messages.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    document.write_text("<!-- few -->\n<!-- /few -->\n", "utf-8")

    punkt("eval", str(messages), "--html", str(html), "--document", str(document))

    assert "<!doctype html>" in html.read_text("utf-8")
    assert "| first clause right | 1.000 |" in document.read_text("utf-8")
    assert {"few-confusion.svg", "few-coverage.svg", "few-reliability.svg"} == {
        picture.name for picture in (tmp_path / "quality").iterdir()
    }


def test_ask_tells_why(punkt: Punkt) -> None:
    """The phrases and words that decided, beside the answer."""
    told = punkt("ask", "доставщику вы мой номер дадите?", "--why").stdout
    assert "Вид: вопрос" in told
    assert re.search(r"сходство +\d+ %  \[5\.2\] ", told)
    assert re.search(r"\+0,\d{3}  доставщик\n", told)
    answer = json.loads(punkt("ask", "верните деньги, жулики", "--why", "--json").stdout)
    assert ("claim", "claim") == (answer["kind"], answer["why"]["decided"]["label"])
    assert 0.9 < answer["why"]["kinds"]["claim"]
    assert answer["why"]["decided"]["phrases"][0]["label"] == "claim"


def test_bank_finds_the_bank_sound(punkt: Punkt) -> None:
    """Aims reached, no message of the evaluation sets inside; twins are shown but are no failure."""
    assert "Фраз не хватает: нет" in punkt("bank").stdout


def test_bank_tells_what_is_missing(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, so that a check can rest on it."""
    policy = tmp_path / "privacy"
    shutil.copytree(Path(POLICY).parents[1], policy, ignore=shutil.ignore_patterns("phrases"))
    (policy / "phrases").mkdir()
    (policy / "phrases" / "few.txt").write_text("## 5.1\nдолго храните?\n", "utf-8")
    monkeypatch.setenv("PUNKT_POLICY", str(policy))

    result = punkt("bank", "--json", ok=False)

    assert 1 == result.exit_code
    assert {"count": 1, "aim": 40} == json.loads(result.stdout)["labels"]["5.1"]


def test_a_staff_member_works_off_a_ticket_in_the_terminal(punkt: Punkt, tmp_path: Path) -> None:
    """Add, list, take, answer, close."""
    punkt("staff", "add", "Anna@Example.org", answer="correct horse battery\ncorrect horse battery\n")
    assert "anna@example.org" in punkt("staff", "list").stdout
    number = _claim(tmp_path)

    assert number in punkt("tickets").stdout
    assert "Мой номер утёк" not in punkt("tickets").stdout
    assert "Мой номер утёк" in punkt("tickets", "show", number).stdout
    punkt("tickets", "take", number)
    punkt("tickets", "answer", number, "Разобрались, извините.")
    punkt("tickets", "close", number)
    assert "Открытых обращений нет" in punkt("tickets").stdout
    shown = punkt("tickets", "show", number).stdout
    assert "Разобрались, извините." in shown
    assert "закрыто (anna@example.org)" in shown


def test_wrong_steps_are_sentences(punkt: Punkt, tmp_path: Path) -> None:
    """Nobody, an unknown ticket, a ticket that is another's or still in the queue."""
    punkt("tickets")
    number = _claim(tmp_path)
    assert "добавьте сотрудника" in str(punkt("tickets", "take", number, ok=False).exception)
    for email in ("a@example.org", "b@example.org"):
        punkt("staff", "add", email, answer="correct horse battery\ncorrect horse battery\n")

    assert "--as" in str(punkt("tickets", "take", number, ok=False).exception)
    assert "нет" in str(punkt("tickets", "take", "П-1", "--as", "a@example.org", ok=False).exception)
    assert "в очереди" in str(punkt("tickets", "close", number, "--as", "a@example.org", ok=False).exception)
    punkt("tickets", "take", number, "--as", "a@example.org")
    assert "уже у a@example.org" in str(punkt("tickets", "take", number, "--as", "b@example.org", ok=False).exception)


@pytest.mark.parametrize(("email", "password"), [("не почта", "correct horse battery"), ("a@example.org", "short")])
def test_a_bad_staff_member_is_refused(punkt: Punkt, email: str, password: str) -> None:
    assert isinstance(punkt("staff", "add", email, answer=f"{password}\n{password}\n", ok=False).exception, Failure)


def test_erase_shows_asks_and_erases(punkt: Punkt, tmp_path: Path) -> None:
    """A «no» changes nothing."""
    punkt("tickets")
    number = _claim(tmp_path)

    assert "отменено" in str(punkt("erase", number, answer="n\n", ok=False).exception)
    assert "Мой номер утёк" in punkt("tickets", "show", number).stdout
    punkt("erase", number, "--yes")
    assert "Мой номер утёк" not in punkt("tickets", "show", number).stdout


def test_a_backup_is_a_whole_database_only_the_owner_can_read(punkt: Punkt, tmp_path: Path) -> None:
    punkt("tickets")
    number = _claim(tmp_path)
    copy = tmp_path / "copy.db"

    punkt("backup", str(copy))

    assert 0o600 == copy.stat().st_mode & 0o777
    with sqlite3.connect(copy) as connection:
        assert [(number,)] == connection.execute("SELECT number FROM tickets").fetchall()
    assert "уже есть" in str(punkt("backup", str(copy), ok=False).exception)


def test_doctor_finds_a_sound_house_sound(punkt: Punkt) -> None:
    """And names what is switched off."""
    result = punkt("doctor")
    assert "✗" not in result.stdout
    assert "пробный вопрос — пункт 5.1" in result.stdout


def test_doctor_says_what_is_wrong(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 and a sentence for each."""
    monkeypatch.setenv("PUNKT_POLICY", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PUNKT_REDIS_URL", "redis://127.0.0.1:1/0")
    result = punkt("doctor", ok=False)
    assert 1 == result.exit_code
    assert "✗ Политика" in result.stdout
    assert "✗ Redis" in result.stdout


def test_a_taken_port_is_a_sentence() -> None:
    with listen("127.0.0.1", 0) as busy, pytest.raises(PortTaken, match="PUNKT_PORT"):
        listen("127.0.0.1", busy.getsockname()[1])


def test_an_unwritable_data_folder_is_a_sentence(tmp_path: Path) -> None:
    """Where a file stands in the way, too."""
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnwritable, match="PUNKT_DATA"):
        prepare_data_folder(Settings(_env_file=None, data=tmp_path / "file" / "var"))


def test_the_key_is_made_once_and_kept_for_the_owner(tmp_path: Path) -> None:
    """Tokens live as long as the data folder."""
    settings = Settings(_env_file=None, data=tmp_path)
    assert secret_key(settings) == secret_key(settings)
    assert 0o600 == (tmp_path / "secret.key").stat().st_mode & 0o777
    with pytest.raises(SecretTooShort):
        secret_key(Settings(_env_file=None, data=tmp_path, secret_key="short"))


def _claim(tmp_path: Path) -> str:
    import asyncio

    from tests.tickets.conftest import MOSCOW, opening
    from tickets.conversation import begin_conversation
    from tickets.database import Database
    from tickets.opening import open_ticket

    async def make() -> str:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}")
        async with database.transaction() as session:
            conversation = await begin_conversation(session, "web")
            number = (await open_ticket(session, opening(conversation.id), MOSCOW)).number
        await database.close()
        return number

    return asyncio.run(make())
