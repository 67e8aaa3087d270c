"""Pages of Tilda: texts laid out by hand come in any order, and whole blocks are for telephones alone."""

from bs4 import BeautifulSoup, Tag

from index.document.attributes import whole_number

ARTBOARD = "t396__artboard"  #: class of a zero-block
_NARROW = 980  #: pixels; a block for screens of that width at most is for telephones and tablets


def in_order(soup: BeautifulSoup) -> None:
    """Move the texts of each zero-block to the order in which they stand on the screen: by rows, then from the left."""
    for board in soup.select(f".{ARTBOARD}"):
        texts = [child for child in board.contents if isinstance(child, Tag) and "t396__elem" in _classes(child)]
        ordered = sorted(texts, key=lambda text: (_side(text, "top"), _side(text, "left")))
        if ordered != texts:
            for text in ordered:
                board.append(text.extract())


def for_telephones(tag: Tag) -> bool:
    """Whether a block is not shown on the screen of a computer."""
    widest = _pixels(tag, "data-screen-max")
    return widest is not None and "t-rec" in _classes(tag) and 0 <= widest <= _NARROW


def _classes(tag: Tag) -> list[str]:
    return [str(each) for each in tag.get_attribute_list("class")]


def _side(tag: Tag, side: str) -> int:
    return _pixels(tag, f"data-field-{side}-value") or 0


def _pixels(tag: Tag, name: str) -> int | None:
    return whole_number(str(tag.get(name) or "").removesuffix("px"), digits=6)
