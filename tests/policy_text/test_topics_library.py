"""The library of topics that comes with the product holds enough to tell clauses of any document apart."""

import json
from collections import Counter
from pathlib import Path

import pytest

from index.bank import load_bank
from index.policy import load_policy
from index.topics import Topic, load_topics
from russian.words import words

TEXTS = Path(__file__).parents[2] / "policy_text"


@pytest.fixture(scope="module")
def library() -> tuple[Topic, ...]:
    return load_topics(TEXTS / "topics")


def same(text: str) -> str:
    """A text without the differences that make no other phrase: case, ё, signs."""
    return " ".join(words(text))


def test_the_library_has_the_topics_of_common_documents(library: tuple[Topic, ...]) -> None:
    assert len(library) >= 200


def test_each_topic_is_asked_about_in_many_ways_and_voices(library: tuple[Topic, ...]) -> None:
    assert [] == [topic.slug for topic in library if len(topic.phrases) < 18]
    assert [] == [topic.slug for topic in library if len({phrase.voice for phrase in topic.phrases}) < 6]
    assert [] == [phrase.text for topic in library for phrase in topic.phrases if not phrase.voice]


def test_each_topic_is_marked_in_the_words_of_different_drafters(library: tuple[Topic, ...]) -> None:
    assert [] == [topic.slug for topic in library if len(topic.markers) < 6]
    markers = Counter(same(marker) for topic in library for marker in topic.markers)
    assert [] == [marker for marker, count in markers.items() if count > 1]


def test_no_title_and_no_phrase_stands_twice(library: tuple[Topic, ...]) -> None:
    titles = Counter(same(topic.title) for topic in library)
    phrases = Counter(same(phrase.text) for topic in library for phrase in topic.phrases)
    assert [] == [text for text, count in (titles | phrases).items() if count > 1]


def test_no_phrase_of_the_library_is_one_of_the_bank(library: tuple[Topic, ...]) -> None:
    policy = TEXTS / "privacy"
    bank = {same(phrase.text) for phrase in load_bank(policy / "phrases", load_policy(policy).quotable).phrases}
    assert [] == [phrase.text for topic in library for phrase in topic.phrases if same(phrase.text) in bank]


def test_no_phrase_of_a_topic_is_a_question_of_the_yardstick(library: tuple[Topic, ...]) -> None:
    asked = {
        same(json.loads(line)["text"])
        for file in TEXTS.glob("cold/*/questions.jsonl")
        for line in file.read_text("utf-8").splitlines()
    }
    assert len(asked) > 400
    assert [] == [phrase.text for topic in library for phrase in topic.phrases if same(phrase.text) in asked]
