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
_WIDE = {"utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"}
#: Of two that give the same words the first is taken.
_NARROW = {
    "cp1251": "windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "CP866 (DOS)",
    "mac-cyrillic": "MacCyrillic",
    "iso8859-5": "ISO 8859-5",
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
_DASH = re.compile(r"(?:(?<=[а-яё] )|\A)[РС](?= |\Z)")  #: as windows-1251 shows the dashes of MacCyrillic
_FEWEST = 6  #: letters that prove anything


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text."""

    text: str
    doubts: tuple[str, ...] = ()  #: what its owner should check, as parts of a sentence
    garbled: bool = False  #: no encoding gives words


def decode(data: bytes) -> Decoded:
    """Text of a file in any encoding that Russian texts come in; never fails."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data.removeprefix(mark) if name == "utf-8" else data, name)
    if wide := next((name for name in _WIDE if b"\0" in data and _fits(_strict(data, name))), None):
        return Decoded(data.decode(wide), (_guessed(_WIDE[wide]),))
    declared = _DECLARED.search(data[:_HEAD])
    claimed = declared[1].decode() if declared else ""
    damaged = data.decode("utf-8", errors="replace")
    # A few broken characters in a UTF-8 file are rarer than a whole file in an old encoding, but they happen.
    cyrillic = sum(damaged.count(letter) for letter in "оеаинт")
    if data.isascii() or cyrillic > 20 * damaged.count("\ufffd"):
        return _checked(data, "utf-8", *_unlike(claimed, "utf-8", _UTF8))
    narrow = _by_words(data, claimed)  # a word or two in CP866 may be UTF-8 by chance
    return narrow if "\ufffd" in damaged or not narrow.garbled else _checked(data, "utf-8")


def _by_words(data: bytes, claimed: str) -> Decoded:
    sample = b" ".join(match.group() for match in islice(_HIGH.finditer(data), _SAMPLE))
    texts = {name: _strict(sample, name) for name in _NARROW}
    best = max(_NARROW, key=lambda name: _sense(texts[name]))
    if not _fits(texts[best]):
        doubt = "кодировку файла не удалось определить: сохраните его в UTF-8"
        return Decoded(data.decode("cp1251", errors="replace"), (doubt,), garbled=True)
    told = _unlike(claimed, best, _NARROW[best]) or (() if claimed or best == "cp1251" else (_guessed(_NARROW[best]),))
    return _checked(data, best, *told)


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
    foreign = sum(not character.isascii() for character in text)
    # UTF-8 that was once read as windows-1251 or Latin-1 and saved so: each letter begins with one of these.
    garbled = foreign > 20 and 3 * sum(text.count(letter) for letter in "РСÐÑ") > foreign
    if garbled:
        doubts = (*doubts, "текст испорчен перекодировкой: сохраните документ заново, из оригинала")
    return Decoded(text, doubts, garbled)


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
