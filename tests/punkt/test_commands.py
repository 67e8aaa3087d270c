"""The commands: what an operator reads."""

import json
import re
import shutil
from pathlib import Path

import pytest

from desk.settings import Settings
from punkt.command import main
from punkt.database import prepare_data_folder
from punkt.failure import DataFolderUnwritable, Failure
from punkt.secret import SecretTooShort, secret_key
from tests.annexes import FIRST, MAIN, SECOND
from tests.annexes import TEXT as ANNEXED
from tests.punkt.conftest import Punkt

POLICY = str(Path(__file__).parents[2] / "policy_text/privacy/editions/1.txt")


def test_due_tells_the_date_and_the_norm(punkt: Punkt) -> None:
    """A claim received on 18 December 2026 is answered by 18 January; the answer is a draft for a lawyer."""
    told = punkt("due", "claim", "2026-12-18").stdout
    assert "2027-01-18  30 календарных дней: п. 8.2 Политики" in told
    assert "получение претензии, 2026-12-18" in told
    assert "Черновик расчёта: проверьте с юристом." in told


def test_due_gives_programs_all_it_rests_on(punkt: Punkt) -> None:
    """Date, extended date and norm of a stop demand, as JSON."""
    expected = {
        "kind": "stop",
        "received": "2026-12-30",
        "date": "2027-01-22",
        "target": "2027-01-22",
        "extended_to": "2027-01-29",
        "basis": "10 рабочих дней: ч. 5.1 ст. 21 Федерального закона № 152-ФЗ",
        "start": "получение требования о прекращении обработки",
        "article": "ч. 5.1 ст. 21 Федерального закона № 152-ФЗ",
        "edition": "2022-09-01",
        "confirmed_by": "",
        "warnings": ["Срок ещё не подтверждён юристом оператора (confirmed_by в tickets/terms/periods.toml)."],
    }
    assert expected == json.loads(punkt("due", "stop", "2026-12-30", "--json").stdout)


def test_due_tells_which_working_day_to_aim_at(punkt: Punkt) -> None:
    """A withdrawal whose last day is a Sunday is done by Friday."""
    told = punkt("due", "withdraw", "2026-12-18").stdout
    assert "2027-01-17  30 календарных дней" in told
    assert "2027-01-15  последний рабочий день до этой даты" in told


