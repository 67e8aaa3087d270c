"""The act and the extract of the log: every field of order № 179, in words and as JSON, and nothing that was erased."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from desk.holdings import HOLDINGS
from tests.tickets.erasure.papers.reading import OPERATOR, SALT, erasure, office, read, squeezed
from tickets.erasure.papers.act import Act, NotDestroyedYet, act_paper, make_act
from tickets.erasure.papers.destroyed import as_json
from tickets.erasure.papers.drawing import draw
from tickets.erasure.papers.log_extract import LogExtract, extract_log, log_paper
from tickets.erasure.papers.paper import BLANK

#: Order № 179, п. 3, and what else must be told.
IN_THE_ACT = {
    "operator": "Оператор ООО «Информационные Бизнес Технологии»",
    "address": "Адрес оператора 115114, Москва, Летниковская улица, 10",
    "processor": f"по поручению оператора обработка поручалась (наименование или ФИО, адрес): {BLANK}",
    "subject": "обращения № П-2026-000001, П-2026-000003",
    "hash of the subject": "адрес почты " + "ab" * 32,
    "who destroyed": "Лицо, уничтожившее данные сотрудник anna@example.org",
    "signature": "Персональные данные уничтожил(а): должность подпись фамилия, имя, отчество дата",
    "category": "сообщения переписки 5 записей",
    "another category": "обращения: текст, имя, почта, телефон, текст решения 2 записи",
    "paper media": f"число листов каждого если данные обрабатывались и без средств автоматизации: {BLANK}",
    "system": "Информационная система персональных данных ИСПДн «Помощь»",
    "method": "построение файла базы заново (VACUUM)",
    "reason": "Причина уничтожения отзыв согласия на обработку (ч. 5 ст. 21 Федерального закона № 152-ФЗ)",
    "date": "Дата и время уничтожения 23.11.2026 00:00:43 (UTC+03:00, Europe/Moscow)",
    "copies": f"Резервные копии и места вне программы где лежали и когда уничтожены: {BLANK}",
    "how long it is kept": "Хранить акт до 23.11.2029: три года с уничтожения (п. 8 приказа № 179)",
    "how long the order is in force": "№ 179 (действует с 01.03.2023 до 01.03.2029)",
    "draft": "Проект документа, составлен программой «Пункт». До подписания проверьте с юристом",
    "number": "Акт об уничтожении персональных данных № У-2026-000007",
}
#: Order № 179, п. 5.
IN_THE_LOG = {
    "title": "Выгрузка из журнала регистрации событий в информационной системе персональных данных",
    "subject": "обращения № П-2026-000001, П-2026-000003",
    "hash of the subject": "телефон " + "cd" * 32,
    "category": "принятые сообщения мессенджера 11 записей",
    "system": "Информационная система персональных данных ИСПДн «Помощь»",
    "reason": "Причина уничтожения отзыв согласия на обработку (ч. 5 ст. 21 Федерального закона № 152-ФЗ)",
    "date": "Дата и время уничтожения 23.11.2026 00:00:43 (UTC+03:00, Europe/Moscow)",
    "begun": "22.11.2026 23:59:01 Записи удалены из таблиц базы данных, поля очищены сотрудник anna@example.org",
    "done": "23.11.2026 00:00:43 Уничтожение завершено",
    "draft": "Проект документа, составлен программой «Пункт».",
    "act": "к акту № У-2026-000007",
}
SET = {"address": "115114, Москва, Летниковская улица, 10", "system": "ИСПДн «Помощь»"}


@pytest.mark.parametrize("field", IN_THE_ACT)
def test_the_act_says_all_that_the_order_asks_for(tmp_path: Path, field: str) -> None:
    act = make_act(erasure(), office(**SET))
    assert squeezed(IN_THE_ACT[field]) in read(draw(act_paper(act)))


@pytest.mark.parametrize("field", IN_THE_LOG)
def test_the_extract_says_all_that_the_order_asks_for(tmp_path: Path, field: str) -> None:
    extract = extract_log(make_act(erasure(), office(**SET)))
    assert squeezed(IN_THE_LOG[field]) in read(draw(log_paper(extract)))


def test_what_the_program_does_not_know_is_a_line_to_write_on(tmp_path: Path) -> None:
    """Null for programs: address, processor, paper media, copies, and who signs."""
    act = make_act(erasure(), office())

    assert squeezed(f"Адрес оператора {BLANK}") in read(draw(act_paper(act)))
    told = json.loads(as_json(act))
    assert {"name": OPERATOR, "address": None} == told["operator"]
    assert [None] * 3 == [told["processor"], told["paper_media"], told["other_copies"]]
    signer = {"account": "сотрудник anna@example.org", "name": None, "position": None, "signature": None}
    assert signer == told["destroyed_by"]


def test_only_what_was_destroyed_is_listed(tmp_path: Path) -> None:
    """Places where nothing of the person lay are not."""
    categories = json.loads(as_json(make_act(erasure(), office())))["categories"]
    titles = {holding.name: holding.title for holding in HOLDINGS}
    expected = [(titles["messages"], 5), (titles["tickets"], 2), (titles["inbox"], 11)]
    assert expected == [(category["title"], category["rows"]) for category in categories]


def test_of_postgresql_the_act_says_what_is_true_there(tmp_path: Path) -> None:
    """Its own log and its copies are not rewritten by us."""
    act = make_act(erasure(), office(dialect="postgresql"))
    assert squeezed("Журнал предзаписи (WAL), реплики и копии, которые ведёт сервер") in read(draw(act_paper(act)))


def test_conversations_without_tickets_that_time_destroyed(tmp_path: Path) -> None:
    """Nobody asked and nobody did it by hand: the papers say so and still name whose data by hashes."""
    act = make_act(erasure(number=None, numbers=[], actor="system"), office())
    told = read(draw(act_paper(act)))
    assert squeezed("переписки без обращений; ключевые хеши") in told
    assert squeezed("программа «Пункт», автоматически") in told


def test_the_papers_can_be_made_again_from_their_json(tmp_path: Path) -> None:
    """The JSON is the whole paper: it gives the same bytes of PDF, in another process and with another hash seed."""
    act = make_act(erasure(), office())
    extract = extract_log(act)
    (tmp_path / "act.json").write_bytes(as_json(act))
    (tmp_path / "log.json").write_bytes(as_json(extract))
    assert (act, extract) == (
        TypeAdapter(Act).validate_json((tmp_path / "act.json").read_bytes()),
        TypeAdapter(LogExtract).validate_json((tmp_path / "log.json").read_bytes()),
    )

    program = (
        "import hashlib, pathlib, sys\n"
        "from pydantic import TypeAdapter\n"
        "from tickets.erasure.papers.act import Act, act_paper\n"
        "from tickets.erasure.papers.drawing import draw\n"
        "from tickets.erasure.papers.log_extract import LogExtract, log_paper\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "act = TypeAdapter(Act).validate_json((folder / 'act.json').read_bytes())\n"
        "extract = TypeAdapter(LogExtract).validate_json((folder / 'log.json').read_bytes())\n"
        "for pdf in (draw(act_paper(act)), draw(log_paper(extract))):\n"
        "    print(hashlib.sha256(pdf).hexdigest())\n"
    )
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONPATH": "."}
    command = [sys.executable, "-c", program, str(tmp_path)]
    there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert [hashlib.sha256(pdf).hexdigest() for pdf in (draw(act_paper(act)), draw(log_paper(extract)))] == there


def test_nothing_is_called_destroyed_before_it_is(tmp_path: Path) -> None:
    unfinished = erasure(destroyed_at=None, keep_until=None, scrubbed_at=None)
    with pytest.raises(NotDestroyedYet):
        make_act(unfinished, office())


def test_whoever_has_the_key_finds_the_salt(tmp_path: Path) -> None:
    """So that it can be checked later whose data they were."""
    act = make_act(erasure(), office())
    assert squeezed(f"Соль: {SALT}.") in read(draw(act_paper(act)))
    assert SALT == json.loads(as_json(act))["subject"]["salt"]
