"""Letters in English: frames around the words of staff and of the law, which stay as they are."""

from api.mail.wording import Phrases
from tickets.ticket import Request, TicketKind

ENGLISH = Phrases(
    language="en",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    date_format="{day} {month} {year}",
    hello="Hello!",
    subject="Request {number}",
    headings={
        "ticket_opened": "Your request {number} is registered.",
        "staff_answered": "A staff member answers, request {number}:",
        "staff_asked": "To go on with request {number}, a staff member needs to know more:",
        "identity_needed": (
            "Request {number} is about personal data. Before it is handled, it must be clear that the data are yours."
        ),
        "request_confirmed": "A staff member has put on record what request {number} asks for.",
        "term_extended": "More time is needed to answer request {number}. The reason:",
        "ticket_resolved": "Request {number} is decided. What was done:",
        "ticket_refused": "Request {number} is refused. The reason:",
        "ticket_closed": "Request {number} is closed.",
        "ticket_reopened": "Request {number} is open again.",
        "ticket_merged": "Request {number} is joined with request {into}. Both go on under the number {into}.",
        "ticket_duplicate": "Request {number} repeats request {into}. The answer will come under {into}.",
        "ticket_retracted": "Request {number} is taken back, as you asked. Nothing more is done about it.",
        "data_erased": "Your personal data of request {number} have been destroyed.",
        "consent_withdrawn": "Your consent is withdrawn, request {number}.",
    },
    endings={
        "ticket_opened": "Please keep the number: the request is easily found by it.",
        "staff_asked": "Please answer as soon as you can.",
        "identity_needed": (
            "How to show it is written where you made the request. Please send no photos of your passport or other "
            "documents."
        ),
        "data_erased": (
            "What is left is the number of the request, its dates and the decision. This is the last letter: your "
            "address has been deleted as well."
        ),
        "ticket_resolved": "If anything remains, the request can be opened again.",
        "ticket_refused": (
            "If you disagree, the request can be opened again. "
            "The operator's actions may be appealed to Roskomnadzor or to a court (Federal Law No. 152-FZ, Art. 17)."
        ),
        "ticket_closed": "If anything remains, the request can be opened again.",
    },
    code_subject="Confirm your e-mail address",
    code_asked=(
        "This e-mail address was entered at the help desk “{name}”{site}. To confirm that it is yours, enter this code "
        "there:"
    ),
    code_site=" ({site})",
    code_minutes="The code is valid for {minutes} minutes.",
    code_not_you="If this was not you, do nothing: without the code the address is not confirmed.",
    code_tell_nobody="Tell the code to nobody: staff never ask for it, by phone or in writing.",
    kind="Kind",
    kinds={
        TicketKind.CLAIM: "claim",
        TicketKind.DELETION: "request about personal data",
        TicketKind.HUMAN: "question to staff",
    },
    request="Asked for",
    requests={
        Request.ERASE: "erasure of data",
        Request.WITHDRAW: "withdrawal of consent",
        Request.STOP: "an end of processing",
        Request.MARKETING: "an end of advertising",
        Request.ACCESS: "information about the data",
        Request.CORRECT: "correction of data",
    },
    received="Received",
    due="Due",
    due_by="by {day}",
    basis="Legal basis, in Russian",
    norm="Ground of the refusal, in Russian",
    open_ticket="See the request and answer",
    automatic="This letter was sent automatically; nobody reads replies to it.",
    answer_by_link="You can answer by the link above.",
    answer_on_site="You can answer where you made the request: in the chat or at {site}.",
    answer_in_chat="You can answer where you made the request: in the chat.",
)
