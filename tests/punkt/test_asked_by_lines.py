"""A process that is measured beside this one: it is asked once it is ready, and its end is told."""

import os
import sys

import pytest

from punkt.bench.asked import asked_by_lines
from punkt.failure import Failure

COUNTS = """import json, sys
print("a warning of some library")
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps([len(text) for text in json.loads(line)]), flush=True)
"""


def test_texts_are_answered_in_their_order() -> None:
    with asked_by_lines([sys.executable, "-c", COUNTS], os.environ) as ask:
        assert [4, 2] == ask(["срок", "да"])
        assert [0] == ask([""])


@pytest.mark.parametrize("begun", ["", "print('ready', flush=True); input()"], ids=["at its start", "when it is asked"])
def test_a_process_that_ends_is_told_in_a_sentence(begun: str) -> None:
    with (
        pytest.raises(Failure, match="процесс для измерений остановился"),
        asked_by_lines([sys.executable, "-c", begun], os.environ) as ask,
    ):
        ask(["срок"])
