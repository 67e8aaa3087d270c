"""The language that whoever asks over HTTP reads, as their browser says."""

from typing import Annotated

from fastapi import Depends, Header


def read_by(accepted: str) -> str | None:
    """English where it is named and no Russian is: the policy and its staff speak Russian; None where neither is."""
    named = {each.strip().lower()[:2] for each in accepted.split(",")}
    return "ru" if "ru" in named else "en" if "en" in named else None


Accepted = Annotated[str, Header(description="ru или en: на каком языке фразы в ответе.")]


async def _reads(accept_language: Accepted = "") -> str | None:
    return read_by(accept_language)


Reads = Annotated[str | None, Depends(_reads)]
