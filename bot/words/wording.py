"""Wording: what the bot has to say, whatever the language."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from bot.words.browsing import Browsing
from bot.words.files import Files
from bot.words.menu import Menu
from bot.words.own_data import OwnData
from russian.numbers import day_in_words
from tickets.record.ticket import Request, TicketKind


class BotWords(NamedTuple):
    """The bot in one language. Braces are filled in with `str.format`."""

    menu: Menu = Menu()
    browsing: Browsing = Browsing()
    files: Files = Files()
    own: OwnData = OwnData()

    language: str = "ru"
    hello: str = (
        "Здравствуйте, {name}! Я отвечаю на вопросы[about] словами [of title] [of operator]. "
        "Спросите своими словами, например: «[question]»"
    )
    help: str = (
        "Просто напишите вопрос — я покажу пункт [of it] слово в слово.\n\n"
        "/policy — [it] по разделам\n"
        "/claim — подать претензию\n"
        "/delete — удалить данные, отозвать согласие, отказаться от рекламы\n"
        "/human — позвать сотрудника\n"
        "/status — мои обращения: сроки, дополнить, отозвать\n"
        "/export — какие мои данные у вас есть\n"
        "/forget — забыть меня\n"
        "/lang — язык\n"
        "/cancel — прервать начатое обращение"
    )
    smalltalk: str = (
        "Всегда на связи! Могу показать, что [it] [says][of yours], принять претензию или запрос "
        "и позвать сотрудника. Что вас интересует?"
    )
    policy: str = "{title}, {operator}, редакция {edition}."
    effective: str = "Действует с {day}"
    write_to: str = "Вопросы и предложения: {contact}."

    answer: str = "Вот что об этом сказано в [in it]:"
    beside_staff: str = (
        "Пока сотрудник не ответил, вот что об этом сказано в [in itself] [in it]. Ваше сообщение он тоже видит и "
        "ответит здесь."
    )
    of_section: str = "раздел «{heading}»"
    section: str = "Раздел {number}"
    edition: str = "редакция {edition}"
    open_policy: str = "Открыть [(it)]"
    no_advice: str = "Это справка по тексту [of it], а не юридическая консультация."
    suggestions: str = "Не до конца понимаю, о чём вопрос. Возможно, вам подойдёт один из этих пунктов:"
    no_answer: str = (
        "[it, large] об этом ничего не [says], а придумывать ответ я не буду. "
        "Напишите на {contact} или позовите сотрудника — он подскажет."
    )
    not_found: str = (
        "Ответа на это я в [in it] не нашёл, а придумывать его не буду. Спросите, пожалуйста, другими словами, "
        "напишите на {contact} или позовите сотрудника — он ответит."
    )
    near: str = "Ближе всего к вашему вопросу:"
    offers: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: "Похоже, это претензия. Зарегистрировать её?",
        TicketKind.DELETION: "Похоже, это запрос о ваших персональных данных. Зарегистрировать его?",
        TicketKind.HUMAN: "Позвать сотрудника? Он ответит вам прямо здесь.",
    }

    only_text: str = "Я понимаю только текст. Напишите, пожалуйста, вопрос словами."
    no_scans: str = "Фото паспорта и других документов присылать не нужно."
    too_long: str = "Это сообщение слишком длинное. Напишите, пожалуйста, короче — самое главное."
    one_by_one: str = "Читаю по порядку, секунду: отвечу на каждое сообщение."
    apology: str = (
        "Простите, с вашим последним сообщением что-то пошло не так. Оно сохранено, сотрудник его посмотрит. "
        "Можно продолжать: следующие сообщения я прочитаю."
    )

    step: str = "Шаг {step} из {steps}"
    ask_text: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: (
            "Опишите одним сообщением, что случилось и чего вы хотите. Ваши слова войдут в претензию без изменений."
        ),
        TicketKind.DELETION: "Напишите одним сообщением, о каких данных речь и что с ними сделать.",
        TicketKind.HUMAN: "Напишите одним сообщением, чем помочь.",
    }
    ask_document: str = "По какому документу ваша претензия? От этого зависит срок ответа."
    ask_text_again: str = "Сейчас в обращении написано так. Напишите заново или нажмите «Дальше», чтобы оставить."
    ask_request: str = (
        "Что нужно сделать с вашими данными? Отмечено то, что я понял из ваших слов: проверьте, поправьте и нажмите "
        "«Дальше». Можно выбрать несколько действий, у каждого свой срок."
    )
    ask_request_unsure: str = (
        "Что нужно сделать с вашими данными? Из ваших слов я этого не понял. Отметьте, пожалуйста, нужное и нажмите "
        "«Дальше». Можно выбрать несколько действий, у каждого свой срок."
    )
    choose_one: str = "Отметьте хотя бы одно действие."
    chosen: str = "Вы выбрали: {requests}."
    ask_contact: str = (
        "Куда прислать ответ? Напишите e-mail или телефон одним сообщением — либо выберите ответ в этом чате. "
        "Фото паспорта и других документов присылать не нужно."
    )
    contacts_locked: str = (
        "Сейчас я не могу принять контакты и файлы: мне негде их надёжно сохранить. На вопросы я отвечаю, и ответ "
        "на обращение придёт прямо сюда. С контактами попробуйте, пожалуйста, позже."
    )
    no_contact: str = "Не вижу здесь ни e-mail, ни телефона. Например: anna@example.ru или +7 900 000-00-00."
    no_story: str = (
        "Это похоже на рассказ, а не на контакт, поэтому никуда не добавлено. Чтобы изменить рассказ, нажмите «Назад» "
        "и напишите его заново. Чтобы продолжить, пришлите отдельно e-mail или телефон."
    )
    press_button: str = "Выберите, пожалуйста, одну из кнопок."
    check: str = "Проверьте: {what}"
    answer_to: str = "Ответ: {contact}"
    answer_here: str = "Ответ: в этом чате"
    attached: str = "Приложено файлов: {count}"
    consent_next: str = "Если всё верно, осталось согласие — оно в следующем сообщении."
    consent_edition: str = "[title], редакция {edition}"
    refused: str = (
        "Хорошо. Без согласия зарегистрировать обращение нельзя, указанные контакты я не сохранил. "
        "Вы можете написать на {contact} или вернуться к обращению позже."
    )
    cancelled: str = "Обращение отменено, ничего не отправлено. Если появится вопрос — пишите."
    choice_lost: str = "Извините: из-за сбоя у нас часть обращения пропала. Посмотрите, пожалуйста, свои слова ещё раз."
    words_lost: str = "Извините: из-за сбоя у нас пропало то, что вы успели рассказать, поэтому начнём сначала."
    nothing_to_cancel: str = "Сейчас отменять нечего. Спросите о чём-нибудь или посмотрите /help."

    accepted: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: "Претензия зарегистрирована.",
        TicketKind.DELETION: "Запрос зарегистрирован: {request}.",
        TicketKind.HUMAN: "Передал сотруднику, он ответит здесь.",
    }
    number: str = "Номер: {number}"
    received: str = "Получено: {day}"
    due: str = "Срок: до {day}"
    due_for: str = "{what}: до {day}"
    undated: str = "Дату ответа пока назвать не могу: о ней скажет сотрудник."
    basis: str = "Основание: {basis}"
    blocked: str = (
        "Пока идёт проверка, ваши данные заблокированы: их не используют ни для чего, кроме работы с этим обращением."
    )
    follow: str = "Следить за обращением: /status"
    already: str = "По этому сообщению обращение уже зарегистрировано: {number}. Подробности: /status"
    called_already: str = "Сотрудник уже позван, обращение {number}. Он ответит здесь."

    no_tickets: str = "У вас пока нет обращений. Подать претензию: /claim, запрос о данных: /delete."
    choose_ticket: str = "Чтобы дополнить обращение, отозвать его или открыть снова, выберите номер."
    goes_on: str = "Продолжение: обращение {number}"
    outcome: str = "Решение: {text}"
    hints: Mapping[Request, str] = {
        Request.ERASE: "уничтожим данные, которые получены незаконно или больше не нужны для заявленной цели",
        Request.WITHDRAW: "перестанем обрабатывать то, на что вы соглашались, и уничтожим эти данные",
        Request.STOP: "перестанем использовать ваши данные, если нет другого законного основания продолжать",
        Request.MARKETING: "больше не будем присылать рекламу и предложения",
        Request.ACCESS: "расскажем, какие данные о вас храним, зачем и откуда они",
        Request.CORRECT: "исправим данные, если они неточные или устарели",
        Request.BLOCK: "не будем использовать данные, пока проверяем, нет ли в них ошибки или нарушения",
    }

    ask_addition: str = (
        "Напишите одним сообщением, чем дополнить обращение {number}. Первоначальные слова в нём останутся "
        "без изменений."
    )
    ask_reason: str = "Напишите одним сообщением, почему обращение {number} нужно открыть снова."
    added: str = "Обращение {number} дополнено, сотрудники об этом узнают. Первоначальные слова остались без изменений."
    edited: str = "Первоначальные слова в обращении {number} остались, ваша правка добавлена к ним."
    left_as_is: str = "Хорошо, обращение {number} остаётся как было."
    finish_first: str = "Сначала закончите начатое обращение или прервите его командой /cancel."
    moved_on: str = "С обращением {number} этого уже не сделать, сейчас оно в состоянии «{status}»."
    sure_to_retract: str = "Точно отозвать обращение {number}? Работа над ним прекратится."
    sure_to_withdraw: str = (
        "Точно отозвать согласие по обращению {number}? Данные, которые вы в нём указали, перестанут обрабатывать "
        "и уничтожат."
    )
    no_consent: str = "Это согласие уже отозвано."

    #: of what is told, by topic of the outbox, where only this channel can say it
    ends: Mapping[str, str] = {
        "staff_asked": "Ответьте, пожалуйста, прямо здесь, следующим сообщением.",
        "identity_needed": (
            "Сотрудник напишет сюда, как это проще сделать. Фото паспорта и других документов присылать не нужно."
        ),
    }
    reason: str = "Причина: {text}"
    erased_on: str = "Дата уничтожения: {day}"
    asked: str = "Запрос: {requests}"

    thanks: str = "Спасибо! Хорошо, что помогло."
    noted: str = "Спасибо, учтём. Сотрудник ответит здесь."
    sorry: str = "Жаль, что не подошло. Спросите иначе или позовите сотрудника."
    sorry_near: str = "Жаль, что не подошло. Посмотрите эти пункты, спросите иначе или позовите сотрудника:"
    too_late_to_reopen: str = (
        "Обращение {number} завершено больше трёх месяцев назад, открыть его снова нельзя. "
        "Подайте новое: /claim или /delete."
    )
    rated: str = "Спасибо, учтём."
    ask_comment: str = (
        "Напишите одним сообщением, что было хорошо или чего не хватило в обращении {number}. Контакты и номера "
        "документов не нужны."
    )
    comment_kept: str = "Спасибо, сотрудники это прочитают."
    too_late_to_rate: str = "Оценку можно изменить в течение семи дней, они уже прошли."
    stale_button: str = "Эта кнопка уже не действует."

    button_helped: str = "Помогло"
    button_wrong: str = "Не то"
    button_human: str = "Позвать сотрудника"
    button_offers: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: "Да, подать претензию",
        TicketKind.DELETION: "Да, оформить запрос",
        TicketKind.HUMAN: "Да, позвать сотрудника",
    }
    #: Under a reply that is about something else.
    button_beside: Mapping[TicketKind, str] = {
        TicketKind.CLAIM: "Подать претензию",
        TicketKind.DELETION: "Оформить запрос о данных",
        TicketKind.HUMAN: "Позвать сотрудника",
    }
    button_not_known: str = "Не знаю"
    button_question: str = "Нет, это вопрос"
    button_next: str = "Дальше"
    button_here: str = "Ответить мне здесь"
    button_back: str = "Назад"
    button_cancel: str = "Отмена"
    button_agree: str = "Согласен"
    button_disagree: str = "Не согласен"
    button_sure: str = "Да, отозвать"
    button_keep: str = "Нет, оставить"
    button_comment: str = "Добавить пару слов"
    button_more: str = "Ещё обращения: {count}"

    def day(self, day: date) -> str:
        """A date in words."""
        return day_in_words(day, self.language)
