"""The encoding of a policy file: by its mark, as UTF-8, by what it declares, or by the words that it gives."""

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from russian.words import known, plain

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = {
    "utf-32-le": ("UTF-32 LE", 4),
    "utf-32-be": ("UTF-32 BE", 4),
    "utf-16-le": ("UTF-16 LE", 2),
    "utf-16-be": ("UTF-16 BE", 2),
}  #: and how many bytes a character has
#: Of two that give the same words the first is taken.
_NARROW = {
    "cp1251": "windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "CP866 (DOS)",
    "mac-cyrillic": "MacCyrillic",
    "iso8859-5": "ISO 8859-5",
    "cp855": "CP855 (DOS)",
    "koi8-t": "KOI8-T",  # has the quotation marks that KOI8-R lacks
}
_UTF8 = "UTF-8"
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,30})", re.IGNORECASE
)
_HEAD = 4096  #: bytes, in which a page declares its encoding
_HIGH = re.compile(rb"[\x80-\xff]+")  #: in every narrow encoding, the words that are not in ASCII
_SAMPLE = 3000  #: of such words
_SOUND = re.compile(r"[\t\n\f\r -~\xa0\xadА-Яа-яЁё«»„“”‘’‑–—…•№§°±²³·×©®™€]+")
_WORD = re.compile(r"[^\W\d_]+")
_UTF7 = re.compile(rb"\+[A-Za-z0-9/]{6,}-?")  #: a word of UTF-7, all bytes of which are ASCII
_DASH = re.compile(r"(?:(?<=[а-яё] )|\A)[РС](?= |\Z)")  #: as windows-1251 shows the dashes of MacCyrillic
_FEWEST = 6  #: letters that prove anything
_FEW_WORDS = 300  #: outside of ASCII, by which the letters of a text are known
_ASKED = re.compile(r"\?{2,}")
_RECODED = "текст испорчен перекодировкой: сохраните документ заново, из оригинала"
#: As what a text was read and saved before, and what it was.
_TAKEN_FOR = (
    *(("cp1251", was) for was in ("koi8-r", "cp866", "mac-cyrillic", "iso8859-5")),
    *((taken_for, "cp1251") for taken_for in ("latin-1", "cp1252", "koi8-r", "cp866", "mac-cyrillic")),
    *(("latin-1", was) for was in ("koi8-r", "cp866")),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text."""

    text: str
    doubts: tuple[str, ...] = ()  #: what its owner should check, as parts of a sentence
    garbled: bool = False  #: no encoding gives words


def decode(data: bytes) -> Decoded:
    """Text of a file in any encoding that Russian texts come in; never fails."""
    if b"mime-version" in data[:_HEAD].lower():
        from index.document.web.archive import page_inside  # reads letters, which few documents are

        data = page_inside(data) or data
    for mark, name in _MARKS:
        if data.startswith(mark):
            found = _checked(data.removeprefix(mark) if name == "utf-8" else data, name)
            true = name == "utf-8" or _fits(found.text)
            return found if true and not {"\ufffd", "\0"} & set(found.text) else _unmarked(data.removeprefix(mark))
    return _unmarked(data)


def _unmarked(data: bytes) -> Decoded:
    """Text of a file that has no mark, or a wrong one."""
    if data.isascii() and _UTF7.search(data) and _is_russian(text := _strict(data, "utf-7")):
        return Decoded(text, (_guessed("UTF-7"),))
    if b"\0" in data:
        for name, (title, size) in _WIDE.items():
            whole = data[: len(data) - len(data) % size]  # a tool for bytes may have added a line break of one
            if _fits(_strict(whole, name)):
                return Decoded(whole.decode(name), (_guessed(title),))
        data = data.rstrip(b"\0")
    declared = _DECLARED.search(data[:_HEAD])
    claimed = declared[1].decode() if declared else ""
    damaged = data.decode("utf-8", errors="replace")
    if "\ufffd" in damaged and (mixed := _by_lines(data)):
        return mixed
    # A few broken characters in a UTF-8 file are rarer than a whole file in an old encoding, but they happen.
    cyrillic = sum(damaged.count(letter) for letter in "оеаинт")
    if data.isascii() or cyrillic > 20 * damaged.count("\ufffd"):
        return _checked(data, "utf-8", *_unlike(claimed, "utf-8", _UTF8))
    narrow = _by_words(data, claimed)  # a word or two in CP866 may be UTF-8 by chance
    return narrow if "\ufffd" in damaged or not narrow.garbled else _checked(data, "utf-8")


def _by_lines(data: bytes) -> Decoded | None:
    """A UTF-8 text into which lines of an old encoding were pasted; None of any other one."""
    rows = data.split(b"\n")
    texts = [_strict(row, "utf-8") for row in rows]
    foreign = [number for number, (row, text) in enumerate(zip(rows, texts, strict=True)) if text.encode() != row]
    if not foreign or all(text.isascii() or text == "\ufffd" for text in texts):
        return None
    pasted = b"\n".join(rows[number] for number in foreign)
    best = max(_NARROW, key=lambda name: _sense(_strict(pasted, name)))
    if not _fits(_strict(pasted, best)):
        return None
    for number in foreign:
        texts[number] = _strict(rows[number], best)
    doubt = f"в файле две кодировки, {_UTF8} и {_NARROW[best]}: проверьте строку {foreign[0] + 1}"
    return Decoded("\n".join(texts), (doubt if len(foreign) == 1 else f"{doubt} и ещё {len(foreign) - 1}",))


def _by_words(data: bytes, claimed: str) -> Decoded:
    sample = b" ".join(match.group() for match in islice(_HIGH.finditer(data), _SAMPLE))
    texts = {name: _strict(sample, name) for name in _NARROW}
    best = max(_NARROW, key=lambda name: _sense(texts[name]))
    if not _fits(texts[best]):
        doubt = "кодировку файла не удалось определить: сохраните его в UTF-8"
        return Decoded(data.decode("cp1251", errors="replace"), (doubt,), garbled=True)
    if _is_mixed(data, best):
        doubt = "строки файла записаны в разных кодировках: сохраните его в UTF-8, из оригинала"
        return Decoded(data.decode(best, errors="replace"), (doubt,), garbled=True)
    told = _unlike(claimed, best, _NARROW[best]) or (() if claimed or best == "cp1251" else (_guessed(_NARROW[best]),))
    return _checked(data, best, *told)


def _is_mixed(data: bytes, best: str) -> bool:
    """Whether some lines are words only in another encoding than the rest."""
    for row in islice(data.split(b"\n"), _SAMPLE):
        high = b" ".join(_HIGH.findall(row))
        letters, russian, _ = _weigh(_strict(high, best))
        if letters >= 2 * _FEWEST and not russian and any(_fits(_strict(high, other)) for other in _NARROW):
            return True
    return False


def _strict(data: bytes, name: str) -> str:
    """The text, or "\\ufffd", which is no word, where the bytes do not belong to that encoding."""
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return "\ufffd"


def _checked(data: bytes, name: str, *doubts: str) -> Decoded:
    text = data.decode(name, errors="replace")
    if broken := text.count("\ufffd"):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        doubts = (*doubts, f"в файле есть нечитаемые знаки: {broken}, первый в строке {line}")
    doubt = _spoilt(text)
    return Decoded(text, (*doubts, doubt) if doubt else doubts, garbled=bool(doubt))


def _spoilt(text: str) -> str:
    """How a text lost its letters before it was saved; "" of a sound one."""
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    # UTF-8 that was once read as windows-1251 or Latin-1 and saved so: each letter begins with one of these.
    if foreign > 20 and 3 * sum(text.count(letter) for letter in "РСÐÑ") > foreign:
        return _RECODED
    asked = sum(map(len, _ASKED.findall(text)))
    if asked > 20 and asked > 2 * sum(character.isalpha() for character in text):
        return "вместо букв в файле знаки вопроса: сохраните документ заново, из оригинала, в UTF-8"
    sample = " ".join(islice((word[0] for word in _WORD.finditer(text) if not word[0].isascii()), _FEW_WORDS))
    letters, russian, _ = _weigh(sample)
    if letters < 2 * _FEWEST or 2 * russian >= letters:
        return ""
    return _RECODED if any(_fits(_recoded(sample, *pair)) for pair in _TAKEN_FOR) else ""


def _recoded(text: str, taken_for: str, was: str) -> str:
    try:
        return text.encode(taken_for).decode(was)
    except UnicodeError:
        return "\ufffd"


def _unlike(claimed: str, name: str, title: str) -> tuple[str, ...]:
    """What to say when a file declares another encoding than it has."""
    try:
        same = not claimed or codecs.lookup(re.sub(r"(?i)^x-", "", claimed)).name == codecs.lookup(name).name
    except LookupError:
        same = False
    return () if same else (f"в файле объявлена кодировка {claimed}, но записан он в {title}: исправьте объявление",)


def _guessed(title: str) -> str:
    return f"кодировка {title} определена по тексту: проверьте, верно ли прочитаны слова, или сохраните файл в UTF-8"


def _weigh(text: str) -> tuple[int, int, int]:
    """How many letters outside ASCII stand in words, in Russian words, and how many characters are odd."""
    words = [word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii()]
    russian = [word for word in words if (word.islower() or word.istitle() or word.isupper()) and known(plain(word))]
    return sum(map(len, words)), sum(map(len, russian)), len(_SOUND.sub("", text)) + len(_DASH.findall(text))


def _sense(text: str) -> int:
    _, russian, odd = _weigh(text)
    return russian - 2 * odd


def _fits(text: str) -> bool:
    """Whether a text is Russian, or nothing but ASCII and the signs of print."""
    letters, russian, odd = _weigh(text)
    if letters:
        return letters >= _FEWEST and 2 * russian >= letters and 10 * odd <= letters
    return not odd and not any(character.isalpha() and not character.isascii() for character in text)


def _is_russian(text: str) -> bool:
    return not text.isascii() and _fits(text)
