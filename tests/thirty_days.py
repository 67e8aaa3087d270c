"""The term of claims in most tests: thirty calendar days, as the packaged privacy policy gives them."""

from tickets.terms.claim import ClaimTerm, TermState, claim_period
from tickets.terms.periods import Unit

THIRTY = claim_period(
    amount=30,
    unit=Unit.CALENDAR,
    start="получение претензии",
    article="п. 8.2 Политики конфиденциальности",
    edition="Политика, редакция 1",
    confirmed_by="",
)
THIRTY_DAYS = ClaimTerm(TermState.PROMISED, "Политика конфиденциальности", THIRTY, "п. 8.2", "в течение 30 дней")
