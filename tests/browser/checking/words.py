"""What a merchant reads, written down apart from the catalogues that the pages take their words from.

Each line is an idea in English and in the French of Canada.
"""

from types import SimpleNamespace

NBSP = "\N{NO-BREAK SPACE}"

_CONNECTING = {
    "connect_now": ("Connect now", "Se connecter maintenant"),
    "connect_title": ("Connect QuickBooks", "Connecter QuickBooks"),
    "consent_title": ("Connect to QuickBooks (simulator)", "Connexion à QuickBooks (simulateur)"),
    "allow": ("Connect", "Connecter"),
    "refuse": ("No, thanks", "Non, merci"),
    "whose": ("Is this your company?", "Est-ce votre entreprise?"),
    "mine": ("Connect {company} to", "Connecter {company} à"),
    "not_mine": ("Not mine", "Ce n’est pas la mienne"),
    "nothing_connected": ("Nothing was connected", "Rien n’a été connecté"),
    "connected": ("QuickBooks is connected", "QuickBooks est connecté"),
    "declined": ("QuickBooks was not connected", "QuickBooks n’a pas été connecté"),
    "other_company": ("You chose another company", "Vous avez choisi une autre entreprise"),
    "company_in_use": ("This company already receives sales", "Cette entreprise reçoit déjà des ventes"),
    "sign_out": ("Sign out", "Fermer la session"),
    "signed_out": ("You are signed out", "Votre session est fermée"),
    "disconnected": ("QuickBooks is disconnected", "QuickBooks est déconnecté"),
    "from_talech": ("Reconnect QuickBooks from talech", "Reconnecter QuickBooks à partir de talech"),
    "no_apps": ("Your plan has no integrations yet", "Votre forfait ne comprend pas encore les intégrations"),
    "all_the_same": ("Try all the same", "Essayer quand même"),
    "needs_standard": ("QuickBooks needs talech Standard", "QuickBooks exige talech Standard"),
    "upgrade": (
        "Ask talech’s support for talech Standard or above",
        "Demandez talech Standard ou une version supérieure au soutien de talech",
    ),
    "open_talech": ("Settings, Apps, QuickBooks", "Paramètres, Applications, QuickBooks"),
    "stale_link": ("This link is no longer valid", "Ce lien n’est plus valide"),
    "session_ended": ("You are not signed in", "Aucune session n’est ouverte"),
    "too_old": ("This page was too old", "Cette page n’était plus à jour"),
    "too_much": ("That was too much at once", "C’était trop à la fois"),
    "no_such_page": ("There is no such page", "Cette page n’existe pas"),
}

_SETUP = {
    "step_by_step": ("Decide step by step", "Décider étape par étape"),
    "left_off": ("Continue where you left off", "Reprendre là où vous étiez"),
    "recommended": ("Use what is recommended", "Utiliser ce qui est recommandé"),
    "go_on": ("Continue", "Continuer"),
    "back": ("Back", "Retour"),
    "stores": ("Post your stores together or apart?", "Comptabiliser vos magasins ensemble ou séparément?"),
    "simple": ("Simple: all stores together", f"Simple{NBSP}: tous les magasins ensemble"),
    "advanced": ("Advanced: each store on its own", f"Avancé{NBSP}: chaque magasin séparément"),
    "choose_mode": ("Choose Simple or Advanced.", "Choisissez Simple ou Avancé."),
    "document": ("How should your daily sales be recorded?", "Comment comptabiliser vos ventes du jour?"),
    "invoice_choice": ("Invoice with its payments", "Facture avec ses paiements"),
    "entry_choice": ("Journal entry", "Écriture de journal"),
    "tax_codes": ("How should sales tax reach QuickBooks?", "Comment transmettre les taxes de vente à QuickBooks?"),
    "revenue": ("One sales account, or one per category?", "Un compte de ventes, ou un par catégorie?"),
    "one_account": ("All in one account", "Tout dans un seul compte"),
    "revenue_accounts": ("Which accounts receive your sales?", "Quels comptes reçoivent vos ventes?"),
    "payments": ("Which accounts receive your payments?", "Quels comptes reçoivent vos paiements?"),
    "rest": ("Taxes, tips, gift cards and the rest", "Taxes, pourboires, cartes-cadeaux et le reste"),
    "tracking": ("Do you track classes or locations?", "Faites-vous le suivi par catégorie ou par emplacement?"),
    "review": ("Check and confirm", "Vérifier et confirmer"),
    "own_day": ("Your own day, as it would be posted", "Votre propre journée, telle qu’elle serait comptabilisée"),
    "classic_sales": ("Sales: Classic", f"Ventes{NBSP}: Classic"),
    "add_account": ("Add a new account…", "Ajouter un nouveau compte…"),
    "new_account": ("Add a new account", "Ajouter un nouveau compte"),
    "account_name": ("Name", "Nom"),
    "create_account": ("Create the account", "Créer le compte"),
    "new": ("New", "Nouveau"),
    "make_link": ("Make a link to this page", "Créer un lien vers cette page"),
    "shared": ("How Harbor Slice would post its sales", "Comment Harbor Slice comptabiliserait ses ventes"),
    "only_look": ("nothing can be changed here", "rien ne peut être modifié ici"),
    "confirm": ("Confirm", "Confirmer"),
    "look_first": ("Please look at this first", "Veuillez d’abord corriger ceci"),
}

