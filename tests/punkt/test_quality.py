"""The report of `punkt eval`: pictures, page and tables of a small set worked by hand."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from index.measuring.curve import Point
from index.measuring.evaluation import Report, evaluate
from index.measuring.examples import load_examples
from index.measuring.metrics import Figure
from punkt.pictures import drawn
from punkt.quality import Unmarked, page, refresh, tables
from tests.index.measuring.test_evaluation import ROWS, THRESHOLDS, understand

SVG = "{http://www.w3.org/2000/svg}"
CURVE = tuple(
    Point(
        size, 70 * size, {name: Figure(value, value - 0.1, value + 0.05, 4) for name in ("hit@1", "hit@3", "macro_f1")}
    )
    for size, value in ((5, 0.5), (12, 0.7), (40, 0.9))
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    file = tmp_path_factory.mktemp("set") / "set.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return evaluate(understand, THRESHOLDS, load_examples(file))


def test_each_picture_stands_alone_in_both_themes(report: Report) -> None:
    pictures = drawn(report, CURVE)
    assert set(pictures) == {"confusion", "reliability", "coverage", "curve"}
    for name, svg in pictures.items():
        root = ElementTree.fromstring(svg)
        assert root.tag == f"{SVG}svg", name
        assert root.get("aria-label"), name
        assert "prefers-color-scheme:dark" in svg, name
        assert "#0102" not in svg, f"{name}: a colour that stands for a name was left"
        assert len(svg) < 200_000, name


def test_a_picture_says_the_numbers_of_the_report(report: Report) -> None:
    """Texts are texts: they can be searched, read aloud and are drawn in the reader's font."""

    def texts(name: str) -> list[str]:
        root = ElementTree.fromstring(drawn(report, CURVE)[name])
        return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]

    assert {"вопрос", "претензия", "документ молчит", "3"} <= {*texts("confusion")}
    assert texts("confusion").count("1") == sum(
        count == 1 for row in report.confusion.values() for count in row.values()
    )
    assert "порог" in texts("coverage")
    assert {"5", "12", "40", "hit@1", "macro-F1"} <= {*texts("curve")}


def test_the_same_report_is_drawn_the_same(report: Report) -> None:
    assert drawn(report, CURVE) == drawn(report, CURVE)


def test_the_page_needs_nothing_else(report: Report) -> None:
    html = page("набор", report, CURVE, drawn(report, CURVE))
    assert re.findall(r'(?:src|href|url)\s*[=(]\s*"?(?!#)[^"#\s)]+', html) == []
    assert html.count("<svg") == 4
    assert "0,750" in html  # hit@1 of the set, in the Russian way
    assert "Кривая обучения для этого индекса ещё не посчитана" not in html


def test_the_page_goes_without_a_curve(report: Report) -> None:
    html = page("набор", report, None, drawn(report, None))
    assert html.count("<svg") == 3
    assert "--curve" in html


def test_a_message_cannot_become_markup(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    row = {"id": "1", "text": "<script>alert(1)</script>", "kind": "claim", "style": "<b>"}
    file.write_text(json.dumps(row), encoding="utf-8")
    report = evaluate(lambda _: understand("right"), THRESHOLDS, load_examples(file))
    html = page("<i>", report, None, drawn(report, None))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search(r"<(script|b|i)>", html)


def test_tables_come_between_their_marks_and_again(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "quality.md"
    file.write_text("before\n<!-- easy -->\nold\n<!-- /easy -->\nafter\n<!-- hard -->\n<!-- /hard -->\n", "utf-8")
    refresh(file, "easy", tables(report, CURVE))
    once = file.read_text("utf-8")
    refresh(file, "easy", tables(report, CURVE))
    assert file.read_text("utf-8") == once
    assert "| first clause right | 0.750 |" in once
    assert "| 40 | 2800 | 0.900 · 0.800–0.950 |" in once
    assert "old" not in once
    assert once.startswith("before\n<!-- easy -->\n| 8 messages")
    assert once.endswith("<!-- /easy -->\nafter\n<!-- hard -->\n<!-- /hard -->\n")


def test_a_document_without_marks_is_left_alone(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "quality.md"
    file.write_text("text", "utf-8")
    for wrong in (file, tmp_path / "none.md"):
        with pytest.raises(Unmarked, match="<!-- easy -->"):
            refresh(wrong, "easy", tables(report, CURVE))
    assert file.read_text("utf-8") == "text"
