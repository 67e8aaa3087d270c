"""The papers of an erasure in the data folder: acts/<number and moment>/act.pdf, act.json, log.pdf, log.json."""

import shutil
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from desk.papers.act import act_json, act_paper, make_act
from desk.papers.files import drop_exports, write_private
from desk.papers.log_extract import extract_log, log_json, log_paper
from desk.settings import Settings
from index.policy import Policy
from tickets.erasure.destruction import Erasure


def write_papers(erasure: Erasure, policy: Policy, settings: Settings) -> Path:
    """Write the act and the extract of the log, and give their folder; again gives the same files.

    What was handed out as files for the same tickets is deleted first, as the act says that it is. Raises
    NotDestroyedYet, and OSError where the folder cannot be written to.
    """
    from desk.papers.drawing import draw

    act = make_act(erasure, policy, settings)
    extract = extract_log(act)
    drop_exports(settings, erasure.numbers)
    files = {
        "act.pdf": draw(act_paper(act)),
        "act.json": act_json(act),
        "log.pdf": draw(log_paper(extract)),
        "log.json": log_json(extract),
    }
    return write_private(papers_of(erasure, settings), files)


def papers_of(erasure: Erasure, settings: Settings) -> Path:
    """Their folder. The moment is in its name, as a database restored from a copy may give a number again."""
    return settings.data / "acts" / f"{erasure.act}-{erasure.begun_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def drop_papers(erasure: Erasure, settings: Settings) -> None:
    """Delete the papers of an erasure whose three years are over (order № 179, п. 8)."""
    with suppress(FileNotFoundError):
        shutil.rmtree(papers_of(erasure, settings))
