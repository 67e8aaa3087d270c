"""Whether Redis answers."""

SECONDS = 5.0  #: that it may take


async def redis_trouble(url: str, seconds: float = SECONDS) -> str | None:
    """None where it does, else the class of what went wrong: its text may hold the address with a password."""
    from redis.asyncio import Redis
    from redis.exceptions import RedisError

    client = Redis.from_url(url, socket_timeout=seconds, socket_connect_timeout=seconds)
    try:
        await client.ping()
    except (RedisError, OSError) as error:
        return type(error).__name__
    finally:
        await client.aclose()
    return None
