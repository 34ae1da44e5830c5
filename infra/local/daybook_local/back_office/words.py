"""The words of the back office, English and French (Canada) side by side; talech's own names keep their spelling."""

WORDS: dict[str, tuple[str, str]] = {
    "back_office": ("talech back office (stand-in)", "Administration talech (simulateur)"),
    "skip": ("Skip to content", "Passer au contenu"),
    "settings": ("Settings", "Paramètres"),
    "apps": ("Apps", "Applications"),
    "quickbooks": ("QuickBooks", "QuickBooks"),
    "business_info": ("Business Info", "Informations commerciales"),
    "menu": ("Settings pages", "Pages des paramètres"),
    "merchant": ("Merchant", "Commerce"),
    "show": ("Show", "Afficher"),
    "language": ("Language", "Langue"),
    "plan": ("Plan", "Forfait"),
    "lead": (
        "Daybook puts every day’s talech sales and payments into QuickBooks Online by itself.",
        "Daybook inscrit de lui-même, chaque jour, les ventes et les paiements talech dans QuickBooks en ligne.",
    ),
    "needs": (
        "Third-party integrations are part of talech Standard and above.",
        "Les intégrations tierces font partie de talech Standard et des forfaits supérieurs.",
    ),
    "revocable": (
        "QuickBooks will ask you to allow access. You can take that permission back in QuickBooks at any time.",
        "QuickBooks vous demandera d’autoriser l’accès. Vous pourrez retirer cette autorisation dans QuickBooks en "
        "tout temps.",
    ),
    "connect": ("Connect now", "Se connecter maintenant"),
    "manage": (
        "Already connected? The same button opens Daybook with your books, sync logs and settings.",
        "Déjà connecté? Le même bouton ouvre Daybook avec vos livres, vos journaux de "
        "synchronisation et vos paramètres.",
    ),
    "upgrade_title": ("Your plan has no integrations yet", "Votre forfait ne comprend pas encore les intégrations"),
    "upgrade": (
        "This account is on the {plan} plan. Move to Standard to connect QuickBooks; talech support does it with you.",
        "Ce compte a le forfait {plan}. Passez à Standard pour connecter QuickBooks; le soutien de talech le fait avec "
        "vous.",
    ),
    "connect_anyway": ("Try all the same", "Essayer quand même"),
    "report_end_time": ("Report End Time", "Heure de fin du rapport"),
    "report_end_time_hint": (
        "Your business day ends at this time on the shop’s clock; the daily sync follows. 24-hour clock: 04:00, 22:30.",
        "Votre journée de travail se termine à cette heure, à l’horloge du magasin; la synchronisation quotidienne la "
        "suit. Horloge de 24 heures\N{NO-BREAK SPACE}: 04:00, 22:30.",
    ),
    "clock": ("Time zone: {zone}", "Fuseau horaire\N{NO-BREAK SPACE}: {zone}"),
    "coming": (
        "From business day {date} on: {time}.",
        "À partir de la journée de travail du {date}\N{NO-BREAK SPACE}: {time}.",
    ),
    "save": ("Save", "Enregistrer"),
    "saved_title": ("Saved", "Enregistré"),
    "saved": (
        "{name}: the business day ends at {time}, from business day {date} on.",
        "{name}\N{NO-BREAK SPACE}: la journée de travail se termine à {time}, à partir de celle du {date}.",
    ),
    "problem_title": ("There is a problem", "Il y a un problème"),
    "bad_time": (
        "Enter a time of the 24-hour clock, such as 04:00 or 22:30.",
        "Entrez une heure de l’horloge de 24 heures, par exemple 04:00 ou 22:30.",
    ),
    "not_found": ("There is no such merchant or shop here", "Ce commerce ou ce magasin n’existe pas ici"),
    "removed": ("removed", "retiré"),
}


def say(word: str, language: str, **values: object) -> str:
    """A word or sentence in `en` or `fr`, `{names}` in it replaced."""
    english, french = WORDS[word]
    return (french if language == "fr" else english).format(**values)


def language_of(accept_language: str) -> str:
    """French when the browser prefers it, English otherwise."""
    return "fr" if accept_language.strip().lower().startswith("fr") else "en"
