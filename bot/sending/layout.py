"""Layout: what the bot says, as blocks of plain text that become HTML in messages of a length Telegram takes.

Texts are escaped here and nowhere else, and cut before they are escaped: no tag or entity is ever broken.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

LONGEST = 4096  #: UTF-16 units of one message, counted without tags

_SENTENCE_END = re.compile(r"\n+|(?<=[.!?…;])\s+")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in one style."""

    text: str
    opening: str = ""
    closing: str = ""
    gap: str = "\n\n"  #: between it and the block before
    bolds: tuple[tuple[int, int], ...] = ()  #: parts of the text in bold, in their order: where each begins and ends

    def html(self) -> str:
        return f"{self.opening}{''.join(self._pieces())}{self.closing}"

    def piece(self, start: int, end: int) -> "Block":
        """The block with this part of its text alone."""
        bolds = [(max(begin, start) - start, min(close, end) - start) for begin, close in self.bolds]
        return replace(
            self, text=self.text[start:end], bolds=tuple((begin, close) for begin, close in bolds if begin < close)
        )

    def _pieces(self) -> Iterator[str]:
        place = 0
        for start, end in self.bolds:
            yield html.escape(self.text[place:start], quote=False)
            yield f"<b>{html.escape(self.text[start:end], quote=False)}</b>"
            place = end
        yield html.escape(self.text[place:], quote=False)


def plain(text: str) -> Block:
    return Block(text)


def bold(text: str) -> Block:
    return Block(text, "<b>", "</b>")


def note(text: str) -> Block:
    """Small print."""
    return Block(text, "<i>", "</i>")


def quotation(text: str) -> Block:
    """Another's words, folded when they are long."""
    return Block(text, "<blockquote expandable>", "</blockquote>")


def link(text: str, address: str) -> Block:
    return Block(text, f'<a href="{html.escape(address)}">', "</a>")


def close(block: Block) -> Block:
    """The block on the line right below the one before."""
    return replace(block, gap="\n")


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "replace")) // 2


def compose(blocks: Sequence[Block], longest: int = LONGEST) -> list[str]:
    """Messages in HTML that say all the blocks in their order; what does not fit goes on in the next message."""
    messages: list[list[Block]] = [[]]
    room = longest
    for block in blocks:
        end, rest = len(block.text.rstrip()), block.text.strip()
        while rest:
            gap = units(block.gap) if messages[-1] else 0
            if gap and not _fits(rest, room - gap, longest):
                messages.append([])
                room, gap = longest, 0
            start = end - len(rest)
            piece, rest = _cut(rest, room - gap)
            messages[-1].append(block.piece(start, start + len(piece)))
            room -= gap + units(piece)
    return ["".join(_rows(message)) for message in messages if message]


def _fits(text: str, room: int, longest: int) -> bool:
    """Whether to go on in the same message: with the whole text, or with a good part of one that is cut anyway."""
    return units(text) <= room or (units(text) > longest and room > longest // 4)


def _rows(message: Sequence[Block]) -> Iterator[str]:
    for number, block in enumerate(message):
        yield block.html() if number == 0 else block.gap + block.html()


def without_markup(message: str) -> str:
    """A message of `compose` as plain text."""
    return html.unescape(_TAG.sub("", message))


def _cut(text: str, room: int) -> tuple[str, str]:
    """A piece that fits, and the rest: cut at the end of a sentence, else of a word, else anywhere."""
    if units(text) <= room:
        return text, ""
    reach = _reach(text, room)
    cut = _last_end(_SENTENCE_END, text, reach) or _last_end(_SPACE, text, reach) or reach
    return text[:cut].rstrip(), text[cut:].lstrip()


def _reach(text: str, longest: int) -> int:
    """How many characters of the text fit into so many units; at least one."""
    size = 0
    for position, character in enumerate(text):
        size += 2 if ord(character) > 0xFFFF else 1
        if size > longest:
            return max(position, 1)
    return len(text)


def _last_end(boundary: re.Pattern[str], text: str, reach: int) -> int:
    """Where the last piece that ends at a boundary within reach ends; 0 when there is none."""
    return max((found.start() for found in boundary.finditer(text, 0, reach + 1)), default=0)
