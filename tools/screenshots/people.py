"""Who never was, and what they never wrote."""

from dataclasses import dataclass

from tickets.record.contact import Contact
from tickets.record.ticket import Identity, Request, TicketKind


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told us."""

    text: str
    name: str
    kind: TicketKind = TicketKind.CLAIM
    requests: tuple[Request, ...] = ()
    channel: str = "web"
    identity: Identity | None = None
    block: str | None = None

    @property
    def contact(self) -> Contact:
        place = sum(map(ord, self.name)) % 90 + 10
        return Contact(self.name, f"client{place}@example.org", f"+7 900 000-{place}-{place}")


def claim(text: str, name: str, channel: str = "web") -> Told:
    return Told(text, name, channel=channel)


def request(text: str, name: str, *shapes: Request, channel: str = "telegram", proven: bool = True) -> Told:
    who = Identity.TELEGRAM if channel == "telegram" else Identity.EMAIL
    return Told(text, name, TicketKind.DELETION, shapes, channel, who if proven else None)


def question(text: str, name: str, channel: str = "web") -> Told:
    return Told(text, name, TicketKind.HUMAN, channel=channel)


#: Tickets of the last three months that are long done.
EARLIER = (
    claim("Деньги списали дважды, а в ответ тишина. Верните лишнее.", "Пётр Образцов"),
    claim("После заявки мне звонят по пять раз в день. Это ваш колл-центр?", "Мария Вымышленная", "telegram"),
    claim("Мой номер попал в чужую рассылку. Откуда он у них?", "Илья Небылицын", "telegram"),
    request("Покажите всё, что у вас есть обо мне.", "Ольга Выдумкина", Request.ACCESS),
    request("Не присылайте больше рекламу, я устала.", "Тамара Шаблонова", Request.MARKETING),
    request("Отзываю согласие и прошу всё удалить.", "Денис Макетов", Request.WITHDRAW, Request.ERASE),
    request("Фамилия с ошибкой, исправьте.", "Светлана Ошибкина", Request.CORRECT),
    request("Прекратите обработку, я больше не ваш клиент.", "Глеб Условный", Request.STOP),
    question("Хочу поговорить с живым человеком о договоре.", "Нина Тестова"),
    question("Позовите сотрудника: бот не понимает про мой заказ.", "Егор Демонстрационный", "telegram"),
    question("Можно ли подписать с вами отдельное соглашение?", "Кира Пробная"),
)
#: Who asks for a person after an answer, newest last.
AFTER_AN_ANSWER = (
    question("Ответ прочитал, но прошу разобраться.", "Яков Образцовый"),
    question("Пункт понятен, а мне что делать? Объясните по-человечески.", "Раиса Набросова"),
    question("Это не про мой случай: я уже не клиент.", "Тимур Эскизов", "telegram"),
    question("Хочу услышать это от сотрудника.", "Алла Прототипова"),
    question("Не нашла там про детей. Кто подскажет?", "Жанна Макетова"),
    question("Спасибо, но где оригинал согласия?", "Марк Лекалов", "telegram"),
    question("А если я против? Что тогда?", "Эльвира Контурова"),
    question("Так звонки прекратятся или нет?", "Степан Пунктиров", "telegram"),
)
#: What people say who were given no answer or were not helped by it.
IN_VAIN = (
    ("вы храните записи звонков на серверах за границей?", False),
    ("кто у вас ответственный за данные, дайте фамилию", False),
    ("сколько стоит выгрузка моих данных?", False),
    ("а нейросеть на моих разговорах вы учите?", False),
    ("вы прошли проверку Роскомнадзора?", False),
)
