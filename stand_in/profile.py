"""Methods about the bot itself: who it is, and the menu and words that its chats show before anything is said."""

import re
from collections.abc import Callable
from typing import Any

from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
}  # fmt: skip

#: Words of the bot: what they are called in calls, and how long they may be.
_WORDS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


def get_me(world: World, _params: Params) -> dict[str, Any]:
    return world.me


def set_commands(world: World, params: Params) -> bool:
    """A menu for a scope and a language; `world.profile[("commands default", "ru")]`."""
    commands = params.data("commands", [])
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile[_scope(world, params), _language(params)] = commands
    return True


def get_commands(world: World, params: Params) -> Any:
    return world.profile.get((_scope(world, params), _language(params)), [])


def delete_commands(world: World, params: Params) -> bool:
    world.profile.pop((_scope(world, params), _language(params)), None)
    return True


def set_menu_button(world: World, params: Params) -> bool:
    world.profile["menu button", str(params.get("chat_id", ""))] = params.data("menu_button", {"type": "default"})
    return True


def get_menu_button(world: World, params: Params) -> Any:
    return world.profile.get(("menu button", str(params.get("chat_id", ""))), {"type": "commands"})


def set_default_rights(world: World, params: Params) -> bool:
    world.profile["rights", ""] = params.data("rights", {})
    return True


def _scope(world: World, params: Params) -> str:
    scope = params.data("scope", {"type": "default"})
    if scope["type"] not in _SCOPES:
        raise bad("unsupported type specified")
    if "chat_id" in scope and world.known(int(scope["chat_id"])) is None:
        raise bad("chat not found")
    return " ".join(["commands", *(str(value) for _, value in sorted(scope.items(), reverse=True))])


def _language(params: Params) -> str:
    language = str(params.get("language_code") or "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("language code is invalid")
    return language


def _words(name: str, longest: int) -> tuple[Callable[[World, Params], bool], Callable[[World, Params], Any]]:
    def set_words(world: World, params: Params) -> bool:
        words = str(params.get(name) or "")
        if len(words) > longest:
            raise bad(f"{name} is too long")
        world.profile[name, _language(params)] = words
        return True

    def get_words(world: World, params: Params) -> dict[str, str]:
        spoken = world.profile.get((name, _language(params)))
        return {name: world.profile.get((name, ""), "") if spoken is None else spoken}

    return set_words, get_words


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "setMyDefaultAdministratorRights": set_default_rights,
}
for _method, (_name, _longest) in _WORDS.items():
    METHODS[f"setMy{_method}"], METHODS[f"getMy{_method}"] = _words(_name, _longest)
