"""The bot in English: frames around clauses that stay Russian."""

from bot.wording import Phrases
from tickets.ticket import Request, Status, TicketKind

ENGLISH = Phrases(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    date_format="{day} {month} {year}",
    hello=(
        "Hello, {name}! I answer questions about personal data in the words of the privacy policy of {operator}. "
        "Ask in your own words, for example: “How long do you keep my data?”"
    ),
    help=(
        "Just ask, and I will show the clause of the policy word for word (the policy is in Russian).\n\n"
        "/policy — what the policy covers and where to read it\n"
        "/claim — file a claim\n"
        "/delete — erase data, withdraw consent, stop advertising\n"
        "/human — call a staff member\n"
        "/status — my tickets and dates\n"
        "/cancel — stop filling in"
    ),
    smalltalk=(
        "I am here to help: I can show what the policy says about your data, register a claim or a request, "
        "or call a staff member. What would you like to know?"
    ),
    policy="{title}, {operator}, edition {edition}.",
    effective="In force since {day}",
    write_to="Questions and suggestions: {contact}.",
    answer="This is what the policy says, word for word in Russian:",
    clause="Clause {number}",
    of_section="section “{heading}”",
    section="Section {number}",
    preamble="Preamble",
    edition="edition {edition}",
    open_policy="Open the policy",
    no_advice="This is information from the policy, not legal advice.",
    suggestions="I am not quite sure what you mean. One of these clauses may answer:",
    no_answer=(
        "The policy says nothing about this, and I will not make an answer up. "
        "Please write to {contact} or call a staff member."
    ),
    near="The nearest clauses:",
    offers={
        TicketKind.CLAIM: "This looks like a claim. Shall I register it?",
        TicketKind.DELETION: "This looks like a request about your personal data. Shall I register it?",
        TicketKind.HUMAN: "Shall I call a staff member? They will answer you right here.",
    },
    only_text="I understand text only. Please put your question into words.",
    only_text_to_staff="For now I can pass only text on to staff. Please put it into words.",
    too_long="This message is too long. Please write a shorter one with the main point.",
    apology=(
        "Sorry, something went wrong with your last message. It is stored, and a staff member will look at it. "
        "Please go on: I will read what you write next."
    ),
    ask_text={
        TicketKind.CLAIM: "Please describe in one message what happened and what you want. It is kept word for word.",
        TicketKind.DELETION: "Please write in one message which data you mean and what should be done.",
        TicketKind.HUMAN: "Please write in one message how we can help.",
    },
    ask_request="What should be done with your data? The deadline depends on it.",
    ask_contact=(
        "Where should the answer go? Send an e-mail address or a phone number in one message, or choose this chat. "
        "Please do not send photos of your passport or other documents."
    ),
    no_contact="I see neither an e-mail address nor a phone number here. For example: anna@example.com.",
    press_button="Please choose one of the buttons.",
    consent_edition="Privacy policy, edition {edition} (in Russian)",
    refused=(
        "All right. Without consent the request cannot be registered; I have not kept your contacts. "
        "You can write to {contact} or come back later."
    ),
    cancelled="Cancelled, nothing was sent. If you have a question, just ask.",
    nothing_to_cancel="There is nothing to cancel. Ask me something or see /help.",
    accepted={
        TicketKind.CLAIM: "Your claim is registered.",
        TicketKind.DELETION: "Your request is registered: {request}.",
        TicketKind.HUMAN: "I have passed it on; a staff member will answer here.",
    },
    number="Number: {number}",
    received="Received: {day}",
    due="To be answered by {day}",
    basis="Basis: {basis}",
    follow="Follow it with /status",
    already="This message is already registered: {number}. Details: /status",
    called_already="A staff member is already called, ticket {number}. The answer will come here.",
    no_tickets="You have no tickets yet. File a claim: /claim, a request about data: /delete.",
    more_tickets="Earlier tickets: {count}.",
    kinds={
        TicketKind.CLAIM: "claim",
        TicketKind.DELETION: "request about data",
        TicketKind.HUMAN: "question to staff",
    },
    requests={
        Request.ERASE: "erase my data",
        Request.WITHDRAW: "withdraw my consent",
        Request.STOP: "stop processing",
        Request.MARKETING: "stop advertising",
        Request.ACCESS: "tell me what data you hold",
        Request.CORRECT: "correct my data",
    },
    statuses={
        Status.NEW: "waiting for staff",
        Status.TAKEN: "in progress",
        Status.CLOSED: "closed",
    },
    staff_answered="A staff member answers, ticket {number}",
    closed="Ticket {number} is closed. If anything remains, write to me, and I will help or call staff again.",
    thanks="Thank you! Good to know.",
    sorry="Sorry it did not fit. Try other words, or call a staff member.",
    sorry_near="Sorry it did not fit. See these clauses, try other words, or call a staff member:",
    stale_button="This button no longer works.",
    button_helped="Helpful",
    button_wrong="Not it",
    button_human="Call a staff member",
    button_clause="Clause {number}",
    button_offers={
        TicketKind.CLAIM: "Yes, file a claim",
        TicketKind.DELETION: "Yes, register it",
        TicketKind.HUMAN: "Yes, call staff",
    },
    button_question="No, it is a question",
    button_here="Answer me here",
    button_cancel="Cancel",
    button_agree="I agree",
    button_disagree="I do not agree",
)
