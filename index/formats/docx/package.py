"""The parts of a .docx by what they are, wherever they lie in the archive."""

import lzma
import posixpath
from typing import Any

from index.formats import package
from index.formats.docx.xml import parsed
from index.formats.unreadable import FileUnreadable

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FOREIGN = "в архиве нет документа Word"
_DAMAGED = "архив повреждён: откройте файл в Word и сохраните заново"


class Package:
    """A .docx; raises FileUnreadable for what is none."""

    def __init__(self, data: bytes) -> None:
        self._archive = package.Package(data)
        self._names = {name.lower(): name for name in self._archive.names}
        self._main = self._target("_rels/.rels", "officeDocument") or "word/document.xml"
        folder, name = posixpath.split(self._main)
        self._relations = f"{folder}/_rels/{name}.rels"

    def document(self) -> Any:
        """The root element of the main part."""
        root = self._part(self._main)
        if root is None or not root.tag.endswith("}document"):
            raise FileUnreadable(_FOREIGN)
        return root

    def beside(self, kind: str) -> Any:
        """The root of a part that the document names: "styles", "numbering", "footnotes"…; None without one."""
        name = self._target(self._relations, kind)
        return self._part(name) if name else None

    def _target(self, relations: str, kind: str) -> str:
        root = self._part(relations)
        if root is None:
            return ""
        found = (each for each in root.iter(_RELATION) if each.get("Type", "").endswith(f"/{kind}"))
        relation = next((each for each in found if each.get("TargetMode") != "External"), None)
        if relation is None:
            return ""
        above = posixpath.dirname(posixpath.dirname(relations))
        return posixpath.normpath(posixpath.join("/", above, relation.get("Target", ""))).lstrip("/")

    def _part(self, name: str) -> Any:
        """The root of a part, names of which differ in capitals at times."""
        try:
            stored = self._archive.part(self._names.get(name.lower(), name))
        except lzma.LZMAError:  # by a way of packing that Word does not use
            raise FileUnreadable(_DAMAGED) from None
        return None if stored is None else parsed(stored)
