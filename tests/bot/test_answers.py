"""Answers: what a person asks and what the bot says."""

from running import Running

from index.policy import Policy
from stand_in import StandIn, User
from tickets.store.database import Database


async def test_a_question_gets_the_clause_word_for_word(anna: User, policy: Policy) -> None:
    """The quote is in an expandable blockquote; number, edition and link stand below, and that it is no advice."""
    await anna.says("а сколько вы храните моё досье")
    said = await anna.hears()

    assert f"<blockquote expandable>{policy.quote('5.1')}</blockquote>" in said.html
    assert "Пункт 5.1, раздел «СПОСОБЫ И СРОКИ ОБРАБОТКИ" in said.text
    assert "редакция 1" in said.text
    assert f'<a href="{policy.published_at}">' in said.html
    assert "не юридическая консультация" in said.text
    assert ["Помогло", "Не то", "Ещё варианты", "Позвать сотрудника"] == list(said.buttons)


async def test_a_grievance_under_a_question_has_its_claim_within_one_tap(anna: User, database: Database) -> None:
    """The clause is the answer, and the claim lies beside it: nobody has to know the word."""
    await anna.says("сколько храните мой номер, который уже слили?")
    said = await anna.hears()
    assert "Пункт 5.1" in said.text
    assert ["Помогло", "Не то", "Ещё варианты", "Подать претензию", "Позвать сотрудника"] == list(said.buttons)

    await anna.presses("Подать претензию")
    assert "Куда прислать ответ?" in (await anna.hears()).text


async def test_a_grievance_stands_beside_silence_and_choices_too(anna: User) -> None:
    for words in ("слили! а какая завтра погода?", "партнёры ваши слили"):
        await anna.says(words)
        assert "Подать претензию" in (await anna.hears()).buttons


async def test_whoever_wants_two_things_is_offered_both(anna: User) -> None:
    await anna.says("удалите меня, вы слили мой номер")
    said = await anna.hears()
    assert ["Да, оформить запрос", "Подать претензию", "Нет, это вопрос"] == list(said.buttons)


async def test_the_preamble_answers_who_we_are(anna: User, policy: Policy) -> None:
    """It has no number, so it is named."""
    await anna.says("кто вы такие?")
    said = await anna.hears()

    assert policy.quote("преамбула") in said.text
    assert "Преамбула · редакция 1" in said.text


async def test_an_english_question_gets_an_english_frame(anna: User, policy: Policy) -> None:
    """The clause itself stays Russian, word for word."""
    await anna.says("how long do you keep my data")
    said = await anna.hears()

    assert policy.quote("5.1") in said.text
    assert "This is what the policy says" in said.text
    assert ["Helpful", "Not it", "More", "Call a staff member"] == list(said.buttons)


async def test_an_unclear_question_gets_clauses_to_choose_from(anna: User, policy: Policy) -> None:
    """Up to three, each named by how it begins; a press shows it whole."""
    await anna.says("партнёры")
    said = await anna.hears()
    assert ["Пункт 5.2", "Пункт 4.1.12", "Пункт 2.3", "Позвать сотрудника"] == list(said.buttons)
    assert "4.1.12 — Предоставления доступа Пользователю" in said.text

    await anna.presses("Пункт 4.1.12")
    chosen = await anna.hears()
    assert policy.quote("4.1.12") in chosen.text
    assert "Помогло" in chosen.buttons


async def test_where_the_policy_is_silent_the_bot_says_so(anna: User, policy: Policy) -> None:
    """With an address to write to, a person to call, and the nearest clauses shown as such."""
    await anna.says("какая завтра погода?")
    said = await anna.hears()

    assert "Политика об этом ничего не говорит" in said.text
    assert policy.contact in said.text
    assert "Ближе всего к вашему вопросу" in said.text
    assert "Позвать сотрудника" in said.buttons


async def test_where_nothing_was_found_the_bot_says_just_that(anna: User, policy: Policy) -> None:
    """It may be: with what the person can do next."""
    await anna.says("вроде про погоду?")
    said = await anna.hears()

    assert said.text.startswith("Ответа на это я в Политике не нашёл, а придумывать его не буду.")
    assert f"другими словами, напишите на {policy.contact} или позовите сотрудника" in said.text
    assert "Позвать сотрудника" in said.buttons


