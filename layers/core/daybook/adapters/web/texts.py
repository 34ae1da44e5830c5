"""The words of the connect pages, English and French (Canada) side by side; errors are in the error catalogue."""

Text = tuple[str, str]

TEXTS: dict[str, Text] = {
    "connect.title": ("Connect QuickBooks", "Connecter QuickBooks"),
    "connect.lead": (
        "From now on every day's sales arrive in your books by themselves. On the next page QuickBooks asks you to "
        "allow it; you can take that permission back there at any time.",
        "Dorénavant, les ventes de chaque journée arriveront d’elles-mêmes dans vos livres. À la page suivante, "
        "QuickBooks vous demandera votre autorisation; vous pourrez la retirer en tout temps.",
    ),
    "connect.button": ("Connect now", "Se connecter maintenant"),
    "connected.title": ("QuickBooks is connected", "QuickBooks est connecté"),
    "connected.lead": (
        "{company} now receives your sales: one journal entry per store and business day, after each Report End Time.",
        "{company} reçoit maintenant vos ventes : une écriture de journal par magasin et par journée de travail, après "
        "chaque Heure de fin du rapport.",
    ),
}


def say(text: Text, language: str, **values: str) -> str:
    """The text in the merchant's language; anything but French is English."""
    english, french = text
    return (french if language.startswith("fr") else english).format(**values)
