"""What the command line says, in French (Canada). English is written where it is said, and is the key.

What people type (roles, states, ids, options) stays as it is; the words of errors are in the error catalogue. No
sentence depends on a count, so that one serves for a single day and for thirty. French: no-break space before a colon
and inside « », none before a semicolon.
"""

from daybook.domain.sync.location_day import SyncState

FRENCH: dict[str, str] = {
    # Headings of columns
    "account": "compte",
    "account id": "numéro de compte",
    "access until": "accès jusqu’au",
    "cause": "origine",
    "code": "code",
    "company": "entreprise",
    "corrections": "corrections",
    "credit": "crédit",
    "currency": "devise",
    "date": "date",
    "debit": "débit",
    "document": "document",
    "field": "champ",
    "lane": "file",
    "location": "magasin",
    "merchant": "commerçant",
    "message": "message",
    "name": "nom",
    "problem": "problème",
    "rates": "taux",
    "realm": "numéro d’entreprise",
    "role": "rôle",
    "sales day": "journée de travail",
    "sent": "envoyé",
    "state": "état",
    "status": "état",
    "talech": "talech",
    "taxes": "taxes",
    "tied": "concorde",
    "total": "total",
    "tries": "essais",
    "what to know": "à savoir",
    "why": "pourquoi",
    # Names of choices and states; English shows them as they are typed
    "backfill": "rattrapage",
    "combined": "Simple",
    "connected": "connecté",
    "daily": "quotidienne",
    "disconnected": "déconnecté",
    "first_sync": "première synchronisation",
    "invoice": "facture",
    "journal_entry": "écriture de journal",
    "needs_reconnect": "à reconnecter",
    "recheck": "relecture",
    "reclass": "reclassement",
    "redo": "rétablissement",
    "refund_receipt": "reçu de remboursement",
    "release": "déblocage",
    "replay": "reprise",
    "reread": "relecture",
    "resync": "resynchronisation",
    "sales_receipt": "reçu de vente",
    "schedule": "fermeture",
    "separate": "Avancé",
    "yes": "oui",
    "NO, {amount}": "NON, {amount}",
    "(anything else)": "(tout le reste)",
    "suspense": "compte d’attente",
    "{role} ({id})": "{role} ({id})",
    # History
    "{merchant}, location-days: {count}": "{merchant}, journées de magasin\N{NO-BREAK SPACE}: {count}",
    "not mapped: {roles}": "sans compte\N{NO-BREAK SPACE}: {roles}",
    "Who acts: {who}.": "À qui d’agir\N{NO-BREAK SPACE}: {who}.",
    "There are details, in the words of the vendors: add --details.": (
        "Il y a des détails, dans les mots des fournisseurs\N{NO-BREAK SPACE}: ajoutez --details."
    ),
    # Sync
    "Location-days queued from {first} to {last}: {count}.": (
        "Journées de magasin mises en file du {first} au {last}\N{NO-BREAK SPACE}: {count}."
    ),
    "Watch them: {command}": "Pour les suivre\N{NO-BREAK SPACE}: {command}",
    "location-days settled": "journées de magasin réglées",
    "Days still open: {count}; they go on without this command.": (
        "Journées encore ouvertes\N{NO-BREAK SPACE}: {count}; elles se poursuivent sans cette commande."
    ),
    "on its way out of the books": "en cours de retrait des livres",
    "on its way back into the books": "en cours de rétablissement",
    "not done yet; it goes on without this command": "pas encore fait; se poursuit sans cette commande",
    # Connections and mapping
    "connections": "connexions",
    "mapping, version {version}": "attribution des comptes, version {version}",
    "mapping version {version}; days queued to be re-classed: {count}": (
        "attribution, version {version}; journées mises en file pour être reclassées\N{NO-BREAK SPACE}: {count}"
    ),
    # Preview and rehearsal
    "{day}: {document}": "{day}\N{NO-BREAK SPACE}: {document}",
    "nothing: no sales": "rien, aucune vente",
    "not mapped, would wait in suspense: {role}": "sans compte, irait au compte d’attente\N{NO-BREAK SPACE}: {role}",
    "no tax code for {taxes}, the day's tax would stay in liability lines": (
        "aucun code de taxe pour {taxes}; la taxe de la journée resterait en lignes de passif"
    ),
    "would be held, as the logs have it: {problem}": (
        "serait mise en attente; détail tel que les journaux le contiennent\N{NO-BREAK SPACE}: {problem}"
    ),
    "posted days that would change: {changed} of {days}": (
        "journées comptabilisées qui changeraient\N{NO-BREAK SPACE}: {changed} sur {days}"
    ),
    # Taxes
    "mapping version {version}: sales forms carry tax codes from {day} on": (
        "attribution, version {version}; à compter du {day}, les formulaires de vente portent des codes de taxe"
    ),
    "location-days in the books since then that are amended: {count}": (
        "journées comptabilisées depuis, qui sont corrigées\N{NO-BREAK SPACE}: {count}"
    ),
    "tax codes by the merchant's taxes": "codes de taxe selon les taxes du commerçant",
    "codes that add no tax": "codes sans taxe",
    "several codes would do for {taxes}: {codes}": "plusieurs codes conviennent à {taxes}\N{NO-BREAK SPACE}: {codes}",
    "no code has the rate of {tax} ({name}): a day with it keeps its tax as liability lines": (
        "aucun code n’a le taux de {tax} ({name}); la taxe d’une telle journée reste en lignes de passif"
    ),
    "{tax} ({name}) is no percentage: it stays a liability line, whatever is chosen": (
        "{tax} ({name}) n’est pas un pourcentage\N{NO-BREAK SPACE}: cette taxe reste une ligne de passif, quel que "
        "soit le choix"
    ),
    "QuickBooks' automated sales tax is off in this company, so a form has one tax code: a day that sells under "
    "several keeps its taxes as liability lines": (
        "le calcul automatique des taxes de QuickBooks est désactivé dans cette entreprise; un formulaire n’y a qu’un "
        "code de taxe, et une journée qui vend sous plusieurs codes garde ses taxes en lignes de passif"
    ),
    # Choices and releases
    "{merchant} posts {document}, locations {mode}": (
        "{merchant}\N{NO-BREAK SPACE}: {document}, magasins en mode {mode}"
    ),
    "from {day}: {document}, {mode}": "à compter du {day}\N{NO-BREAK SPACE}: {document}, {mode}",
    "{day} is released and queued": "{day}\N{NO-BREAK SPACE}: la journée est débloquée et mise en file",
    # Undo and redo
    "days that would be taken out of the books: {count}": "journées qui seraient annulées\N{NO-BREAK SPACE}: {count}",
    "days that would be posted again: {count}": "journées qui seraient rétablies\N{NO-BREAK SPACE}: {count}",
    "days on their way out of the books: {count}": (
        "journées en train de quitter les livres\N{NO-BREAK SPACE}: {count}"
    ),
    "days taken out of the books: {count}": "journées annulées\N{NO-BREAK SPACE}: {count}",
    "days that stay: {count}": "journées qui restent\N{NO-BREAK SPACE}: {count}",
    "days queued again: {count}": "journées remises en file\N{NO-BREAK SPACE}: {count}",
    # Proof
    "days proved: {days}, fields that differ: {untied}": (
        "journées prouvées\N{NO-BREAK SPACE}: {days}, champs qui diffèrent\N{NO-BREAK SPACE}: {untied}"
    ),
    # Erasing
    "what": "quoi",
    "rows": "lignes",
    "kept of merchant {merchant}": "conservé du commerçant {merchant}",
    "{merchant} is disconnected from {company}: nothing is posted any more, and nothing in QuickBooks was changed.": (
        "{merchant} est déconnecté de {company}\N{NO-BREAK SPACE}: rien n’est plus comptabilisé, et rien n’a été "
        "modifié dans QuickBooks."
    ),
    "look for these in {company}: QuickBooks has not answered whether they are there": (
        "cherchez ceci dans {company}\N{NO-BREAK SPACE}: QuickBooks n’a pas répondu s’il l’a enregistré"
    ),
    "erased of merchant {merchant}": "effacé du commerçant {merchant}",
    "connection, choices, mappings, tokens and mail address": (
        "connexion, choix, comptes, jetons et adresse de courriel"
    ),
    "records of days": "journées",
    "proofs": "preuves",
    "notes which document in QuickBooks is whose day": "liens entre documents de QuickBooks et journées",
    "This cannot be taken back. Type the merchant id to erase it all:": (
        "C’est sans retour. Tapez le numéro du commerçant pour tout effacer\N{NO-BREAK SPACE}:"
    ),
    "Documents in QuickBooks stay. Sessions open nothing any more. Log lines go when their time is over.": (
        "Les documents dans QuickBooks restent. Les sessions n’ouvrent plus rien. Les lignes de journal partent à leur "
        "échéance."
    ),
    # Dead letters
    "dead letters: {count}": "messages en échec\N{NO-BREAK SPACE}: {count}",
    "dead letter": "message en échec",
    "last failure: {text}": "dernier échec\N{NO-BREAK SPACE}: {text}",
    "the sync log knows nothing of this day": "le journal de synchronisation ne sait rien de cette journée",
    "would be queued again: {count}": "seraient remis en file\N{NO-BREAK SPACE}: {count}",
    "queued again: {count}": "remis en file\N{NO-BREAK SPACE}: {count}",
    "cannot be read and stay: {count}": "illisibles, laissés en place\N{NO-BREAK SPACE}: {count}",
    # Errors: what systems say word for word is the same in both languages, so that it can be found in the logs
    "Details: {text}": "Détails\N{NO-BREAK SPACE}: {text}",
    "Details, as the logs have them: {text}": (
        "Détails, tels que les journaux les contiennent\N{NO-BREAK SPACE}: {text}"
    ),
}

# English names the states as `--state` takes them; French has the words of the merchant's pages.
_STATES_IN_FRENCH: dict[SyncState, str] = {
    SyncState.DUE: "à venir",
    SyncState.POSTED: "comptabilisé",
    SyncState.POSTED_WITH_GAPS: "comptabilisé, comptes à choisir",
    SyncState.EMPTY: "sans vente",
    SyncState.HELD: "en attente de vous",
    SyncState.FAILED: "échoué",
    SyncState.UNDONE: "annulé",
}


def said(message: str, language: str, **values: object) -> str:
    """A message with its values; anything but French is English.

    Raises:
        KeyError: French has no such message.
    """
    return (FRENCH[message] if language.startswith("fr") else message).format(**values)


def state_word(state: SyncState, language: str) -> str:
    """The name of a state."""
    return _STATES_IN_FRENCH[state] if language.startswith("fr") else state.value


def amount_text(text: str, language: str) -> str:
    """A figure like 1,234.56 as the language writes it."""
    return text.translate(_FIGURES_IN_FRENCH) if language.startswith("fr") else text


_FIGURES_IN_FRENCH = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
