"""The head that all documents without phrases share: trained once, kept beside their indexes."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from index.bank import BankError, folds_of
from index.cold.common import Common
from index.decision import Thresholds
from index.encoder import Encoder, Floats, embed, save_vectors, sentences_file
from index.folder import IndexFolderError, Manifest, checked, place, whole_file
from index.labels import KIND_LABELS
from index.model.layers import WHOLE
from index.reader import Reader, Reading
from index.spelling import count_words
from index.storage import Index, Stage, load_index, save_index
from index.terms import Vocabulary

FOLDER = ".common"  #: beside the folders of documents, each of which holds the indexes of its editions

Progress = Callable[[int, int], None]


def shared_folder(target: Path, *, own: bool = False) -> Path:
    """Where the shared head lies that the index in the folder `target` needs.

    Of a document whose `own` phrases of some kinds are in it, it lies with the document.
    """
    return (target.parent if own else target.parent.parent) / FOLDER


def shared_manifest(common: Common, encoder: Encoder) -> Manifest:
    """What the shared head is made of."""
    return Manifest(encoder.name, encoder.dimension, "", common.bank.sha256)


def open_shared(common: Common, encoder: Encoder, folder: Path) -> Index:
    """The shared head as an index whose clauses are topics; raises IndexFolderError."""
    return _loaded(checked(folder, shared_manifest(common, encoder)))


@lru_cache(maxsize=4)
def _loaded(version: Path) -> Index:
    """Once for all documents that share it; a version is never changed."""
    return load_index(version)


def _nobody(done: int, total: int) -> None:
    pass


def build_shared(
    common: Common, encoder: Encoder, folder: Path, progress: Progress = _nobody, learning: Progress = _nobody
) -> Index:
    """The same, trained first where it is not there yet. Raises BankError; OSError when the disk refuses."""
    try:
        return open_shared(common, encoder, folder)
    except IndexFolderError:
        pass
    reader = Reader()
    readings = [reader.read(phrase.whole) for phrase in common.bank.phrases]
    texts = [reading.text for reading in readings]
    kept = whole_file(folder, sentences_file(WHOLE), encoder.name)
    vectors = embed(texts, encoder, WHOLE, kept, progress)
    index = train_shared(common, readings, vectors, WHOLE, learning)

    def write(version: Path) -> None:
        save_index(version, index)
        save_vectors(version / sentences_file(WHOLE), texts, vectors)

    place(folder, shared_manifest(common, encoder), write)
    return index


def train_shared(
    common: Common, readings: Sequence[Reading], vectors: Floats, depth: int, progress: Progress = _nobody
) -> Index:
    """Learn to tell topics and kinds apart from the readings of the common phrases and their vectors, (n, d)."""
    from index.fitting import fit_calibration  # only building needs them
    from index.training import kernel_of, train

    phrases = common.bank.phrases
    if missing := sorted({*KIND_LABELS}.difference(phrase.label for phrase in phrases)):
        raise BankError(f"Нет ни одной фразы вида {', '.join(missing)}: допишите их и постройте индекс снова.")
    said = [phrase.labels for phrase in phrases]
    vocabulary, terms = Vocabulary.fitted(readings)
    progress(1, 3)
    trained = train(vectors, terms, kernel_of(terms), said, folds_of(phrases), common.labels)
    progress(2, 3)
    calibration = fit_calibration(common.labels, {}, trained.held_out, said)
    progress(3, 3)
    return Index(
        (Stage(depth, trained.head, calibration),),
        certain=0.0,
        thresholds=Thresholds(1.0, 1.0, 1.0),
        vocabulary=vocabulary,
        word_uses=count_words(reading.words for reading in readings),
        lemma_uses=count_words(reading.lemmas for reading in readings),
    )
