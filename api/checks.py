"""What `punkt doctor` asks the website that is running."""

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from desk.settings import Settings

SECONDS = 5  #: that it may take to answer


async def check_proxies(settings: Settings) -> str:
    """Whose forwarding headers are believed, and whether others come. No failure: anybody can send such a header."""
    believed = ", ".join(settings.proxies) or "никому"
    match await _ignored(settings):
        case None:
            return f"верим: {believed}; сайт не запущен, спросить его нельзя"
        case 0:
            return f"верим: {believed}"
        case ignored:
            return (
                f"верим: {believed}. Запросов с заголовками прокси с других адресов: {ignored}, им не поверили\n"
                "Если среди этих адресов ваш прокси (они названы в логе), впишите его в PUNKT_TRUSTED_PROXIES"
            )


async def _ignored(settings: Settings) -> int | None:
    """How many requests the running site did not believe; None where none answers."""
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as client:
            answer = await client.get(f"{settings.here}/metrics", headers={"Authorization": f"Bearer {token}"})
            families = list(text_string_to_metric_families(await answer.text() if answer.ok else ""))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    samples = {sample.name: sample.value for family in families for sample in family.samples}
    ignored = samples.get("punkt_forwarding_ignored_total")
    return None if ignored is None else int(ignored)
