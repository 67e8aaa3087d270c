"""Letters in English: frames around the words of staff and of the law, which stay as they are."""

from api.mail.wording import LetterWords

ENGLISH = LetterWords(
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
        "access_given": "The information about your personal data is ready, request {number}.",
    },
    reason=". The reason:",
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
        "access_given": "The information itself is not sent by mail: it waits for you where you made the request.",
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
    request="Asked for",
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
