"""The bot in English: frames around clauses that stay Russian."""

from bot.words import browsing, files, menu, own_data
from bot.words.wording import BotWords
from tickets.record.ticket import Request, TicketKind

ENGLISH = BotWords(
    menu=menu.ENGLISH,
    browsing=browsing.ENGLISH,
    files=files.ENGLISH,
    own=own_data.ENGLISH,
    language="en",
    hello=(
        "Hello, {name}! I answer questions[about] in the words of the [title] of [operator]. "
        "Ask in your own words, for example: “[question]”"
    ),
    help=(
        "Just ask, and I will show the clause of the [it] word for word (the [it] is in Russian).\n\n"
        "/policy — the [it], section by section\n"
        "/claim — file a claim\n"
        "/delete — erase data, withdraw consent, stop advertising\n"
        "/human — call a staff member\n"
        "/status — my requests: dates, add to them, take them back\n"
        "/export — which data of mine you hold\n"
        "/forget — forget me\n"
        "/lang — language\n"
        "/cancel — stop filling in"
    ),
    smalltalk=(
        "I am here to help: I can show what the [it] says[of yours], register a claim or a request, "
        "or call a staff member. What would you like to know?"
    ),
    policy="{title}, {operator}, edition {edition}.",
    effective="In force since {day}",
    write_to="Questions and suggestions: {contact}.",
    answer="This is what the [it] says, word for word in Russian:",
    beside_staff=(
        "Until a staff member answers, this is what the [it] itself says, word for word in Russian. "
        "They see your message, too, and will answer here."
    ),
    of_section="section “{heading}”",
    section="Section {number}",
    edition="edition {edition}",
    open_policy="Open the [it]",
    no_advice="This is information from the [it], not legal advice.",
    suggestions="I am not quite sure what you mean. One of these clauses may answer:",
    no_answer=(
        "The [it] says nothing about this, and I will not make an answer up. "
        "Please write to {contact} or call a staff member."
    ),
    not_found=(
        "I have not found an answer to this in the [it], and I will not make one up. "
        "Please ask in other words, write to {contact} or call a staff member, who will answer."
    ),
    near="The nearest clauses:",
    offers={
        TicketKind.CLAIM: "This looks like a claim. Shall I register it?",
        TicketKind.DELETION: "This looks like a request about your personal data. Shall I register it?",
        TicketKind.HUMAN: "Shall I call a staff member? They will answer you right here.",
    },
    only_text="I understand text only. Please put your question into words.",
    no_scans="Please do not send photos of your passport or other documents.",
    too_long="This message is too long. Please write a shorter one with the main point.",
    one_by_one="I am reading one by one, just a second: every message gets its answer.",
    apology=(
        "Sorry, something went wrong with your last message. It is stored, and a staff member will look at it. "
        "Please go on: I will read what you write next."
    ),
    step="Step {step} of {steps}",
    ask_text={
        TicketKind.CLAIM: "Please describe in one message what happened and what you want. It is kept word for word.",
        TicketKind.DELETION: "Please write in one message which data you mean and what should be done.",
        TicketKind.HUMAN: "Please write in one message how we can help.",
    },
    ask_document="Under which document do you claim? The date of the answer depends on it.",
    ask_text_again="This is what it says now. Write it anew, or press “Next” to leave it.",
    ask_request=(
        "What should be done with your data? Marked is what I understood from your words: please check it, change it "
        "and press “Next”. You may choose several, each has a date of its own."
    ),
    ask_request_unsure=(
        "What should be done with your data? I could not tell from your words. Please mark what is needed and press "
        "“Next”. You may choose several, each has a date of its own."
    ),
    choose_one="Please mark at least one.",
    chosen="You chose: {requests}.",
    ask_contact=(
        "Where should the answer go? Send an e-mail address or a phone number in one message, or choose this chat. "
        "Please do not send photos of your passport or other documents."
    ),
    contacts_locked=(
        "Right now I cannot take contacts or files: I have no safe place to keep them. I do answer questions, and the "
        "answer to a request comes right here. Please try again later with your contacts."
    ),
    no_contact="I see neither an e-mail address nor a phone number here. For example: anna@example.com.",
    no_story=(
        "This reads like part of the story, not like a contact, so nothing was added. To change the story, press "
        "“Back” and write it anew. To go on, send an e-mail address or a phone number by itself."
    ),
    press_button="Please choose one of the buttons.",
    check="Please check: {what}",
    answer_to="Answer to: {contact}",
    answer_here="Answer: in this chat",
    attached="Files attached: {count}",
    consent_next="If all is well, only the consent is left: it is the next message.",
    consent_edition="[Title], edition {edition} (in Russian)",
    refused=(
        "All right. Without consent the request cannot be registered; I have not kept your contacts. "
        "You can write to {contact} or come back later."
    ),
    cancelled="Cancelled, nothing was sent. If you have a question, just ask.",
    choice_lost="Sorry: a fault on our side has lost a part of your request. Please look at what you wrote once more.",
    words_lost="Sorry: a fault on our side has lost what you had told so far, so let us start again.",
    nothing_to_cancel="There is nothing to cancel. Ask me something or see /help.",
    accepted={
        TicketKind.CLAIM: "Your claim is registered.",
        TicketKind.DELETION: "Your request is registered: {request}.",
        TicketKind.HUMAN: "I have passed it on; a staff member will answer here.",
    },
    number="Number: {number}",
    received="Received: {day}",
    due="Due by {day}",
    due_for="{what}: by {day}",
    undated="I cannot tell the date of the answer yet: a staff member will.",
    basis="Basis: {basis}",
    blocked="While this is being checked, your data are blocked: they are used for nothing but this request.",
    follow="Follow it with /status",
    already="This message is already registered: {number}. Details: /status",
    called_already="A staff member is already called, request {number}. The answer will come here.",
    no_tickets="You have no requests yet. File a claim: /claim, a request about data: /delete.",
    choose_ticket="To add to a request, take it back or open it again, choose its number.",
    goes_on="It goes on as request {number}",
    outcome="Decision: {text}",
    hints={
        Request.ERASE: "we destroy data that were obtained unlawfully or are no longer needed for their purpose",
        Request.WITHDRAW: "we stop processing what you agreed to and destroy those data",
        Request.STOP: "we stop using your data where no other legal ground lets us go on",
        Request.MARKETING: "we send no more advertising and offers",
        Request.ACCESS: "we tell you which data about you we hold, why and where they come from",
        Request.CORRECT: "we correct data that are wrong or out of date",
        Request.BLOCK: "we do not use the data while we check whether they are wrong or used unlawfully",
    },
    ask_addition="Please write in one message what to add to request {number}. Its first wording stays as it is.",
    ask_reason="Please write in one message why request {number} should be opened again.",
    added="Added to request {number}; staff will hear of it. Its first wording stays as it is.",
    edited="The first wording of request {number} stays; your change was added to it.",
    left_as_is="All right, request {number} stays as it was.",
    finish_first="Please finish what you have begun first, or stop it with /cancel.",
    moved_on="This can no longer be done with request {number}: it is “{status}” now.",
    sure_to_retract="Really take request {number} back? Nothing more will be done about it.",
    sure_to_withdraw=(
        "Really withdraw your consent for request {number}? The data you gave in it will no longer be processed "
        "and will be destroyed."
    ),
    no_consent="This consent has been withdrawn already.",
    ends={
        "staff_asked": "Please answer right here in your next message.",
        "identity_needed": (
            "A person will write here how this is done most easily. "
            "Please do not send photos of your passport or other documents."
        ),
    },
    reason="Reason: {text}",
    erased_on="Destroyed on {day}",
    asked="Asked for: {requests}",
    thanks="Thank you! Good to know.",
    noted="Thank you, noted. A staff member will answer here.",
    sorry="Sorry it did not fit. Try other words, or call a staff member.",
    sorry_near="Sorry it did not fit. See these clauses, try other words, or call a staff member:",
    too_late_to_reopen=(
        "Request {number} ended more than three months ago and cannot be opened again. "
        "Please file a new one: /claim or /delete."
    ),
    rated="Thank you, noted.",
    ask_comment=(
        "Please write in one message what was good or what was missing with request {number}. "
        "No contacts or numbers of papers are needed."
    ),
    comment_kept="Thank you, our staff will read it.",
    too_late_to_rate="This could be changed for seven days, which have passed.",
    stale_button="This button no longer works.",
    button_helped="Helpful",
    button_wrong="Not it",
    button_human="Call a staff member",
    button_offers={
        TicketKind.CLAIM: "Yes, file a claim",
        TicketKind.DELETION: "Yes, register it",
        TicketKind.HUMAN: "Yes, call staff",
    },
    button_beside={
        TicketKind.CLAIM: "File a claim",
        TicketKind.DELETION: "Make a data request",
        TicketKind.HUMAN: "Call a staff member",
    },
    button_not_known="I do not know",
    button_question="No, it is a question",
    button_next="Next",
    button_here="Answer me here",
    button_back="Back",
    button_cancel="Cancel",
    button_agree="I agree",
    button_disagree="I do not agree",
    button_sure="Yes, go on",
    button_keep="No, keep it",
    button_comment="Add a few words",
    button_more="More requests: {count}",
)