def test_a_command_that_is_done_loads_nothing_to_name_a_failure(punkt: Punkt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their libraries would take seconds, at the end of every command."""
    monkeypatch.setattr("sys.argv", ["punkt", "due", "claim", "2026-12-18"])
    monkeypatch.setattr("punkt.command.known_failures", lambda: pytest.fail("they were loaded"))
    with pytest.raises(SystemExit, match="0"):
        main()


@pytest.mark.parametrize("words", [("claim", "вчера"), ("claim", "2026-13-40"), ("birthday", "2026-12-18")])
def test_due_refuses_nonsense_with_a_sentence(punkt: Punkt, words: tuple[str, str]) -> None:
    assert isinstance(punkt("due", *words, ok=False).exception, Failure)


def test_due_tells_until_when_blocked_data_are_checked(punkt: Punkt) -> None:
    """Seven working days, which no lawyer has confirmed yet."""
    found = json.loads(punkt("due", "block", "2026-12-18", "--json").stdout)
    assert ("2026-12-29", "ч. 1, 2 ст. 21 Федерального закона № 152-ФЗ") == (found["date"], found["article"])
    assert "Срок ещё не подтверждён юристом оператора" in " ".join(found["warnings"])


def test_due_names_what_can_be_asked(punkt: Punkt) -> None:
    """All kinds for an unknown one; for a deletion, the rights it may use."""
    unknown = str(punkt("due", "birthday", "2026-12-18", ok=False).exception)
    deletion = str(punkt("due", "deletion", "2026-12-18", ok=False).exception)
    assert "«birthday». Известны: claim, access, correct, erase, withdraw, stop, marketing" in unknown
    for shape in ("erase", "withdraw", "stop", "marketing", "access", "correct", "block"):
        assert f"{shape} — «" in deletion


def test_clauses_gives_the_contract(punkt: Punkt) -> None:
    """70 numbers of the policy, each with heading, text, parent and line."""
    found = json.loads(punkt("clauses", POLICY, "--json").stdout)

    assert 70 == len(found["clauses"])
    assert {"number", "heading", "text", "parent", "line"} == set(found["clauses"][0])
    assert ["1", "1.1", "1.1.1"] == [clause["number"] for clause in found["clauses"][:3]]
    assert "преамбула" == found["preamble"]["number"]
    assert [clause["number"] for clause in found["clauses"]] == found["addresses"]
    assert 1.0 == found["coverage"]


def test_clauses_calls_what_a_document_repeats_by_its_part(punkt: Punkt, tmp_path: Path) -> None:
    """The number stays as printed."""
    (tmp_path / "contract.txt").write_text(ANNEXED, encoding="utf-8")
    found = json.loads(punkt("clauses", str(tmp_path / "contract.txt"), "--json").stdout)
    called = dict(zip(found["addresses"], found["clauses"], strict=True))
    assert ["2.1"] * 3 == [called[address]["number"] for address in (MAIN, FIRST, SECOND)]
    assert len(found["clauses"]) == len(called)
    lines = punkt("clauses", str(tmp_path / "contract.txt")).stdout.splitlines()
    assert [FIRST, "Уборка начинается в девять утра."] in [re.split(" {2,}", line) for line in lines]


def test_clauses_tells_what_it_left_out_and_which_encoding_it_guessed(punkt: Punkt, tmp_path: Path) -> None:
    """In KOI8-R, with struck words; what gives no words at all is refused."""
    text = "1. Срок\n1.1. Ответ через ~~тридцать~~ десять дней.\n1.2. Отзыв согласия."
    (tmp_path / "old.md").write_bytes(text.encode("koi8-r"))
    found = json.loads(punkt("clauses", str(tmp_path / "old.md"), "--json").stdout)

    assert ["", "Ответ через десять дней.", "Отзыв согласия."] == [clause["text"] for clause in found["clauses"]]
    assert [
        "Кодировка KOI8-R определена по тексту: проверьте, верно ли прочитаны слова, или сохраните файл в UTF-8",
        "строка 2: зачёркнутый текст не вошёл в пункты: «тридцать»",
    ] == found["warnings"]
    (tmp_path / "old.md").write_bytes(text.encode().decode("cp1251", "replace").encode())
    refused = punkt("clauses", str(tmp_path / "old.md"), ok=False)
    assert "испорчен перекодировкой" in str(refused.exception)
    assert 0 != refused.exit_code


def test_due_says_that_days_off_without_a_decree_are_computed(punkt: Punkt) -> None:
    """For people and for programs."""
    told = punkt("due", "claim", "2028-10-07").stdout
    found = json.loads(punkt("due", "access", "2028-10-30", "--json").stdout)
    said = "рассчитаны по правилу ч. 2 ст. 112 ТК РФ (2028 год)"
    assert ("2028-11-07", "2028-11-14", True, True) == (
        told[:10],
        found["date"],
        said in told,
        said in found["warnings"][0],
    )


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
    assert 0.8 < answer["why"]["kinds"]["claim"]
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


def test_doctor_finds_a_sound_house_sound(punkt: Punkt) -> None:
    """And names what is switched off."""
    result = punkt("doctor")
    assert "✗" not in result.stdout
    assert "пробный вопрос — пункт 5.1" in result.stdout


def test_doctor_shows_the_hours_and_the_next_opening(punkt: Punkt, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the calendar, so that a wrong zone or day is seen before people read it; without hours it says so."""
    assert "✓ Рабочие часы: не заданы" in punkt("doctor").stdout
    monkeypatch.setenv("PUNKT_WORKING_HOURS", "пн-пт 9:00-18:00")
    monkeypatch.setenv("PUNKT_OVERLOAD", "50")
    told = punkt("doctor").stdout
    assert "✓ Рабочие часы: пн-пт 9:00-18:00, Europe/Moscow\n" in told
    assert re.search(r"· следующее открытие — \d{2}\.\d{2}\.\d{4} 09:00\n", told)
    assert "· перегрузка — больше 50 обращений в очереди" in told


def test_hours_that_cannot_be_read_are_a_sentence(punkt: Punkt, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the start of every command."""
    monkeypatch.setenv("PUNKT_WORKING_HOURS", "когда придём")
    result = punkt("doctor", ok=False)
    assert 1 == result.exit_code
    assert "PUNKT_WORKING_HOURS (" in str(result.exception)
    assert "не понятно «когда придём»" in str(result.exception)


def test_doctor_says_what_is_wrong(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 and a sentence for each."""
    monkeypatch.setenv("PUNKT_POLICY", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PUNKT_REDIS_URL", "redis://127.0.0.1:1/0")
    result = punkt("doctor", ok=False)
    assert 1 == result.exit_code
    assert "✗ Документ" in result.stdout
    assert "✗ Redis" in result.stdout


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
