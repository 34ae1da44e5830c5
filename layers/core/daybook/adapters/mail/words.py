"""The texts of mails in English and French (Canada); texts of errors are in the error catalogue.

One word per idea, the same as on the pages. French: no-break space before a colon, none before a semicolon.
"""

from daybook.domain.sync.location_day import SyncState

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
ASKED_SUBJECT: Text = (
    "Daybook: confirm your e-mail address",
    "Daybook\N{NO-BREAK SPACE}: confirmez votre adresse de courriel",
)
ASKED_TITLE: Text = ("Confirm your e-mail address", "Confirmez votre adresse de courriel")
ASKED: Text = (
    "In Daybook, {business} gave this address: mails about its sales in QuickBooks shall come here. They come once you "
    "have confirmed it. The link works for seven days.",
    "Dans Daybook, {business} a indiqué cette adresse\N{NO-BREAK SPACE}: les courriels sur ses ventes dans QuickBooks "
    "doivent arriver ici. Ils arriveront une fois que vous l’aurez confirmée. Le lien fonctionne pendant sept jours.",
)
ASKED_NOT_YOU: Text = (
    "If you know nothing of it, do nothing: no further mail follows unless it is asked for again.",
    "Si vous n’en savez rien, ne faites rien\N{NO-BREAK SPACE}: aucun autre courriel ne suit, sauf nouvelle demande.",
)
ASKED_LINK: Text = ("Confirm this address", "Confirmer cette adresse")
ASKED_WHY: Text = (
    "You get this mail because your address was entered in the Daybook settings of {business}. The link signs in "
    "nobody and shows no figures.",
    "Vous recevez ce courriel parce que votre adresse a été inscrite dans les paramètres de Daybook de {business}. Le "
    "lien n’ouvre aucune session et ne montre aucun chiffre.",
)
CHANGE_TITLE: Text = ("Your mails shall go to another address", "Vos courriels doivent aller à une autre adresse")
CHANGED_TITLE: Text = ("Your mails go to another address now", "Vos courriels vont maintenant à une autre adresse")
ENDED_TITLE: Text = ("Daybook writes to you no more", "Daybook ne vous écrit plus")
CHANGE_WAITS: Text = (
    "In Daybook, {business} asked that its mails go to another address. Until the reader of that address confirms it, "
    "they go on coming here.",
    "Dans Daybook, {business} a demandé que ses courriels aillent à une autre adresse. Tant que cette adresse n’est "
    "pas confirmée, ils continuent d’arriver ici.",
)
CHANGED: Text = (
    "In Daybook, {business} changed the address of its mails. From now on they no longer come here.",
    "Dans Daybook, {business} a changé l’adresse de ses courriels. Dorénavant, ils n’arrivent plus ici.",
)
ENDED: Text = (
    "In Daybook, {business} took this address out. From now on it gets no mails about days that wait or a connection "
    "that was lost.",
    "Dans Daybook, {business} a retiré cette adresse. Dorénavant, elle ne reçoit plus de courriels sur les journées en "
    "attente ni sur une connexion perdue.",
)
CHANGE_NOT_YOU: Text = (
    "If you did not want that: open Daybook from talech (Settings, Apps, QuickBooks), then Settings. Under “Mails” you "
    "enter your address again, and “What was changed” shows who asked.",
    "Si vous ne l’avez pas voulu\N{NO-BREAK SPACE}: ouvrez Daybook à partir de talech (Paramètres, Applications, "
    "QuickBooks), puis Paramètres. Sous «\N{NO-BREAK SPACE}Courriels\N{NO-BREAK SPACE}», inscrivez de nouveau votre "
    "adresse; «\N{NO-BREAK SPACE}Ce qui a été modifié\N{NO-BREAK SPACE}» montre qui l’a demandé.",
)
NEW_ADDRESS: Text = ("New address", "Nouvelle adresse")
ASKED_BY: Text = ("Asked by", "Demandé par")
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