_DAYS = {
    "first_days": ("Bring in your first days", "Ajouter vos premières journées"),
    "first_day": ("First day", "Première journée"),
    "last_day": ("Last day", "Dernière journée"),
    "sync": ("Sync", "Synchroniser"),
    "sync_again": ("Sync a range of days", "Synchroniser une plage de dates"),
    "under_way": ("Sync under way", "Synchronisation en cours"),
    "finished": ("The sync is finished", "La synchronisation est terminée"),
    "in_the_books": ("Your days are in the books", "Vos journées sont dans les livres"),
    "done_of": ("{done} of {due} days done", "{done} journées faites sur {due}"),
    "proof": ("The proof", "La preuve"),
    "go_home": ("Go to the start page", "Aller à la page d’accueil"),
    "home": ("Your books", "Vos livres"),
    "view_log": ("View sync log", "Afficher le journal de synchronisation"),
    "log": ("Sync log", "Journal de synchronisation"),
    "month": ("Month", "Mois"),
    "since": ("From", "Du"),
    "until": ("To", "Au"),
    "show": ("Show", "Afficher"),
    "state": ("State", "État"),
    "held": ("Held for you", "En attente de vous"),
    "posted": ("Posted", "Comptabilisée"),
    "with_gaps": ("Posted with gaps", "Comptabilisée, à compléter"),
    "taken_out": ("Taken out", "Retirée"),
    "release": ("Post the day on", "Comptabiliser la journée le"),
    "releasing": (
        "The day is being posted as it is. This page shows the outcome in a moment.",
        "La journée est en cours de comptabilisation telle quelle. Le résultat s’affichera ici dans un instant.",
    ),
    "take_out": ("Take the day out of the books", "Retirer la journée des livres"),
    "yes_take_out": ("Yes, take it out", "Oui, la retirer"),
    "was_taken_out": ("The day was taken out of your books.", "La journée a été retirée de vos livres."),
    "bring_back": ("Bring the day back", "Rétablir la journée"),
    "tied": (
        "Tied: talech, Daybook and QuickBooks say the same in every field.",
        f"Concordant{NBSP}: talech, Daybook et QuickBooks disent la même chose à chaque ligne.",
    ),
    "sync_time": (f"5:45{NBSP}AM", f"5{NBSP}h{NBSP}45"),
    "download": ("Download as CSV", "Télécharger en CSV"),
    "columns": (
        "Date,Store,State,Document,Number,Document total,Net sales,Sales tax,Tips,Collected,What waits,"
        "Difference accepted,Revision,Attempts,Code,Message,Who acts,What to do",
        "Date;Magasin;État;Document;Numéro;Total du document;Ventes nettes;Taxe de vente;Pourboires;Encaissé;"
        "Ce qui attend;Écart accepté;Révision;Essais;Code;Message;Qui doit agir;Quoi faire",
    ),
    "separator": (",", ";"),  # what a spreadsheet that was set up in the language takes apart at a double click
    "decimal_sign": (".", ","),
    "not_connected": (
        "QuickBooks is not connected: no day is being posted.",
        f"QuickBooks n’est pas connecté{NBSP}: aucune journée n’est comptabilisée.",
    ),
    "reconnect": ("Reconnect QuickBooks", "Reconnecter QuickBooks"),
}

