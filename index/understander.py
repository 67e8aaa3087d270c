"""Understanding messages with an index that is open."""

from collections.abc import Sequence
from pathlib import Path

from index.bank import Bank
from index.building import manifest_of
from index.calibration import Calibration
from index.decision import Thresholds
from index.encoder import Encoder
from index.folder import checked
from index.head import Head
from index.meaning import meaning, wordless
from index.morphology import Morphology
from index.policy import Policy
from index.message import Reader
from index.storage import load_calibration, load_head
from index.understanding import Understanding


class Understander:
    """Tells what messages mean; threads may share it."""

    def __init__(self, head: Head, calibration: Calibration, thresholds: Thresholds, encoder: Encoder) -> None:
        self.thresholds = thresholds
        self._head = head
        self._calibration = calibration
        self._encoder = encoder
        self._reader = Reader(Morphology())

    def understand(self, text: str, context: Sequence[str] = ()) -> Understanding:
        """What a message means; `context` holds the user's earlier messages of the conversation, oldest first."""
        reading = self._reader.read(text)
        if not reading.words:
            return wordless(reading.language)
        vector = self._encoder.encode([reading.text])[0]
        return meaning(self._calibration, self._head.scores(vector, reading), reading.language)


def open_index(folder: Path, policy: Policy, bank: Bank, encoder: Encoder) -> Understander:
    """The index in force in a folder; raises IndexFolderError when it is missing, damaged or of something else."""
    version = checked(folder, manifest_of(policy, bank, encoder))
    head, _ = load_head(version)
    calibration, thresholds = load_calibration(version)
    return Understander(head, calibration, thresholds, encoder)
