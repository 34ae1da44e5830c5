"""What the merchant reads, written down apart from the catalogues that the pages take their words from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    connect_now: str
    connect_title: str
    consent_title: str
    allow: str
    connected: str
    step_by_step: str
    recommended: str
    go_on: str
    stores: str
    document: str
    revenue: str
    revenue_accounts: str
    payments: str
    rest: str
    tracking: str
    review: str
    own_day: str
    classic_sales: str
    add_account: str
    new_account: str
    account_name: str
    create_account: str
    confirm: str
    first_days: str
    first_day: str
    last_day: str
    sync: str
    sync_again: str
    under_way: str
    finished: str
    in_the_books: str
    done_of: str
    proof: str
    go_home: str
    home: str
    view_log: str
    log: str
    every_state: str
    state: str
    held: str
    posted: str
    show: str
    release: str
    releasing: str
    tied: str
    not_connected: str
    reconnect: str
    accounts: str
    settings: str
    since: str
    until: str


ENGLISH = Words(
    connect_now="Connect now",
    connect_title="Connect QuickBooks",
    consent_title="Connect to QuickBooks (simulator)",
    allow="Connect",
    connected="QuickBooks is connected",
    step_by_step="Decide step by step",
    recommended="Use what is recommended",
    go_on="Continue",
    stores="Post your stores together or apart?",
    document="How should a day lie in your books?",
    revenue="How finely should sales be split?",
    revenue_accounts="Which accounts receive your sales?",
    payments="Which accounts receive your payments?",
    rest="Taxes, tips, gift cards and the rest",
    tracking="Do you track classes or locations?",
    review="Check and confirm",
    own_day="Your own day, as it would be posted",
    classic_sales="Sales: Classic",
    add_account="Add a new account…",
    new_account="Add a new account",
    account_name="Name",
    create_account="Create the account",
    confirm="Confirm",
    first_days="Bring in your first days",
    first_day="First day",
    last_day="Last day",
    sync="Sync",
    sync_again="Sync a range of days",
    under_way="Sync under way",
    finished="The sync is finished",
    in_the_books="Your days are in the books",
    done_of="{done} of {due} days done",
    proof="The proof",
    go_home="Go to the start page",
    home="Your books",
    view_log="View sync log",
    log="Sync log",
    every_state="Every state",
    state="State",
    held="Held for you",
    posted="Posted",
    show="Show",
    release="Post it as it is",
    releasing="The day is being posted as it is. This page shows the outcome in a moment.",
    tied="Tied: talech, Daybook and QuickBooks say the same in every field.",
    not_connected="QuickBooks is not connected: no day is being posted.",
    reconnect="Reconnect QuickBooks",
    accounts="Accounts",
    settings="Settings",
    since="From",
    until="To",
)

FRENCH = Words(
    connect_now="Se connecter maintenant",
    connect_title="Connecter QuickBooks",
    consent_title="Connexion à QuickBooks (simulateur)",
    allow="Connecter",
    connected="QuickBooks est connecté",
    step_by_step="Décider étape par étape",
    recommended="Utiliser ce qui est recommandé",
    go_on="Continuer",
    stores="Comptabiliser vos magasins ensemble ou séparément?",
    document="Sous quelle forme inscrire une journée dans vos livres?",
    revenue="Avec quel détail répartir les ventes?",
    revenue_accounts="Quels comptes reçoivent vos ventes?",
    payments="Quels comptes reçoivent vos paiements?",
    rest="Taxes, pourboires, cartes-cadeaux et le reste",
    tracking="Faites-vous le suivi par catégorie ou par emplacement?",
    review="Vérifier et confirmer",
    own_day="Votre propre journée, telle qu’elle serait comptabilisée",
    classic_sales="Ventes\N{NO-BREAK SPACE}: Classic",
    add_account="Ajouter un nouveau compte…",
    new_account="Ajouter un nouveau compte",
    account_name="Nom",
    create_account="Créer le compte",
    confirm="Confirmer",
    first_days="Ajouter vos premières journées",
    first_day="Première journée",
    last_day="Dernière journée",
    sync="Synchroniser",
    sync_again="Synchroniser une plage de dates",
    under_way="Synchronisation en cours",
    finished="La synchronisation est terminée",
    in_the_books="Vos journées sont dans les livres",
    done_of="{done} journées faites sur {due}",
    proof="La preuve",
    go_home="Aller à la page d’accueil",
    home="Vos livres",
    view_log="Afficher le journal de synchronisation",
    log="Journal de synchronisation",
    every_state="Chaque état",
    state="État",
    held="En attente de vous",
    posted="Comptabilisée",
    show="Afficher",
    release="Comptabiliser telle quelle",
    releasing="La journée est en cours de comptabilisation telle quelle. Le résultat s’affichera ici dans un instant.",
    tied="Concordant\N{NO-BREAK SPACE}: talech, Daybook et QuickBooks disent la même chose à chaque ligne.",
    not_connected="QuickBooks n’est pas connecté\N{NO-BREAK SPACE}: aucune journée n’est comptabilisée.",
    reconnect="Reconnecter QuickBooks",
    accounts="Comptes",
    settings="Paramètres",
    since="Du",
    until="Au",
)

WORDS = {"en": ENGLISH, "fr": FRENCH}
