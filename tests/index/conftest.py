import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.bank import load_bank
from index.building import build_index
from index.encoder import Encoder
from index.folder import IndexFolderError
from index.policy import load_policy
from index.understander import Understander, open_index

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policy_text" / "privacy"


@pytest.fixture(scope="session")
def understander(encoder: Encoder) -> Understander:
    """The index of the real policy and bank, built once for this checkout and again when they change.

    It lies where Punkt itself has it, so that whoever comes first builds it for all.
    """
    policy = load_policy(POLICY)
    bank = load_bank(POLICY / "phrases", policy.quotable)
    folder = ROOT / "var" / "index" / policy.id / policy.edition.id
    try:
        return open_index(folder, policy, bank, encoder)
    except IndexFolderError:
        build_index(policy, bank, encoder, folder)
        return open_index(folder, policy, bank, encoder)


@pytest.fixture
def python() -> Callable[[str], "subprocess.Popen[str]"]:
    """Starts a program in a process of its own."""
    pipe = subprocess.PIPE
    return lambda program: subprocess.Popen([sys.executable, "-c", program], stdout=pipe, stderr=pipe, text=True)
