"""Layout: whatever is said, Telegram takes it and nothing of it is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.sending.layout import bold, compose, link, note, plain, quotation, units, without_markup
from stand_in import LONGEST, plain_text

texts = st.text(st.sampled_from("аб я.!?<>&\"';\n😀ﬃ&lt;</b>"), max_size=300)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(st.lists(texts.filter(str.strip), min_size=1, max_size=5), st.integers(20, 200))
def test_all_is_said_in_messages_that_telegram_takes(parts: list[str], longest: int) -> None:
    """Well-formed, short enough in UTF-16 units, and together the very words."""
    styles = [plain, bold, note, quotation, lambda text: link(text, 'https://example.org/?a="b"&c')]
    blocks = [style(part) for style, part in zip(styles, parts, strict=False)]
    messages = compose(blocks, longest)

    read = [plain_text(message) for message in messages]
    assert all(units(text) <= longest for text in read)
    assert squeezed("".join(parts)) == squeezed("".join(read))
    assert read == [without_markup(message) for message in messages]


def test_a_text_is_cut_at_the_end_of_a_sentence() -> None:
    """Not in the middle of a word, as long as there is a better place."""
    assert ["Раз. Два три.", "Четыре пять"] == compose([plain("Раз. Два три. Четыре пять")], 20)
    assert ["Раз два", "три"] == compose([plain("Раз два три")], 9)
    assert ["длинноесло", "во"] == compose([plain("длинноеслово")], 10)


def test_a_heading_stays_with_a_long_text_and_a_short_text_stays_whole() -> None:
    assert ["<b>Ответ</b>\n\nРаз. Два.", "Три четыре пять."] == compose(
        [bold("Ответ"), plain("Раз. Два. Три четыре пять.")], 20
    )
    assert ["<b>Ответ</b>", "Раз. Два. Три."] == compose([bold("Ответ"), plain("Раз. Два. Три.")], 20)


def test_a_short_text_is_one_message() -> None:
    assert ["<b>Да</b>\n\nнет &amp; &lt;i&gt;"] == compose([bold("Да"), plain("нет & <i>")])


def test_emoji_count_twice() -> None:
    """As Telegram counts them."""
    assert 2 == len(compose([plain("😀" * (LONGEST // 2 + 1))]))
    assert 1 == len(compose([plain("😀" * (LONGEST // 2))]))
