# ruleid: no-personal-datum-in-a-log
log.info("somebody wrote: %s", message.text)
# ruleid: no-personal-datum-in-a-log
log.warning("a letter to %s did not leave", contact)
# ruleid: no-personal-datum-in-a-log
logger.error("%s of %s", type(error).__name__, member.name)
# ruleid: no-personal-datum-in-a-log
log.debug("signed in by %s", repr(visitor_token))
# ok: no-personal-datum-in-a-log
log.warning("outbox row %s (%s) cannot be delivered: %s", parcel.id, parcel.topic.name, verdict)
# ok: no-personal-datum-in-a-log
log.warning("update %s waits for Redis: %s", row.origin, type(error).__name__)
# ruleid: no-text-put-together-for-a-log
log.info(f"somebody wrote: {said}")
# ruleid: no-text-put-together-for-a-log
log.info("somebody wrote: " + said)
# ok: no-text-put-together-for-a-log
log.info("ticket %s was opened", number)
