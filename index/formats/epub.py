"""An electronic book as lines: the chapters of its spine, each read as the page that it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag

from index.document.changes import Change, Choice
from index.document.encoding import decode
from index.document.omitted import Odd
from index.document.reading import read
from index.document.source import Line, Source
from index.formats.package import Element, Package
from index.formats.unreadable import FileUnreadable

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_FURNITURE = frozenset({"cover", "toc", "title-page", "copyright-page", "index", "notes", "loi", "lot"})
_TYPED = re.compile(r"<(?:body|section)\b[^<>]{0,300}?\bepub:type\s*=\s*[\"'](?:cover|toc|(?:foot|end|rear)notes)\b")
_LINKED = re.compile(r"<link\b[^<>]{0,300}?\bhref\s*=\s*[\"']([^\"'<>]{1,200})[\"'][^<>]{0,300}>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_FONT_MASKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_WITHOUT_NUMBERS = "libepubgen"  #: writes no automatic number, in no form
_LOST = (
    "книгу сделал LibreOffice, а он не переносит в неё номера, которые ставил сам: если пункты документа нумеруются "
    "автоматически, сохраните его в .docx, .odt или PDF"
)
_NO_TEXT = "внутри него нет текста: сохраните книгу заново"


def read_epub(data: bytes, choice: Choice) -> Source:
    """Lines of a book without its cover and contents, numbered through all chapters. Raises FileUnreadable."""
    package = Package(data)
    folder, book = _book(package)
    lines: list[Line] = []
    texts: list[str] = []
    odd: list[Odd] = [(0, _LOST)] if _has_lost_numbers(book) else []
    changes: list[Change] = []
    length = number = 0
    for chapter in _chapters(package, folder, book):
        source = read(chapter, choice)
        lines += [replace(each, number=each.number + number, start=each.start + length) for each in source.lines]
        odd += [(line + number if line else 0, words) for line, words in source.odd]
        changes += [replace(each, line=each.line + number) for each in source.changes]
        texts.append(source.text)
        length += len(source.text) + 1
        number += chapter.count("\n") + 1
    return Source("\n".join(texts), tuple(lines), tuple(odd), tuple(changes))


def _has_lost_numbers(book: Element) -> bool:
    generators = (each.get("content", "") for each in book.iter(f"{_OPF}meta") if each.get("name") == "generator")
    return any(_WITHOUT_NUMBERS in each for each in generators)


def _chapters(package: Package, folder: str, book: Element) -> Iterator[str]:
    """Texts of the pages of the spine, each with its style sheets inside."""
    manifest = {each.get("id", ""): each for each in book.iter(f"{_OPF}item")}
    guide = [each for each in book.iter(f"{_OPF}reference") if each.get("type") in _FURNITURE]
    aside = {_part(folder, each.get("href", "")) for each in guide}
    masked = _encrypted(package)
    names = []
    for each in book.iter(f"{_OPF}itemref"):
        item = manifest.get(each.get("idref", ""))
        if item is None or item.get("media-type") not in _PAGES or each.get("linear") == "no":
            continue
        name = _part(folder, item.get("href", ""))
        if "nav" not in item.get("properties", "").split() and name not in aside:
            names.append(name)
    if not names:
        raise FileUnreadable(_NO_TEXT)
    for name in names:
        if name in masked:
            raise FileUnreadable("книга защищена от копирования: нужен файл без защиты")
        chapter = package.part(name)
        if chapter is not None and not _TYPED.search(text := decode(chapter).text):
            yield _styled(package, name, text)


def _book(package: Package) -> tuple[str, Element]:
    """The package document, and the folder that its names begin from."""
    container = package.xml(_CONTAINER)
    roots = [each.get("full-path", "") for each in container.iter()] if container is not None else []
    for path in filter(None, roots):
        book = package.xml(path)
        if book is not None:
            return dirname(path), book
    raise FileUnreadable(_NO_TEXT)


def _part(folder: str, href: str) -> str:
    return normpath(join(folder, unquote(urldefrag(href).url)))


def _encrypted(package: Package) -> frozenset[str]:
    """Names of the parts that nobody can read; masked fonts are none of them."""
    root = package.xml(_ENCRYPTION)
    found = set()
    for data in root if root is not None else ():
        method = next((each.get("Algorithm", "") for each in data if each.tag.endswith("EncryptionMethod")), "")
        if method not in _FONT_MASKS:
            found |= {unquote(each.get("URI", "")) for each in data.iter() if each.tag.endswith("CipherReference")}
    return frozenset(found)


def _styled(package: Package, name: str, text: str) -> str:
    """A page with the style sheets that it links to, on the line where its head ends."""
    links = (match[1] for match in _LINKED.finditer(text) if "stylesheet" in match[0].lower())
    parts = (package.part(_part(dirname(name), link)) for link in links)
    sheets = " ".join(decode(part).text for part in parts if part is not None)
    inside = " ".join(sheets.replace("</", "").split())
    return _HEAD_END.sub(lambda end: f"<style>{inside}</style>{end[0]}", text, count=1) if inside else text
