"""`punkt keys …`."""

from typing import TYPE_CHECKING

import typer

from punkt.failure import Failure
from punkt.start import in_session, read_settings

if TYPE_CHECKING:
    from tickets.store.database import Session

app = typer.Typer(help="Ключи, которыми зашифрованы контакты.", no_args_is_help=True)


@app.command("new")
def new() -> None:
    """Напечатать новый ключ для PUNKT_CONTACT_KEYS; нигде не сохраняется."""
    from tickets.store.vault import Vault

    print(Vault.new_key())


@app.command("accept")
def accept() -> None:
    """Признать нынешние ключи ключами этой базы, когда прежних больше нет: копии с другими не запустятся."""
    from punkt.same_keys import accept as accept_keys
    from tickets.audit.entry import note
    from tickets.staff.member import OPERATOR

    settings = read_settings()

    async def accept_noting(session: "Session") -> None:
        note(session, "keys.accept", OPERATOR)
        await accept_keys(session, settings)

    in_session(accept_noting)
    print("Признаны нынешние ключи. Если ключ подписи другой, прежние ссылки людей и входы сотрудников не действуют.")


@app.command("rotate")
def rotate() -> None:
    """Перешифровать все контакты первым ключом из PUNKT_CONTACT_KEYS."""
    print(f"Перешифровано значений: {_rotate()}. Из PUNKT_CONTACT_KEYS прежние ключи можно убрать.")
    print("Сохраните их отдельно: они открывают старые копии и проверяют хеши в уже составленных актах.")


def _rotate() -> int:
    from sqlalchemy.exc import StatementError

    from punkt.same_keys import accept_contacts
    from tickets.audit.entry import note
    from tickets.record.rotation import rotate
    from tickets.staff.member import OPERATOR
    from tickets.store.vault import KeyMissing

    settings = read_settings()

    async def rotate_noting(session: "Session") -> int:
        note(session, "keys.rotate", OPERATOR)
        changed = await rotate(session)
        await accept_contacts(session, settings)
        return changed

    if settings.contact_keys is None:
        raise Failure(
            "сначала задайте PUNKT_CONTACT_KEYS=новый,прежний: новый напечатает punkt keys new, "
            f"прежний лежит в {settings.data / 'contacts.key'}."
        )
    try:
        return in_session(rotate_noting)
    except (KeyMissing, StatementError):
        raise Failure("не все контакты открываются этими ключами: допишите прежний ключ через запятую.") from None
