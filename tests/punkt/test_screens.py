"""The document of the screens is what `make screenshots` would write."""

from tools.screenshots.__main__ import PARTS
from tools.screenshots.document import FILE, document
from tools.screenshots.pictures import shots
from tools.screenshots.state import STATES


def test_every_state_is_in_the_document_with_its_pictures() -> None:
    """In order, and each picture is there."""
    assert PARTS
    assert document() == FILE.read_text("utf-8")
    assert [] == [shot.file.name for one in STATES for shot in shots(one) if not shot.file.is_file()]


def test_no_two_states_have_one_name() -> None:
    """The pictures of one would take the place of the other's."""
    names = [one.name for one in STATES]
    assert len(names) == len(set(names))
