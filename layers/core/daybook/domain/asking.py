"""A request that cannot be carried out as it was made, in words that can be said in another language."""


class AskDifferentlyError(ValueError):
    """What was asked for does not exist or is not allowed: the text says what to ask for instead.

    Attributes:
        message: the text in English with `{names}` for its values; it is the key of its translations.
        values: what stands in their place.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the text in its parts; the error itself reads as English."""
        super().__init__(message.format(**values))
        self.message = message
        self.values = values
