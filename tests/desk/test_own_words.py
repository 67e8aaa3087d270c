"""Punkt speaks of the document that it answers from, with its forms and its questions."""

from pathlib import Path

import pytest

from api.reply_words import wording_in as in_replies
from bot.words.russian import wording_in as in_bot
from desk.own_words import own_words, shared_words
from desk.settings import TEXTS
from desk.wish import consent_text
from index.policy import PolicyError, load_policy
from tests.offer import offer


@pytest.fixture
def privacy():
    return own_words(load_policy(TEXTS / "privacy"))


def test_of_the_privacy_policy_people_read_what_they_have_always_read(privacy) -> None:
    bot, replies = in_bot("ru", privacy), in_replies("ru", privacy)
    assert bot.hello.format(name="Анна") == (
        "Здравствуйте, Анна! Я отвечаю на вопросы о персональных данных словами Политики конфиденциальности "
        "ООО «Информационные Бизнес Технологии». Спросите своими словами, например: «Сколько вы храните мои данные?»"
    )
    assert bot.smalltalk == (
        "Всегда на связи! Могу показать, что Политика говорит о ваших данных, принять претензию или запрос "
        "и позвать сотрудника. Что вас интересует?"
    )
    assert "Политика с тех пор изменилась: откройте её снова командой /policy." == bot.browsing.gone
    assert "Такого пункта в Политике нет. Вот её разделы:" == bot.browsing.no_such
    assert "На каком языке мне говорить? Сама Политика написана по-русски." == bot.menu.choose
    assert "Ответы о персональных данных словами Политики, претензии и запросы." == bot.menu.short
    assert "Открыть Политику" == bot.open_policy
    assert "Политика конфиденциальности, редакция {edition}" == bot.consent_edition
    assert replies.smalltalk.startswith("Я помогаю с вопросами о персональных данных. Спросите своими словами, и")
    assert replies.answer.startswith("Об этом говорит {clause} Политики (редакция {edition})")
    assert "Об этом говорит политика:" == replies.lead
    assert replies.beside_staff.endswith("об этом говорит сама Политика.")
    english = in_bot("en", privacy)
    assert english.hello.startswith(
        "Hello, {name}! I answer questions about personal data in the words of the privacy policy of ООО"
    )
    assert "Privacy policy, edition {edition} (in Russian)" == english.consent_edition


def test_of_an_offer_they_read_of_the_offer(tmp_path: Path) -> None:
    """Without a file of words: by its title and its headings."""
    own = own_words(offer(tmp_path))
    bot, replies = in_bot("ru", own), in_replies("ru", own)
    assert bot.hello.format(name="Анна") == (
        "Здравствуйте, Анна! Я отвечаю на вопросы словами Публичной оферты индивидуального предпринимателя Иванова "
        "Ивана Ивановича. Спросите своими словами, например: «Что сказано в разделе „Оплата“?»"
    )
    assert "Вот что об этом сказано в Оферте:" == bot.answer
    assert "Оферта с тех пор изменилась: откройте её снова командой /policy." == bot.browsing.gone
    assert "Публичная оферта, редакция {edition}" == bot.consent_edition
    assert replies.smalltalk.startswith("Я помогаю с вопросами по Оферте. Спросите своими словами, и я покажу пункт")
    everything = f"{bot}{replies}{in_bot('en', own)}{in_replies('en', own)}".lower()
    for word in ("политик", "policy of", "the policy ", "privacy", "персональных данных словами"):
        assert word not in everything


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Правила проживания", "Правила с тех пор изменились: откройте их снова командой /policy."),
        ("Пользовательское соглашение", "Соглашение с тех пор изменилось: откройте его снова командой /policy."),
        ("Договор оказания услуг", "Договор с тех пор изменился: откройте его снова командой /policy."),
    ],
)
def test_verbs_go_with_the_document(tmp_path: Path, title: str, said: str) -> None:
    policy = offer(tmp_path)
    facts = tmp_path / "policy.toml"
    facts.write_text(facts.read_text("utf-8").replace("Публичная оферта", title), "utf-8")
    assert said == in_bot("ru", own_words(load_policy(policy.folder))).browsing.gone


def test_its_own_file_of_words_goes_before_the_title(tmp_path: Path) -> None:
    own = own_words(
        offer(tmp_path, words='called = "Условия"\nabout = "доставке"\nquestions = ["Когда привезут заказ?"]\n')
    )
    bot = in_bot("ru", own)
    assert "например: «Когда привезут заказ?»" in bot.hello
    assert "на вопросы о доставке словами Публичной оферты" in bot.hello
    assert bot.no_answer.startswith("Условия об этом ничего не говорят,")


def test_of_several_documents_at_once_it_speaks_of_documents(tmp_path: Path) -> None:
    """And asks of each in turn."""
    own = shared_words([load_policy(TEXTS / "privacy"), offer(tmp_path)])
    bot = in_bot("ru", own)
    assert "Документы об этом ничего не говорят" in bot.no_answer
    assert "Вот что об этом сказано в документах:" == bot.answer
    assert ("Сколько вы храните мои данные?", "Что сказано в разделе „Оплата“?") == own.questions[:2]


@pytest.mark.parametrize("text", ["called = 5", "questions = []", "colour = 'red'", "called ="])
def test_a_broken_file_of_words_says_what_to_mend(tmp_path: Path, text: str) -> None:
    with pytest.raises(PolicyError, match="исправьте"):
        own_words(offer(tmp_path, words=text))


def test_a_consent_is_given_to_the_operator_in_the_right_case(tmp_path: Path) -> None:
    assert consent_text(offer(tmp_path)).startswith(
        "Я даю индивидуальному предпринимателю Иванову Ивану Ивановичу согласие на обработку"
    )
    assert consent_text(load_policy(TEXTS / "privacy")).startswith(
        "Я даю ООО «Информационные Бизнес Технологии» согласие на обработку"
    )
