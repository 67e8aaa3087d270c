"""Counted things: a number with its word in the form that Russian asks for."""


def counted(number: int, one: str, few: str, many: str) -> str:
    """«1 вопрос», «2 вопроса», «5 вопросов»: the last digits of the number choose."""
    tens, ones = number % 100 // 10, number % 10
    if tens == 1 or ones == 0 or ones >= 5:
        return f"{number} {many}"
    return f"{number} {one if ones == 1 else few}"