_BOOKS = {
    "accounts": ("Accounts", "Comptes"),
    "gap": ("1 amount has no account yet", "1 montant n’a pas encore de compte"),
    "choose_accounts": ("Choose the accounts", "Choisir les comptes"),
    "put_right": ("Save and correct the days", "Enregistrer et corriger les journées"),
    "every_account": ("Every amount has an account.", "Chaque montant a son compte."),
    "tips": ("Tips", "Pourboires"),
    "change": ("Change", "Changer"),
    "change_account": ("Change an account", "Changer de compte"),
    "account": ("Account", "Compte"),
    "show_effect": ("Show the effect first", "Montrer d’abord l’effet"),
    "difference": ("What would be different", "Ce qui serait différent"),
    "save_and_redo": ("Save, and correct those days too", "Enregistrer et corriger aussi ces journées"),
    "being_put_right": (
        "Saved. Days that waited for it are being corrected.",
        "Enregistré. Les journées qui l’attendaient sont en cours de correction.",
    ),
    "settings": ("Settings", "Paramètres"),
    "saved": ("Saved.", "Enregistré."),
    "save": ("Save", "Enregistrer"),
    "kind": ("Document", "Document"),
    "mode": ("Stores", "Magasins"),
    "invoice": ("Invoice", "Facture"),
    "from_day": ("From business day", "À partir de la journée de travail du"),
    "simple_short": ("Simple", "Simple"),
    "email": ("E-mail address", "Adresse de courriel"),
    "every_day": ("Write to me every day how it went", "M’écrire chaque jour comment s’est passée la journée"),
    "report_end_time": ("Report End Time", "Heure de fin du rapport"),
    "next_sync": ("Next sync", "Prochaine synchronisation"),
    "bad_time": ("Enter a time of the 24-hour clock", "Entrez une heure de l’horloge de 24 heures"),
    "summary_mail": ("your sales are in your books", "vos ventes sont dans vos livres"),
    "books_closed": ("The books are closed", "Les livres sont clôturés"),
    "waits": (
        "{address} waits for confirmation.",
        "{address} attend d’être confirmée.",
    ),
    "confirm_mail": ("confirm your e-mail address", "confirmez votre adresse de courriel"),
    "confirm_question": ("Confirm your e-mail address?", "Confirmer votre adresse de courriel?"),
    "confirm_address": ("Yes, confirm this address", "Oui, confirmer cette adresse"),
    "address_confirmed": ("Your e-mail address is confirmed", "Votre adresse de courriel est confirmée"),
    "address_change_mail": (
        "Your mails shall go to another address",
        "Vos courriels doivent aller à une autre adresse",
    ),
    "stop_summary": ("Stop the daily summary", "Ne plus recevoir le résumé quotidien"),
    "stop_question": ("Stop the daily summary?", "Ne plus recevoir le résumé quotidien?"),
    "stop": ("Stop the summary", "Ne plus le recevoir"),
    "stopped": ("The daily summary has stopped", "Le résumé quotidien est arrêté"),
}

_ACCOUNTANTS = {
    "accountants": ("Accountants", "Comptables"),
    "their_address": ("E-mail address of the accountant", "Adresse de courriel du comptable"),
    "send_invitation": ("Send the invitation", "Envoyer l’invitation"),
    "invitation_sent": ("A mail with the invitation is on its way.", "Un courriel avec l’invitation est en route."),
    "invites": ("{business} invites you to Daybook", "{business} vous invite dans Daybook"),
    "your_name": ("Your name", "Votre nom"),
    "your_firm": ("Name of your firm", "Nom de votre cabinet"),
    "accept": ("Accept the invitation", "Accepter l’invitation"),
    "your_clients": ("Your clients", "Vos clients"),
    "sign_in_as": ("Sign in as an accountant", "Ouvrir une session de comptable"),
    "your_address": ("Your e-mail address", "Votre adresse de courriel"),
    "send_link": ("Send me a link", "M’envoyer un lien"),
    "look_into_mails": ("Look into your mails", "Regardez vos courriels"),
    "sign_in_title": ("Sign in to Daybook", "Ouvrir une session dans Daybook"),
    "sign_in": ("Sign in", "Ouvrir la session"),
    "link_gone": ("This link does not work any more", "Ce lien ne fonctionne plus"),
    "remove": ("Remove {name}", "Retirer {name}"),
    "access_ended": ("Their access has ended.", "Cet accès a pris fin."),
    "no_access": ("You no longer have access to these books", "Vous n’avez plus accès à ces livres"),
    "changed": ("What was changed", "Ce qui a été modifié"),
}

_PAIRS = _CONNECTING | _SETUP | _DAYS | _BOOKS | _ACCOUNTANTS


class Words(SimpleNamespace):
    """One language; an idea that nobody wrote down is an `AttributeError`."""


ENGLISH, FRENCH = (Words(**{idea: pair[place] for idea, pair in _PAIRS.items()}) for place in (0, 1))
WORDS = {"en": ENGLISH, "fr": FRENCH}
