"""Names of list rows: no hierarchy separator, not too long (quickbooks-online reference 4.3 to 4.6)."""

_NOT_IN_NAMES = str.maketrans({":": "-", '"': "'", "\t": " ", "\n": " "})


def list_name(text: str, longest: int) -> str:
    """The text as the name of an account, item, customer or payment method."""
    return text.translate(_NOT_IN_NAMES).strip()[:longest].rstrip()


def suffixed(name: str, suffix: str, longest: int) -> str:
    """The name with a suffix, the name cut where both together would be too long."""
    return name[: longest - len(suffix)] + suffix
