"""The words of the mails, English and French (Canada) side by side; what went wrong is in the error catalogue.

One word per idea, the same as on the pages. French: no-break space before a colon, none before a semicolon.
"""

from daybook.domain.sync import SyncState

Text = tuple[str, str]

SUBJECT: Text = ("Daybook: {title}", "Daybook\N{NO-BREAK SPACE}: {title}")
SUBJECT_SUMMARY_GOOD: Text = (
    "{day}: your sales are in your books",
    "{day}\N{NO-BREAK SPACE}: vos ventes sont dans vos livres",
)
SUBJECT_SUMMARY_WAITING: Text = (
    "{day}: not everything is in your books yet",
    "{day}\N{NO-BREAK SPACE}: tout n’est pas encore dans vos livres",
)
ONE_DAY_WAITS: Text = ("Day that waits", "Journée en attente")
DAYS_WAIT: Text = ("Days that wait ({count})", "Journées en attente ({count})")
RANGE: Text = ("{first} to {last}", "du {first} au {last}")
NOTHING_LOST: Text = (
    "Nothing is lost: talech keeps your sales, and waiting days are posted once this is settled.",
    "Rien n’est perdu\N{NO-BREAK SPACE}: talech conserve vos ventes, et les journées en attente seront comptabilisées "
    "une fois la situation réglée.",
)
MORE_MAY_WAIT: Text = (
    "If more days wait for the same reason, the sync log in Daybook shows them all.",
    "Si d’autres journées attendent pour la même raison, le journal de synchronisation de Daybook les montre toutes.",
)
GRANT_TITLE: Text = ("Reconnect QuickBooks before {day}", "Reconnectez QuickBooks avant le {day}")
GRANT_ENDS: Text = (
    "Intuit gives Daybook access to {company} for a limited time only. It ends on {day}; from then on your sales are "
    "posted only once you have reconnected.",
    "Intuit n’accorde à Daybook l’accès à {company} que pour une durée limitée. Cet accès prend fin le {day}; dès "
    "lors, vos ventes ne sont comptabilisées qu’une fois QuickBooks reconnecté.",
)
GRANT_ACTION: Text = (
    "Open Daybook from talech (Settings, Apps, QuickBooks), then follow the link below and approve once more. Your "
    "accounts and choices stay as they are.",
    "Ouvrez Daybook à partir de talech (Paramètres, Applications, QuickBooks), puis suivez le lien ci-dessous et "
    "confirmez de nouveau. Vos comptes et vos choix restent tels quels.",
)
GRANT_LINK: Text = ("Reconnect QuickBooks", "Reconnecter QuickBooks")
GRANT_UNTIL: Text = ("Access until", "Accès jusqu’au")
WHO: Text = ("Who acts", "Qui doit agir")
CODE: Text = ("Error code", "Code d’erreur")
ALL_STORES: Text = ("All stores", "Tous les magasins")
LOOK: Text = (
    "Open Daybook from talech (Settings, Apps, QuickBooks) to see what waits.",
    "Ouvrez Daybook à partir de talech (Paramètres, Applications, QuickBooks) pour voir ce qui attend.",
)
STATE_WITH_REASON: Text = ("{state}: {reason}", "{state}\N{NO-BREAK SPACE}: {reason}")
STATE_WITH_DOCUMENT: Text = ("{state} ({document})", "{state} ({document})")

STATES: dict[SyncState, Text] = {
    SyncState.POSTED: ("Posted", "Comptabilisé"),
    SyncState.POSTED_WITH_GAPS: ("Posted; some amounts have no account yet", "Comptabilisé; il manque des comptes"),
    SyncState.EMPTY: ("No sales", "Aucune vente"),
    SyncState.HELD: ("Held for you", "En attente de vous"),
    SyncState.FAILED: (
        "Not posted yet; our support team is told",
        "Pas encore comptabilisé; notre équipe est prévenue",
    ),
    SyncState.UNDONE: ("Taken out by you", "Retiré par vous"),
}

# talech's own report fields, in reading order; a field that is zero is left out.
FIGURES: dict[str, Text] = {
    "grossRevenue": ("Gross sales", "Ventes brutes"),
    "discount": ("Discounts and comps", "Rabais et offerts par la maison"),
    "refundAmount": ("Refunds", "Remboursements"),
    "netRevenue": ("Net sales", "Ventes nettes"),
    "reportedTax": ("Sales tax", "Taxes de vente"),
    "tip": ("Tips", "Pourboires"),
    "netGiftCardsRevenue": ("Gift cards sold", "Cartes-cadeaux vendues"),
    "totalCollected": ("Collected", "Encaissé"),
}

WHY_THIS_MAIL: Text = (
    "You get this mail because Daybook posts the sales of {business} to {company} in QuickBooks. It holds no link to "
    "sign in: the only way into Daybook is from talech (Settings, Apps, QuickBooks).",
    "Vous recevez ce courriel parce que Daybook comptabilise les ventes de {business} dans {company}, dans QuickBooks. "
    "Il ne contient aucun lien de connexion\N{NO-BREAK SPACE}: on entre dans Daybook uniquement à partir de talech "
    "(Paramètres, Applications, QuickBooks).",
)
UNSUBSCRIBE: Text = ("Stop the daily summary", "Ne plus recevoir le résumé quotidien")


def say(text: Text, language: str, **values: str) -> str:
    """The text in the reader's language, `{names}` in it replaced; anything but French is English."""
    english, french = text
    return (french if language.startswith("fr") else english).format(**values)
