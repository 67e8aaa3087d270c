"""Editions of a policy in the files that operators have them in."""

import hashlib
from pathlib import Path

import pytest

from index.policy import Policy, PolicyError, load_policy
from tests.index.formats.built_docx import NUMBERING, docx, in_list, p, t

FACTS = """
id = "offer"
title = "Оферта"
operator = "ООО «Ромашка»"
sites = []
services = []
published_at = "https://shop.example/offer"
contact = "help@shop.example"

[[editions]]
id = "1"
file = "{file}"
sha256 = "{sha256}"
{more}
"""
CHANGED = (
    '<w:del w:id="1" w:author="Юрист" w:date="2026-11-03T10:00:00Z"><w:r><w:delText>30</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="Юрист">{t("10")}</w:ins>'
)
NEGOTIATED = docx(
    p("Сроки", in_list(1)) + p(t("Ответ за ") + CHANGED + t(" дней."), in_list(1, 1)), numbering=NUMBERING
)
TEXT = "1. Сроки\n1.1. Ответ даётся за десять дней, и он бесплатен."


def policy_of(folder: Path, content: bytes, file: str = "offer.docx", more: str = "") -> Policy:
    (folder / file).write_bytes(content)
    facts = FACTS.format(file=file, sha256=hashlib.sha256(content).hexdigest(), more=more)
    (folder / "policy.toml").write_text(facts, encoding="utf-8")
    return load_policy(folder)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_an_edition_is_read_in_any_encoding(tmp_path: Path, encoding: str):
    policy = policy_of(tmp_path, TEXT.encode(encoding), "offer.txt")
    assert policy.quote("1.1") == "Ответ даётся за десять дней, и он бесплатен."
    assert policy.edition.text == TEXT


def test_an_edition_may_be_a_word_document(tmp_path: Path):
    """Its sum is that of the file, its text what is seen."""
    content = docx(p("Сроки", in_list(1)) + p("Ответ бесплатен.", in_list(1, 1)), numbering=NUMBERING)
    policy = policy_of(tmp_path, content)
    assert policy.quote("1.1") == "Ответ бесплатен."
    assert policy.edition.text == "1. Сроки\n1.1. Ответ бесплатен."
    assert policy.edition.sha256 == hashlib.sha256(content).hexdigest()


def test_open_changes_stop_an_edition(tmp_path: Path):
    """They are nobody's law yet."""
    with pytest.raises(PolicyError) as caught:
        policy_of(tmp_path, NEGOTIATED)
    said = str(caught.value)
    assert "открытые правки: 2 (строка 2: удалено «30» (Юрист, 03.11.2026); строка 2: вставлено «10» (Юрист))" in said
    assert 'changes = "accept"' in said
    assert "\n" not in said


@pytest.mark.parametrize(("choice", "said"), [("accept", "Ответ за 10 дней."), ("reject", "Ответ за 30 дней.")])
def test_a_choice_makes_an_edition_of_them(tmp_path: Path, choice: str, said: str):
    assert policy_of(tmp_path, NEGOTIATED, more=f'changes = "{choice}"').quote("1.1") == said


def test_any_other_choice_is_none(tmp_path: Path):
    with pytest.raises(PolicyError, match="можно только принять или отклонить"):
        policy_of(tmp_path, NEGOTIATED, more='changes = "все"')
    with pytest.raises(PolicyError, match="можно только принять или отклонить"):
        policy_of(tmp_path, NEGOTIATED, more='changes = ["accept"]')


def test_a_choice_without_changes_does_no_harm(tmp_path: Path):
    assert policy_of(tmp_path, TEXT.encode(), "offer.txt", 'changes = "reject"').edition.text == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (NEGOTIATED[: len(NEGOTIATED) // 2], "повреждён"),
        (b"\x89PNG\r\n", "картинка"),
        (bytes(range(128, 256)) * 3, "кодировк"),
    ],
)
def test_a_file_without_words_is_refused_with_a_sentence(tmp_path: Path, content: bytes, said: str):
    with pytest.raises(PolicyError, match=f"прочитать не удалось: .*{said}"):
        policy_of(tmp_path, content)
