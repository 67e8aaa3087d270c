"""The language: that of the person's words, until they choose one; then that, whatever they write in."""

import re

import pytest
from running import Running

from bot.words import browsing, english, files, own_data
from bot.words.menu import Menu
from bot.words.russian import wording_in
from desk.own_words import own_words
from desk.settings import TEXTS
from index.policy import load_policy
from stand_in import StandIn, User

OWN = own_words(load_policy(TEXTS / "privacy"))
RUSSIAN, ENGLISH = (wording_in(language, OWN).menu for language in ("ru", "en"))


def _of_one(menu: Menu) -> dict[str, str]:
    """What the menu has where there is one document."""
    return {name: does for name, does in menu.commands.items() if name != "documents"}


async def test_a_chosen_language_stays(anna: User, running: Running, stand_in: StandIn) -> None:
    """Answers, notices and the menu of the chat; also after a restart."""
    await anna.says("/lang")
    asked = await anna.hears()
    assert "На каком языке мне говорить?" in asked.text
    await anna.presses("English")
    assert "I speak English now. To change it: /lang" == (await anna.hears()).text

    await anna.says("сколько храните?")
    assert "This is what the policy says" in (await anna.hears()).text
    await running.settles()
    await running.stop()
    await running.start()
    await anna.says("привет")
    assert "I am here to help" in (await anna.hears()).text
    menu = stand_in.profile[f"commands chat {anna.id}", ""]
    assert _of_one(ENGLISH) == {each["command"]: each["description"] for each in menu}

    await anna.says("/lang ru")
    assert "Теперь я говорю по-русски" in (await anna.hears()).text
    await anna.says("how long do you keep it")
    assert "Вот что об этом сказано" in (await anna.hears()).text


@pytest.mark.parametrize(("language", "hello"), [("en", "Hello"), ("en-GB", "Hello"), ("ru", "Здравствуйте")])
async def test_a_first_word_is_in_the_language_of_their_telegram(
    running: Running, stand_in: StandIn, language: str, hello: str
) -> None:
    user = stand_in.user("Kim", language)
    await user.says("/start")
    assert (await user.hears()).text.startswith(hello)


async def test_words_in_another_language_are_answered_in_it(running: Running, stand_in: StandIn) -> None:
    """Whatever their Telegram speaks; and from then on the bot goes on so."""
    john = stand_in.user("John", "en")
    await john.says("сколько храните?")
    assert "Вот что об этом сказано" in (await john.hears()).text
    await john.says("/status")
    assert "У вас пока нет обращений" in (await john.hears()).text


async def test_a_language_the_bot_does_not_speak_is_not_taken(anna: User) -> None:
    await anna.says("/lang fr")
    asked = await anna.hears()
    assert ["Русский", "English"] == list(asked.buttons)
    asked.first_buttons["Français"] = "lang:fr"
    assert "Эта кнопка уже не действует." == await anna.presses("Français", asked)


async def test_the_bot_introduces_itself_in_both_languages(running: Running, stand_in: StandIn) -> None:
    """Menu, description and profile; everybody whose language it does not speak sees Russian."""
    await stand_in.wait_for(lambda: 2 == len(stand_in.made("setMyShortDescription")))
    for code, menu in (("", RUSSIAN), ("en", ENGLISH)):
        shown = stand_in.profile["commands all_private_chats", code]
        assert _of_one(menu) == {each["command"]: each["description"] for each in shown}
        assert menu.about == stand_in.profile["description", code]
        assert menu.short == stand_in.profile["short_description", code]


async def test_every_command_of_the_menu_does_something(anna: User) -> None:
    """None of them is answered as one that is not known."""
    await anna.says("/nothing")
    unknown = (await anna.hears()).text
    for command in RUSSIAN.commands:
        if command != "help":
            await anna.says(f"/{command}")
            assert unknown != (await anna.hears()).text
            anna.hears_no_more()
    assert RUSSIAN.commands.keys() == ENGLISH.commands.keys()


@pytest.mark.parametrize("words", [browsing.ENGLISH, english.ENGLISH, files.ENGLISH, ENGLISH, own_data.ENGLISH])
def test_whoever_reads_english_reads_no_russian(words: object) -> None:
    """What the English bot does not say of its own would be said in Russian; only its name of the choice is in both."""
    assert [] == re.findall(r"[а-яё]+", repr(words).replace("Language · Язык", ""), re.IGNORECASE)
