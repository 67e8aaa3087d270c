"""The commands by name: where each stands and what it does, so that listing or running one loads no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer


@dataclass(frozen=True, slots=True)
class Listed:
    """A command, or a group of them, before its module is imported."""

    place: str  #: module below punkt.commands, and the function or the Typer in it
    told: str  #: its first sentence, as `punkt --help` shows it

    def load(self, name: str) -> Any:
        """The command as the command line knows it; imports its module."""
        module, _, what = self.place.partition(":")
        found = getattr(import_module(f"punkt.commands.{module}"), what)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=name)
        else:
            alone.command(name)(found)
        return typer.main.get_group(alone).commands[name]


COMMANDS: Mapping[str, Listed] = {
    "run": Listed("serve:run", "Запустить всё в одном процессе: сайт, бота (если указан токен) и фоновую работу."),
    "web": Listed("serve:web", "Запустить только сайт: копий сколько угодно, на PostgreSQL."),
    "bot": Listed(
        "serve:bot",
        "Запустить только бота: с вебхуком копий сколько угодно, без него работает одна, остальные наготове.",
    ),
    "worker": Listed(
        "serve:worker",
        "Запустить только фоновую работу (отправку, сроки, хранение): копий сколько угодно, на PostgreSQL.",
    ),
    "ask": Listed("ask:ask", "Спросить в терминале: решение то же, что и у сайта."),
    "clauses": Listed("clauses:clauses", "Разобрать документ на пункты."),
    "eval": Listed("evaluate:evaluate", "Оценить понимание на размеченных сообщениях."),
    "bank": Listed("bank:bank", "Проверить банк фраз: повторы, похожие пункты, чужие слова, утечки, пробелы."),
    "links": Listed("links:links", "Темы пунктов: какие предложены и почему; подтвердить, отклонить, добавить."),
    "policy": Listed("policy:app", "Документы и редакции: добавить, сравнить, опубликовать, отменить."),
    "due": Listed("due:due", "Срок ответа на обращение, полученное в этот день, и его основание."),
    "terms": Listed("terms:terms", "Сроки ответа на претензию по документам: что прочитано, где и подтверждено ли."),
    "index": Listed("index:index", "Построить индекс заново; работающие процессы подхватят его сами."),
    "erase": Listed(
        "erase:erase", "Удалить всё, что хранится о человеке, и составить акт; остаются номера, даты и решения."
    ),
    "export": Listed(
        "export:export",
        "Собрать всё, что хранится о человеке: dossier.pdf для него и dossier.json для программ (ст. 14 ч. 7).",
    ),
    "act": Listed(
        "act:act", "Составить акт об уничтожении и выгрузку из журнала ещё раз, например с новым адресом оператора."
    ),
    "retention": Listed(
        "retention:retention",
        "Удалить то, чей срок хранения прошёл (сроки: tickets/erasure/retention.toml и PUNKT_RETENTION).",
    ),
    "questions": Listed(
        "questions:questions",
        "Выгрузить вопросы без авторов, чтобы учиться на них; без тех, чьи данные заблокированы.",
    ),
    "migrate": Listed(
        "migrate:migrate", "Обновить схему базы данных до этой версии; при запуске punkt run это происходит само."
    ),
    "backup": Listed("backup:backup", "Сделать копию базы и файлов, без ключей; работать при этом можно дальше."),
    "restore": Listed("restore:restore", "Проверить копию и вернуть из неё базу и файлы; Пункт при этом остановлен."),
    "settle": Listed(
        "settle:settle",
        "После возврата базы средствами PostgreSQL: снова удалить удалённое, задержать отправку; Пункт остановлен.",
    ),
    "doctor": Listed("doctor:doctor", "Проверить всё, что нужно для работы, и сказать, что исправить."),
    "bench": Listed("bench:bench", "Измерить время и память на этой машине."),
    "telegram-demo": Listed(
        "telegram_demo:telegram_demo",
        "Попробовать бота без Telegram: сыграть за человека и за сотрудников на одной странице.",
    ),
    "staff": Listed("staff:app", "Сотрудники."),
    "tickets": Listed("tickets:app", "Обращения: список, просмотр, шаги."),
    "outbox": Listed("outbox:app", "Что не удалось отправить."),
    "keys": Listed("keys:app", "Ключи, которыми зашифрованы контакты."),
    "audit": Listed("audit:app", "Журнал действий сотрудников."),
}
