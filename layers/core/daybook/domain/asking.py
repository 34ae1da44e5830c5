"""The error for a request that Daybook cannot carry out as it was made; its text can be translated."""


class AskDifferentlyError(ValueError):
    """The request names something that does not exist or is not allowed; the text says what to ask for instead.

    Attributes:
        message: the text in English with `{names}` for its values; it is the key of its translations.
        values: the values that replace those names.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep text and values apart for a translator; `str()` of the error is the English text."""
        super().__init__(message.format(**values))
        self.message = message
        self.values = values
