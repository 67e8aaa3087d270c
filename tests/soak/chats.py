"""People who write to the bot, and staff who answer in their group and at the console, as part of a history."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.words.wording import BotWords
from stand_in import User
from stand_in.message import Message
from stand_in.topic import Topic
from tests.api.console.browsing import SAME_SITE, Browser, Page, sign_in
from tests.punkt.history import PAUSE, QUESTION, History
from tests.soak.place import BORIS, Place

LOST = "поэтому начнём сначала"  #: said when Redis has forgotten what was told
RECEIPT = "Номер: П-"
ONE_BY_ONE = BotWords().one_by_one


@dataclass
class Chats:
    """What is said in Telegram is acknowledged when Telegram has handed it over, and that it does in the end."""

    place: Place
    history: History
    asked: Counter[User] = field(default_factory=Counter)
    replies: list[tuple[User, str]] = field(default_factory=list)  #: of staff, to people in Telegram

    def __post_init__(self) -> None:
        self._claims_of: dict[str, User] = {}

    async def live(self, end: asyncio.Event) -> None:
        """Everybody does one thing after another until the end; what is begun then is brought to its end."""
        person = self.place.telegram.user
        async with asyncio.TaskGroup() as group:
            for name in ("Анна", "Иван"):
                group.create_task(self._asks(person(name), end))
            for name in ("Вера", "Пётр"):
                group.create_task(self._claims_money(name, end))
            group.create_task(self._answers(end))
            group.create_task(self._works(end))

    async def _asks(self, person: User, end: asyncio.Event) -> None:
        while not end.is_set():
            question = self.history.begin("message", f"{QUESTION} {self._name(person)}")
            await person.says(question.text)
            question.acknowledged = True
            self.asked[person] += 1
            await self._until(lambda: len(self._answered(person)) >= self.asked[person])
            await asyncio.sleep(self.history.pause)

    async def _claims_money(self, name: str, end: asyncio.Event) -> None:
        """Always somebody new: whom staff have answered, speaks with them."""
        while not end.is_set():
            await self._claims(self.place.telegram.user(name))
            await asyncio.sleep(self.history.pause)

    async def _claims(self, person: User) -> None:
        name = self._name(person)
        claim, file = self.history.begin("ticket", f"Верните деньги {name}"), self.history.begin("file", f"{name}.pdf")
        acts: tuple[tuple[Callable[[], Awaitable[object]], str], ...] = (
            (lambda: person.says(f"/claim {claim.text}"), "Ответить мне здесь"),
            (lambda: person.sends_document(file.text), "Файл приложен"),
            (lambda: person.presses("Ответить мне здесь", wait=False), "Согласен"),
            (lambda: person.presses("Согласен", wait=False), RECEIPT),
        )
        told = ""
        for act, expected in acts:
            person.hears_no_more()
            await act()
            told = await self._hears(person, expected)
            if LOST in told:
                return
        claim.acknowledged = file.acknowledged = True
        self._claims_of["П-" + told.split(RECEIPT)[1].split()[0]] = person

    async def _hears(self, person: User, expected: str) -> str:
        """What the bot says that has this in it or under it, or that the draft is lost."""
        heard: list[str] = []

        def is_said() -> bool:
            new = person.messages[person._heard :]
            heard[:] = [m.text for m in new if expected in m.text or expected in m.buttons or LOST in m.text]
            return bool(heard)

        await self._until(is_said)
        return heard[-1]

    async def _answers(self, end: asyncio.Event) -> None:
        """Olga, to people in Telegram, each ticket once."""
        done: set[str] = set()
        while not end.is_set():
            for number in self._claims_of.keys() - done:
                if topic := self._topic(number):
                    reply = self.history.begin("reply", f"Разбираемся, {number}")
                    await self.place.olga.says(f"/reply {reply.text}", topic)
                    reply.acknowledged = True
                    self.replies.append((self._claims_of[number], reply.text))
                    done.add(number)
            await asyncio.sleep(self.history.pause)

    def _topic(self, number: str) -> Topic | None:
        """The newest of the ticket's, once its card and the words stand in it."""
        topics = [each for each in self.place.staff.topics if number in each.name and len(each.said) > 1]
        return topics[-1] if topics else None

    async def _works(self, end: asyncio.Event) -> None:
        """Boris, at the console: he takes each ticket that came by the website, and answers it."""
        headers = {"Host": urlsplit(SAME_SITE["Origin"]).netloc}
        async with httpx.AsyncClient(
            base_url=self.place.address, headers=headers, timeout=30, verify=self.history.verify
        ) as client:
            await self._sent(lambda: sign_in(client, BORIS))
            boris, done = Browser(client, BORIS), 0
            while not end.is_set():
                for number in self.history.numbers[done:]:
                    await self._steps(boris, number)
                    done += 1
                    if end.is_set():
                        return
                await asyncio.sleep(self.history.pause)

    async def _steps(self, boris: Browser, number: str) -> None:
        page = await self._sent(lambda: boris.ticket(number))
        page = await self._sent(lambda: boris.send(page, "take"))
        reply = self.history.begin("reply", f"Здравствуйте! Смотрим {number}")
        await self._sent(lambda: boris.send(page, "answer", text=reply.text))
        reply.acknowledged = True

    async def _sent(self, send: Callable[[], Awaitable[Any]]) -> Any:
        """Send the same form until it is taken."""
        while True:
            try:
                answer = await send()
            except httpx.HTTPError as error:
                self.history.answers[type(error).__name__] += 1
            else:
                status = answer.status if isinstance(answer, Page) else answer.status_code
                if status < 400:
                    return answer
                self.history.answers[str(status)] += 1
                assert status >= 429, f"the console says {status}"
            await asyncio.sleep(PAUSE)

    async def _until(self, happened: Callable[[], bool]) -> None:
        await self.place.telegram.wait_for(happened)

    def _name(self, person: User) -> str:
        return f"{self.history.seed}-{person.id}-{len(self.history.operations)}"

    @property
    def unsaid(self) -> int:
        """Answers and replies that never reached their person."""
        silent = sum(max(0, asked - len(self._answered(person))) for person, asked in self.asked.items())
        return silent + sum(not self._times(person, words) for person, words in self.replies)

    @property
    def said_twice(self) -> list[str]:
        """Answers, receipts and replies that reached their person once more, and all that this person heard."""
        once = [(person, f"Номер: {number}") for number, person in self._claims_of.items()] + self.replies
        again = [words for person, words in once for _ in range(self._times(person, words) - 1)]
        for person, asked in self.asked.items():
            if len(answers := self._answered(person)) > asked:
                heard = " | ".join(f"{message.id} {message.text[:90]}" for message in answers)
                again += [f"{asked} asked, heard: {heard}"] * (len(answers) - asked)
        return again

    @staticmethod
    def _answered(person: User) -> list[Message]:
        """What was said to somebody who asks, but for the remark that so many questions are read one by one."""
        return [message for message in person.messages if message.text != ONE_BY_ONE]

    @staticmethod
    def _times(person: User, words: str) -> int:
        return sum(words in message.text for message in person.messages)
