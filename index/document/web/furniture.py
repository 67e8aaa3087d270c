"""What stands around a document on its page: menus, footers, banners, remarks of editors."""

import re

from bs4 import Tag

_HIDDEN = re.compile(r"head|title|script|style|noscript|nav|footer|svg|button|select|iframe")
_ASIDE = re.compile(r"aside|form|object")
_FURNITURE = re.compile(r"(?<![a-z])(?:menu|nav|navbar|navigation|topnav|footer|sidebar|breadcrumbs?|toc)(?![a-z])")
_BANNERS = "banners"  #: id of what Google Docs says above a published document
_REMARK = "#_msocom_"  #: where the sign of a remark leads to, in Word
_LANDMARKS = frozenset({"navigation", "contentinfo", "search", "complementary"})


def stands_around(tag: Tag, length: int) -> bool:
    """Whether an element is no part of the document; `length`: of the text of the whole page, in characters."""
    if _HIDDEN.fullmatch(tag.name) or str(tag.get("href") or "").startswith(_REMARK):
        return True
    name = str(tag.get("id") or "")
    named = f"{name} {' '.join(tag.get_attribute_list('class'))}".lower()
    furniture = bool(_ASIDE.fullmatch(tag.name) or _FURNITURE.search(named)) or name == _BANNERS
    furniture = furniture or str(tag.get("role") or "") in _LANDMARKS
    return furniture and tag.name not in {"html", "body"} and 2 * len(tag.get_text()) < length
