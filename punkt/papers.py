"""Papers of destructions, for commands that have the settings but no open house."""

from pathlib import Path

from desk.settings import Settings
from tickets.attachment import Shelf
from tickets.database import Database
from tickets.erasure.destruction import Erasure
from tickets.erasure.finishing import Finished, finish_erasures


class Papers:
    """Writes papers into the data folder, and remembers where those of each act lie."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.written: dict[str, Path] = {}  #: folders by number of the act

    async def finish(self, database: Database) -> Finished:
        """Take every erasure as far as it goes now, papers and sent files included."""
        return await finish_erasures(database, self.write, elsewhere=self.destroy_files)

    def write(self, erasure: Erasure) -> None:
        """Write the papers of one erasure; done again it comes to the same."""
        from desk.papers import write_papers
        from index.policy import load_policy

        self.written[erasure.act] = write_papers(erasure, load_policy(self._settings.policy), self._settings)

    async def destroy_files(self, erasure: Erasure) -> None:
        """Delete the files of one erasure, which have lost their rows."""
        Shelf(self._settings.attachments).drop(erasure.files)

    def drop(self, erasure: Erasure) -> None:
        """What `retention` calls when the years of an erasure are over."""
        from desk.papers import drop_papers

        drop_papers(erasure, self._settings)
