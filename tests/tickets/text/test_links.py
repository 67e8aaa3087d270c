"""Links: an address may be followed exactly where it stands, and nowhere else than it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.text.links import Piece, links_in


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Смотрите https://example.org/a, там всё.", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("«http://example.org/»!", "http://example.org/"),
        ("так: https://example.org/?a=1&b=2.", "https://example.org/?a=1&b=2"),
        ("по ссылке https://example.org/a: там", "https://example.org/a"),
        ("пишите на help@example.org.", "mailto:help@example.org"),
        ("mailto:help@example.org", "mailto:help@example.org"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(typed: str, address: str) -> None:
    """Punctuation and brackets around it are the sentence's; the text is kept to the letter."""
    pieces = links_in(typed)
    assert [address] == [piece.href for piece in pieces if piece.href]
    assert typed == "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://example.org/a",
        "//example.org/a",
        "file:///etc/passwd",
        "пункт 5.1, п.п. 6.2.4 и закон.Об",
        "https://sberbank.ru@evil.example/",
        "https://example.org/a\u202egpj.exe",
    ],
)
def test_what_is_no_web_address_or_hides_where_it_leads_is_words(typed: str) -> None:
    """No other scheme, no name before the host, nothing that turns the writing direction."""
    assert [None] == [piece.href for piece in links_in(typed)]


def test_a_host_that_could_pass_for_another_says_what_it_is() -> None:
    """Cyrillic letters that look like Latin ones; an honest Russian domain needs no such word."""
    [spoof] = links_in("https://аррӏе.com/вход")
    assert ("https://аррӏе.com/вход", "xn--80ak6aa92e.com") == (spoof.text, spoof.host)
    [mixed] = links_in("https://gооgle.рф")
    assert (mixed.host or "").startswith("xn--")
    assert [Piece("https://пример.рф", "https://xn--e1afmkfd.xn--p1ai/")] == list(links_in("https://пример.рф"))


@given(st.text(alphabet="htps:/.@аб cd()«»\n\u202e*xn-", max_size=80))
def test_no_letter_is_lost_or_added(typed: str) -> None:
    """Whatever is typed, and each link has one of three schemes."""
    pieces = links_in(typed)
    assert typed == "".join(piece.text for piece in pieces)
    assert all(piece.href is None or piece.href.startswith(("http://", "https://", "mailto:")) for piece in pieces)
