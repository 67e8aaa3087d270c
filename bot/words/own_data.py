"""A person's own data: to be forgotten, to be shown."""

from typing import NamedTuple


class OwnData(NamedTuple):
    """What is said about them. Braces are filled in with `str.format`."""

    forget_all: str = (
        "У вас нет обращений, поэтому я могу забыть вас сразу: удалю все ваши сообщения, мои ответы, начатое "
        "обращение и сам номер этого чата. Останется только запись о том, что удаление было, — без ваших данных. "
        "Вернуть удалённое нельзя. Забыть?"
    )
    forget_by_request: str = (
        "У вас есть обращения: {numbers}. С ними связаны сроки и обязанности, поэтому удаляет сотрудник, по запросу, "
        "который я сейчас помогу оформить. Что закон велит хранить, останется до конца срока хранения, и вам об этом "
        "скажут. Удалится и то, о чём вы меня спрашивали. Оформить запрос?"
    )
    forgotten: str = "{on} всё, что я знал о вас, удалено. Если напишете снова, мы познакомимся заново."
    kept: str = "Хорошо, ничего не удаляю."
    wish_to_erase: str = "Прошу уничтожить все мои персональные данные."  #: the text of the request
    wish_to_know: str = (
        "Прошу предоставить сведения о моих персональных данных, которые у вас обрабатываются, и их копию."
    )
    export: str = (
        "Оформлю запрос: какие данные о вас хранятся, зачем, откуда они и кому переданы. "
        "Сотрудник подготовит ответ с выгрузкой и пришлёт его сюда; до какого числа — будет написано в квитанции."
    )
    button_forget: str = "Да, забыть меня"
    button_request: str = "Да, оформить запрос"
    button_keep: str = "Нет, оставить"


ENGLISH = OwnData(
    forget_all=(
        "You have no requests, so I can forget you at once: I erase all your messages, my answers, anything half "
        "filled in and the number of this chat itself. Only a record that there was an erasure stays, without your "
        "data. This cannot be undone. Shall I forget you?"
    ),
    forget_by_request=(
        "You have requests: {numbers}. Dates and duties hang on them, so a staff member erases your data, on a request "
        "that I help you file now. What the law says must be kept stays until its term ends, and you will be told. "
        "What you asked me goes, too. Shall I begin the request?"
    ),
    forgotten="All that I knew about you was erased on {on}. If you write again, we meet anew.",
    kept="All right, nothing is erased.",
    wish_to_erase="Please destroy all my personal data.",
    wish_to_know="Please tell me which personal data of mine you process, and give me a copy of them.",
    export=(
        "I begin a request: which data about you are held, why, where they come from and whom they were given to. "
        "A staff member prepares the answer with a copy and sends it here; the receipt tells by which date."
    ),
    button_forget="Yes, forget me",
    button_request="Yes, begin the request",
    button_keep="No, keep everything",
)
