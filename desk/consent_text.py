"""The consent that a ticket with personal data rests on: one purpose, in words that are stored as they were shown."""

from index.policy import Policy


def consent_text(policy: Policy) -> str:
    """The words to agree to, shown apart from everything else and never ticked beforehand."""
    return (
        f"Я даю {policy.operator} согласие на обработку имени и контактов, которые указываю в этом обращении, "
        "его текста и приложенных к нему файлов с единственной целью: рассмотреть обращение и ответить на него. "
        "Согласие действует до ответа на обращение и истечения срока его хранения; "
        f"отозвать его можно в любой момент здесь же или письмом на {policy.contact}."
    )
