"""Documents and editions for the console: the same that the terminal does, and publishing in a process of its own."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from desk.editing import ChangesUndecided, DocumentKept, Doing, Doubtful, Previewed, Refused
from desk.settings import Settings
from desk.uploads import clean_name
from index.document.changes import Choice
from index.editions.reading import read_changes
from index.topics import load_topics
from punkt.claim_words import told_of
from punkt.clause_tree import counts, tree
from punkt.editions.adding import add, doubtful
from punkt.editions.kept import kept_documents
from punkt.editions.places import STAGED, added_folder, document_folders
from punkt.editions.proposal import ChangesOpen, Proposal, propose
from punkt.editions.publishing import find_draft, undo
from punkt.editions.sampling import sample_questions
from punkt.failure import known_failures

DAY = 86_400.0  #: seconds
_NAME = re.compile(r"[0-9a-f]{24}(?:-(?P<choice>accept|reject))?")


class Office:
    """One for each process with a website."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self.doing: Doing | None = None

    def documents(self) -> Sequence[DocumentKept]:
        """See `Editing`."""
        with _told():
            return kept_documents(self._settings)

    def stage(self, name: str, content: bytes, *, accept: bool | None) -> str:
        """See `Editing`."""
        folder = self._staged()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if time.time() - old.stat().st_mtime > DAY:
                shutil.rmtree(old, ignore_errors=True)
        choice = {None: "", True: f"-{Choice.ACCEPT}", False: f"-{Choice.REJECT}"}[accept]
        kept = f"{secrets.token_hex(12)}{choice}"
        (folder / kept).mkdir()
        (folder / kept / clean_name(name)).write_bytes(content)
        return kept

    def preview(self, staged: str, document: str, title: str) -> Previewed:
        """See `Editing`."""
        with _told():
            found = self._proposal(staged, document, title)
            return Previewed(
                staged=staged,
                document=found.id,
                title=str(found.facts["title"]),
                operator=str(found.facts["operator"]),
                edition=str(found.edition["id"]),
                former=found.former.edition.id if found.former else None,
                tree=tuple(tree(found.document)),
                counts=tuple(counts(found.document)),
                warnings=found.document.warnings,
                changes=read_changes(found.former, found.policy) if found.former else (),
                doubtful=tuple(_doubtful(found)),
                questions=sample_questions(found.policy, load_topics(self._settings.topics)),
                named=title,
                claim_term=told_of(found.policy),
            )

    def add(self, staged: str, document: str, title: str, answers: Mapping[str, str]) -> str:
        """See `Editing`."""
        with _told(), self._lock:
            found = self._proposal(staged, document, title)
            known = {old: new for old, new in answers.items() if new in found.policy.quotable}
            added = add(self._settings, found, known)
        shutil.rmtree(self._staged() / staged, ignore_errors=True)
        return f"{added.document}@{added.edition}"

    def publish(self, name: str, effective: date | None) -> None:
        """See `Editing`. Training takes memory that a process never gives back, so one that serves does not."""
        with _told(), self._lock:
            find_draft(self._settings, name)
            if self.doing and not self.doing.is_over:
                raise Refused(f"Уже публикуется {self.doing.name}: дождитесь конца.")
            words = [sys.executable, "-m", "punkt", "policy", "publish", name]
            words += ["--effective", effective.isoformat()] if effective else []
            began = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)  # noqa: S603  # nosec B603 - our own program
            self.doing = Doing(name, is_over=False, told="")
            threading.Thread(target=self._wait, args=(name, began), daemon=True).start()

    def undo(self) -> str:
        """See `Editing`."""
        with _told(), self._lock:
            done = undo(self._settings)
        return f"{done.document}@{done.edition}"

    def _wait(self, name: str, began: "subprocess.Popen[str]") -> None:
        said, failed = began.communicate()
        told = said if began.returncode == 0 else failed.strip().rsplit("\n", 1)[-1]
        self.doing = Doing(name, is_over=True, told=told.strip())

    def _staged(self) -> Path:
        return added_folder(self._settings) / STAGED

    def _proposal(self, staged: str, document: str, title: str) -> Proposal:
        known = _NAME.fullmatch(staged)
        file = next((self._staged() / staged).glob("*"), None) if known else None
        if known is None or file is None:
            raise Refused("Файла уже нет: загрузите его снова.")
        choice = Choice(known["choice"]) if known["choice"] else None
        return propose(document_folders(self._settings), file, document or None, title or None, choice)


def _doubtful(found: Proposal) -> Iterator[Doubtful]:
    for each in doubtful(found):
        assert each.old
        assert found.former
        candidates = tuple((address, found.policy.quote(address)) for address in each.candidates)
        yield Doubtful(each.old, found.former.quote(each.old), candidates)


@contextmanager
def _told() -> Iterator[None]:
    """Whatever an operator can mend is a sentence for whoever sits at the console."""
    try:
        yield
    except Refused:
        raise
    except ChangesOpen as changes:
        raise ChangesUndecided(str(changes)) from None
    except known_failures() as failure:
        raise Refused(str(failure)) from None