async def test_that_an_answer_helped_is_thanked_for_and_asked_once(anna: User, running: Running) -> None:
    """The rating buttons go, the way to a person stays."""
    await anna.says("сколько храните?")
    said = await anna.hears()

    assert "Спасибо! Хорошо, что помогло." == await anna.presses("Помогло")
    await running.settles()
    assert ["Позвать сотрудника"] == list(said.buttons)


async def test_a_wrong_answer_gives_way_to_others(anna: User) -> None:
    """Those that came next, without the one that did not fit."""
    await anna.says("сколько храните?")
    await anna.hears()
    await anna.presses("Не то")
    others = await anna.hears()

    assert ["Пункт 5.2", "Пункт 6.2.2", "Позвать сотрудника"] == list(others.buttons)


async def test_other_clauses_are_shown_on_demand_until_there_are_none(anna: User) -> None:
    """Those that came next, without the one that is shown."""
    await anna.says("партнёры")
    await anna.hears()
    await anna.presses("Пункт 4.1.12")
    await anna.hears()
    await anna.presses("Ещё варианты")
    others = await anna.hears()
    assert others.text.startswith("Возможно, подойдёт один из этих пунктов:\n\n5.2 — ")
    assert ["Пункт 5.2", "Пункт 2.3", "Позвать сотрудника"] == list(others.buttons)
    others.first_buttons["дальше"] = others.buttons["Пункт 5.2"].replace("clause:5.2", "next::9")
    assert "Других подходящих пунктов нет." in (await anna.presses("дальше", others) or "")


async def test_a_long_list_of_clauses_comes_in_parts(anna: User) -> None:
    """Three at a time."""
    await anna.says("всё обо всём")
    first = await anna.hears()
    assert ["Пункт 5.1", "Пункт 5.2", "Пункт 2.3", "Ещё варианты", "Позвать сотрудника"] == list(first.buttons)
    await anna.presses("Ещё варианты")
    assert ["Пункт 4.1.12", "Пункт 6.2.2", "Позвать сотрудника"] == list((await anna.hears()).buttons)


async def test_a_clause_leads_to_those_that_it_refers_to(anna: User, policy: Policy) -> None:
    """Each is quoted in a message of its own, and can be rated like any answer."""
    await anna.says("как меня защищают")
    said = await anna.hears()
    assert ["Помогло", "Не то", "См. п. 5.2", "См. п. 5.3", "См. п. 7.2"] == list(said.buttons)[:5]
    await anna.presses("См. п. 5.3")
    related = await anna.hears()
    assert policy.quote("5.3") in related.text
    assert "Помогло" in related.buttons


async def test_a_greeting_gets_a_warm_word(anna: User) -> None:
    await anna.says("привет!")
    assert "Что вас интересует?" in (await anna.hears()).text


async def test_start_greets_by_name_whatever_the_name(running: Running, stand_in: StandIn) -> None:
    """Markup in a name is only text."""
    eve = stand_in.user('<a href="https://evil.example">*Ева*</a>_`[')
    await eve.says("/start")
    said = await eve.hears()

    assert 'Здравствуйте, <a href="https://evil.example">*Ева*</a>_`[!' in said.text
    assert "/policy" in said.text


async def test_an_unknown_command_gets_help(anna: User) -> None:
    await anna.says("/settings")
    assert "/claim" in (await anna.hears()).text


async def test_a_picture_or_a_sticker_without_words_is_answered(anna: User) -> None:
    await anna.sends(sticker={"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1,
                              "is_animated": False, "is_video": False})  # fmt: skip
    assert "Я понимаю только текст" in (await anna.hears()).text
    await anna.says("\u200b")
    assert "Я понимаю только текст" in (await anna.hears()).text


async def test_a_caption_counts_as_text(anna: User) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    await anna.sends(photo=photo, caption="сколько вы это храните?")
    assert "Пункт 5.1" in (await anna.hears()).text
