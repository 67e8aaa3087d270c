"""`punkt links`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from punkt.start import read_settings


def links(
    folder: Annotated[Path | None, typer.Argument(help="Папка документа; иначе — тот, по которому отвечаем.")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", help="Верна: пункт=тема, можно повторять.")] = None,
    refuse: Annotated[list[str] | None, typer.Option("--refuse", help="Неверна: пункт=тема.")] = None,
    add: Annotated[list[str] | None, typer.Option("--add", help="Не предложена, но верна: пункт=тема.")] = None,
    topics: Annotated[bool, typer.Option("--topics", help="Показать все темы библиотеки.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
) -> None:
    """Темы пунктов: какие предложены и почему; подтвердить, отклонить, добавить."""
    from index.cold.building import links_of
    from index.cold.common import load_common
    from index.cold.linking import Verdict
    from index.cold.verdicts import judge
    from index.encoder import open_encoder
    from index.policy import load_policy
    from punkt.documents import first_folder
    from punkt.knowledge_folders import index_folder, model_folder
    from punkt.why import link_told

    settings = read_settings()
    common = load_common(settings.topics, settings.kinds)
    titles = {topic.slug: topic.title for topic in common.topics}
    if topics:
        print("\n".join(f"{slug} — {title}" for slug, title in titles.items()))
        return
    policy = load_policy(folder or first_folder(settings))
    judged = {Verdict.CONFIRMED: confirm, Verdict.REFUSED: refuse, Verdict.ADDED: add}
    given = [(pair, verdict) for verdict, pairs in judged.items() for pair in pairs or ()]
    if given:
        judge(policy.links, common.slugs, policy.quotable, given)
    linking = links_of(
        policy, common, open_encoder(settings.model, model_folder(settings)), index_folder(settings, policy)
    )
    found = linking.links()
    if as_json:
        print(json.dumps([asdict(link) for link in found], ensure_ascii=False, indent=2))
        return
    for number in policy.quotable:
        print(f"{policy.path(number)}: {policy.clause(number).text}")
        own = [link for link in found if link.clause == number]
        print("\n".join(f"    {titles[link.topic]} — {link_told(link)}" for link in own) or "    тем не предложено")
    if given:
        print("\nЗаписано. Ответы станут другими после punkt index.")
