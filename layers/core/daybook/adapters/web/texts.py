"""The words of the connect pages, English and French (Canada) side by side."""

from daybook.domain.errors import HoldReason, Refusal

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
    "again": (
        "Open Daybook again from talech: Settings, Apps, QuickBooks.",
        "Ouvrez Daybook à nouveau à partir de talech : Paramètres, Applications, QuickBooks.",
    ),
    "unavailable.title": ("Please try again in a minute", "Veuillez réessayer dans une minute"),
    "unavailable.lead": (
        "talech or QuickBooks did not answer. Nothing was lost and nothing was changed.",
        "talech ou QuickBooks n’a pas répondu. Rien n’est perdu et rien n’a été modifié.",
    ),
    "refused.title": ("This cannot go on from here", "Impossible de continuer d’ici"),
}

REFUSALS: dict[Refusal, Text] = {
    Refusal.LAUNCH_INVALID: (
        "The link that brought you here is not valid or is older than five minutes.",
        "Le lien qui vous a mené ici n’est pas valide ou date de plus de cinq minutes.",
    ),
    Refusal.LAUNCH_USED: ("This link was used before.", "Ce lien a déjà servi."),
    Refusal.SESSION_ENDED: (
        "Your session has ended after 30 minutes without activity.",
        "Votre session a pris fin après 30 minutes d’inactivité.",
    ),
    Refusal.FORM_EXPIRED: ("The form you sent is too old.", "Le formulaire envoyé n’est plus à jour."),
    Refusal.CONSENT_UNKNOWN: (
        "The answer from QuickBooks is too old, was used before, or belongs to another window.",
        "La réponse de QuickBooks est trop ancienne, a déjà servi ou appartient à une autre fenêtre.",
    ),
    Refusal.CONSENT_DECLINED: (
        "You did not allow the connection on QuickBooks’ page. Nothing was connected.",
        "Vous n’avez pas autorisé la connexion à la page de QuickBooks. Rien n’a été connecté.",
    ),
    Refusal.NO_COMPANY: ("QuickBooks did not name a company.", "QuickBooks n’a indiqué aucune entreprise."),
    Refusal.OTHER_COMPANY: (
        "You chose another company than the one your sales are posted to. Choose the same one, or disconnect it first.",
        "Vous avez choisi une autre entreprise que celle qui reçoit vos ventes. Choisissez la même, ou déconnectez-la "
        "d’abord.",
    ),
}

HOLDS: dict[HoldReason, Text] = {
    HoldReason.PLAN_BELOW_STANDARD: (
        "QuickBooks needs talech Standard or above. You can upgrade your plan in talech’s settings.",
        "QuickBooks exige talech Standard ou une version supérieure. Vous pouvez changer de forfait dans les "
        "paramètres de talech.",
    ),
    HoldReason.DEMO_MERCHANT: (
        "This is a talech demo account: its sales are not real and are never posted.",
        "Ceci est un compte de démonstration de talech : ses ventes sont fictives et ne sont jamais comptabilisées.",
    ),
    HoldReason.CURRENCY_DIFFERS: (
        "The company you chose keeps its books in another currency than your stores sell in. Choose a company in your "
        "stores’ currency.",
        "L’entreprise choisie tient ses livres dans une autre devise que celle de vos magasins. Choisissez une "
        "entreprise dans la devise de vos magasins.",
    ),
    HoldReason.REFUSED_BY_QUICKBOOKS: (
        "QuickBooks refused to create the accounts Daybook needs. Make room in your chart of accounts, then try again.",
        "QuickBooks a refusé de créer les comptes nécessaires à Daybook. Faites de la place dans votre plan comptable, "
        "puis connectez-vous à nouveau.",
    ),
    HoldReason.TALECH_ACCESS_LOST: (
        "talech no longer lets Daybook read this account.",
        "talech ne permet plus à Daybook de lire ce compte.",
    ),
}

OTHER_HOLD: Text = (
    "QuickBooks or talech needs your attention before Daybook can go on.",
    "QuickBooks ou talech demande votre attention avant que Daybook puisse continuer.",
)


def say(text: Text, language: str, **values: str) -> str:
    """The text in the merchant's language; anything but French is English."""
    english, french = text
    return (french if language.startswith("fr") else english).format(**values)
