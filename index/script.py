"""Russian typed with Latin letters, read back: the wrong keyboard layout, transliteration, look-alike letters."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice, product

from russian.words import known

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюе"
_LAYOUT = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_LOOK_ALIKES = str.maketrans("aceopxykmtbh3", "асеорхукмтвнз")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яё]")
_LATIN_WORD = re.compile(r"[a-z'’4]*[a-z][a-z'’4]*", re.IGNORECASE)
_EDGE, _STOPS = '?!:()"«»', ",.;-"

#: How a Latin group may be meant, the likeliest first; longer groups are tried first.
_SOUNDS: dict[str, tuple[str, ...]] = {
    "shch": ("щ",), "sch": ("щ", "сч"), "sh": ("ш", "щ"), "ch": ("ч",), "zh": ("ж",), "kh": ("х",), "ts": ("ц", "тс"),
    "yu": ("ю",), "ju": ("ю",), "iu": ("ю", "иу"), "ya": ("я",), "ja": ("я",), "ia": ("ия", "я"), "yo": ("е", "ьо"),
    "jo": ("е",), "ye": ("ые", "е", "ье"), "je": ("е", "же"), "ie": ("ие", "ые", "ье"), "iy": ("ий",), "ij": ("ий",),
    "yj": ("ый",), "yy": ("ый",), "ii": ("ий", "ии"), "a": ("а", "я"), "b": ("б",), "c": ("ц", "к", "с"), "d": ("д",),
    "e": ("е", "э"), "f": ("ф",), "g": ("г", "ж"), "h": ("х",), "i": ("и", "ы", "й"), "j": ("й", "ж"), "k": ("к",),
    "l": ("л", "ль"), "m": ("м",), "n": ("н", "нь"), "o": ("о",), "p": ("п",), "q": ("к", "я"), "r": ("р", "рь"),
    "s": ("с", "сь"), "t": ("т", "ть"), "u": ("у", "ю"), "v": ("в",), "w": ("в", "ш"), "x": ("х", "кс"),
    "y": ("ы", "й", "и"), "z": ("з", "ж"), "'": ("ь",), "’": ("ь",), "4": ("ч",),
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=len, reverse=True)))
_VARIANTS = 96

#: The commonest words of English messages to a support desk: they are never read as Russian.
_ENGLISH_WORDS = """
    a about account ad ads after all also am an and any anyone are ask at back bank be because been before being
    bot but by call calls can cannot cant case change cookie cookies company contact data day days delete did do does
    dont done each email even every for forget from get give go going good had has have he hello help her here hey hi
    him his hold how human i if im in info information into is it its just keep know law leak like link list long
    look made mail make many may me mean money more much must my name need new no not now number of off ok on once
    one only operator or order other our out over pay people person personal phone please pls policy privacy private
    real remove right rules safe say see sell send share she should site so some someone stop store stuff talk tell
    terms than thank thanks that the their them then there these they thing things this those time to track u up us
    use used user using want was way we website were what when where which who whom whose why will with without work
    would write wrong yes you your yours
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def read_script(text: str) -> str:
    """A cleaned text with its Latin-typed Russian in Cyrillic and lower case; everything else stays as it is."""
    lowered = text.lower()
    if not _LATIN.search(lowered):
        return text
    if _CYRILLIC.search(lowered):
        return " ".join(_mixed(token) for token in text.split())
    tokens = lowered.split()
    typed = [bare for token in tokens if _LATIN.search(bare := token.strip(_EDGE))]
    english = sum(token.strip(_STOPS) in _ENGLISH for token in typed)
    by_keys = sum(known(_by_keys(token).strip(_STOPS)) for token in typed if len(token) > 2)
    by_sound = sum(_sounds_known(token) for token in typed if len(token) > 2)
    if by_keys > max(english, by_sound) and 2 * by_keys >= len(typed):
        return " ".join(_by_keys(token) for token in tokens)
    if by_sound > english and 3 * by_sound >= len(typed):
        return _LATIN_WORD.sub(lambda found: _by_sound(found.group())[0], lowered)
    return text


def _mixed(token: str) -> str:
    """One word of a message that is Russian for the rest."""
    lowered = token.lower()
    if not _LATIN.search(lowered):
        return token
    if _CYRILLIC.search(lowered):
        look = lowered.translate(_LOOK_ALIKES)
        return look if not _LATIN.search(look) else token
    bare = lowered.strip(_EDGE + _STOPS)
    if len(bare) < 3 or bare in _ENGLISH or not bare.isalpha():
        return token
    word, is_known = _by_sound(bare)
    return lowered.replace(bare, word) if is_known else token


def _sounds_known(token: str) -> bool:
    found = _LATIN_WORD.search(token)
    return found is not None and _by_sound(found.group())[1]


@lru_cache(16_384)
def _by_sound(word: str) -> tuple[str, bool]:
    """The likeliest Russian spelling of a transliterated word, and whether the dictionary knows it."""
    if len(word) > 30:
        return word, False
    options = [_SOUNDS[group] for group in _GROUP.findall(word)]
    plain = [option[0] for option in options]
    for variant in islice(_variants(plain, options), _VARIANTS):
        if known(variant):
            return variant, True
    return "".join(plain), False


def _by_keys(token: str) -> str:
    bare = token.rstrip("?!.,")  # a final mark is rather a mark than «ю» or «б»
    return bare.translate(_LAYOUT) + token[len(bare) :]


def _variants(plain: list[str], options: list[tuple[str, ...]]) -> Iterator[str]:
    """The plain reading, then readings with one group changed, then with two, then three."""
    yield "".join(plain)
    doubtful = [place for place, option in enumerate(options) if len(option) > 1]
    for changed in (1, 2, 3):
        for places in combinations(doubtful, changed):
            for choice in product(*(options[place][1:] for place in places)):
                variant = list(plain)
                for place, sound in zip(places, choice, strict=True):
                    variant[place] = sound
                yield "".join(variant)
