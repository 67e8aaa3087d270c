"""Papers in the store that copies share: whichever machine finished an erasure, each can hand out its act.

acts/<number and moment>/act.pdf, …    as in the data folder
"""

from pathlib import Path

from tickets.store.bucket import Bucket

PLACE = "acts"  #: in the store, and in the data folder


class SharedPapers:
    """Every call waits for the network and raises BucketAway."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def put(self, folder: Path) -> None:
        """Let all read the papers of this folder; done again it comes to the same."""
        for file in sorted(folder.iterdir()):
            if not file.name.startswith("."):
                self._bucket.write(f"{PLACE}/{folder.name}/{file.name}", file)

    def bring(self, data: Path, name: str = "") -> None:
        """See that the papers of this folder, or all, lie in the data folder too. Raises OSError of the disk."""
        for each in self._bucket.listed(f"{PLACE}/{name}".rstrip("/")):
            file = data / each.name
            if not file.exists():
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                draft = file.with_name(f".{file.name}")
                draft.unlink(missing_ok=True)
                if self._bucket.download(each.name, draft):
                    draft.replace(file)

    def drop(self, name: str) -> None:
        """Delete the papers of this folder."""
        self._bucket.drop([each.name for each in self._bucket.listed(f"{PLACE}/{name}")])
