"""A glimpse: one line of whole words, in which nobody is found."""

from tickets.text.masking import glimpse


def test_a_short_text_is_shown_whole() -> None:
    """In one line."""
    assert "Здравствуйте, верните деньги" == glimpse(" Здравствуйте,\n\nверните  деньги ", 40)


def test_a_long_text_ends_between_words() -> None:
    """And with an ellipsis; of a word without an end nothing is shown, as it may be a number."""
    assert "раз два…" == glimpse("раз два три четыре", 10)
    assert "…" == glimpse("ы" * 50, 4)


def test_a_number_that_the_end_would_cut_is_not_shown() -> None:
    """Half of it would not be known for one."""
    for length in range(5, 40):
        shown = glimpse(f"позвоните мне {'очень ' * 3}на 8 912 345-67-89 или на ivan@example.ru, я жду", length)
        assert "912" not in shown
        assert "ivan" not in shown
