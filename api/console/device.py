"""A browser in a few words, so that a member knows their own sessions by it; what it says of itself is not kept."""

import ipaddress

from api.console import console_words

#: By what stands in the header; the first that is found counts, since each names those it wants to be taken for.
BROWSERS = {
    "YaBrowser": "Яндекс Браузер",
    "OPR/": "Opera",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """«Firefox, Windows»."""
    known = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, known)) or console_words.UNKNOWN_DEVICE


def network(address: str) -> str:
    """An address without its last part: enough to know one's own, too little to find anybody."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address if "/" in address else ""
    return f"{address.rpartition('.')[0]}.*" if known.version == 4 else str(ipaddress.ip_network((known, 64), False))


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for mark, name in names.items() if mark in user_agent), None)
