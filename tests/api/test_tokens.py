"""Tokens."""

from api.tokens import Tokens


def test_a_token_opens_one_thing_of_one_installation():
    """Not the same name of another kind, not a neighbour, not with another key."""
    tokens = Tokens(b"one")
    token = tokens.token("ticket", "П-2026-000001")
    assert tokens.opens(token, "ticket", "П-2026-000001")
    assert not tokens.opens(token, "conversation", "П-2026-000001")
    assert not tokens.opens(token, "ticket", "П-2026-000002")
    assert not tokens.opens(token[:-1], "ticket", "П-2026-000001")
    assert not Tokens(b"other").opens(token, "ticket", "П-2026-000001")


def test_the_key_is_not_shown():
    """Not even by accident in a log."""
    assert "one" not in repr(Tokens(b"one"))
