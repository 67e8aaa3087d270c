"""How a row of the outbox keeps a topic: as JSON under its name. Rows of older versions are read as well."""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from tickets.post.topics.to_person import News, Notice
from tickets.post.topics.topic import Topic

_ADAPTERS: dict[type[Topic], TypeAdapter[Topic]] = {}  #: made when first needed: all of them take a third of a second


class Unreadable(ValueError):
    """The row was emptied, or tells what this version does not know."""


def as_data(topic: Topic) -> dict[str, Any]:
    """The topic as JSON holds it."""
    if isinstance(topic, Notice):
        return _written(topic, "news") | as_data(topic.news)
    return _written(topic)


def read(kinds: Collection[type[Topic]], name: str, data: Mapping[str, Any]) -> Topic:
    """The one of these that the row keeps; fields that it does not have are ignored. Raises Unreadable."""
    kind = next((kind for kind in kinds if kind.stored_as == name), None)
    if kind is None:
        raise Unreadable(f"nobody is told of {name}")
    try:
        topic = _built(kind, data)
        return _built(Notice, {**data, "news": topic}) if isinstance(topic, News) else topic
    except ValidationError:
        # Not its text, which may hold a person's words.
        raise Unreadable(f"{name} lacks what must be said") from None


def _written(topic: Topic, *apart: str) -> dict[str, Any]:
    values = {each.name: (getattr(topic, each.name), each.default) for each in fields(topic) if each.name not in apart}
    return {name: to_jsonable_python(value) for name, (value, default) in values.items() if value != default}


def _built(kind: type[Topic], data: Mapping[str, Any]) -> Topic:
    lacking = dict.fromkeys(each.name for each in fields(kind) if each.default is MISSING)
    return _adapter(kind).validate_python({**lacking, **data})


def _adapter(kind: type[Topic]) -> TypeAdapter[Topic]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
