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
    "connect.joining": (
        "You are connecting a further company for {stores}. On the next page choose that company. Until it is "
        "connected nothing changes; then each store posts to it from its next open day on.",
        "Vous connectez une autre entreprise pour {stores}. À la page suivante, choisissez cette entreprise. Rien ne "
        "change avant qu’elle soit connectée; chaque magasin y est ensuite comptabilisé à compter de sa prochaine "
        "journée ouverte.",
    ),
    "connect.whose": (
        "This is about {business}, as it is called in talech; {user} opened this page there. If that is not your "
        "business, do not go on: close this page.",
        "Il s’agit de {business}, selon talech; {user} y a ouvert cette page. Si ce n’est pas votre commerce, n’allez "
        "pas plus loin : fermez cette page.",
    ),
    "connect.business": (
        "This is about {business}, as it is called in talech. If that is not your business, do not go on: close this "
        "page.",
        "Il s’agit de {business}, selon talech. Si ce n’est pas votre commerce, n’allez pas plus loin : fermez cette "
        "page.",
    ),
    "confirm.title": ("Is this your company?", "Est-ce votre entreprise?"),
    "confirm.lead": (
        "QuickBooks opened the company {company}. Daybook will write the sales of {business} into its books. Nothing "
        "has been stored yet.",
        "QuickBooks a ouvert l’entreprise {company}. Daybook inscrira les ventes de {business} dans ses livres. Rien "
        "n’a encore été enregistré.",
    ),
    "confirm.yes": ("Connect {company} to {business}", "Connecter {company} à {business}"),
    "confirm.no": ("Not mine", "Ce n’est pas la mienne"),
    "declined.title": ("Nothing was connected", "Rien n’a été connecté"),
    "declined.lead": (
        "Daybook keeps nothing of that company. If somebody sent you the link that brought you here, close this page.",
        "Daybook ne conserve rien de cette entreprise. Si quelqu’un vous a envoyé le lien qui vous a mené ici, fermez "
        "cette page.",
    ),
    "connect.again": ("Connect again", "Se connecter à nouveau"),
    "connect.companies": ("Companies and stores", "Entreprises et magasins"),
    "connect.back": ("Back to my companies", "Retour à mes entreprises"),
    "connect.button": ("Connect now", "Se connecter maintenant"),
}


def say(text: Text, language: str, **values: str) -> str:
    """The text in the merchant's language; anything but French is English."""
    english, french = text
    return (french if language.startswith("fr") else english).format(**values)
