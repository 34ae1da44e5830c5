"""In French: why a request cannot be carried out as it was made. English stands where the error is raised."""

FRENCH: dict[str, str] = {
    # Dates and ranges
    "give either --date or --from and --to, not both": "donnez soit --date, soit --from et --to, mais pas les deux",
    "say which days: --date YYYY-MM-DD, or --from and --to": (
        "indiquez les journées\N{NO-BREAK SPACE}: --date AAAA-MM-JJ, ou --from et --to"
    ),
    "the range ends on {last}, before it starts on {first}: swap the dates": (
        "la plage prend fin le {last}, avant de commencer le {first}\N{NO-BREAK SPACE}: inversez les dates"
    ),
    "{first} to {last} is {days} days; at most {most} can be synced at once: split it": (
        "du {first} au {last}, il y a {days} jours; on peut en synchroniser {most} au plus à la fois, divisez la plage"
    ),
    "{first} is too far back: the oldest day that can be synced is {oldest}": (
        "le {first} est trop ancien\N{NO-BREAK SPACE}: la plus ancienne journée possible est le {oldest}"
    ),
    "no business day from {first} to {last} has ended yet; the newest is {newest}": (
        "aucune journée de travail du {first} au {last} n’est terminée; la plus récente est celle du {newest}"
    ),
    "no location posts {first} to {last} to this company: they belong to another one": (
        "aucun magasin ne comptabilise la période du {first} au {last} dans cette entreprise\N{NO-BREAK SPACE}: ces "
        "journées vont à une autre"
    ),
    "merchant {merchant} posts all locations of {day} as one: leave out the location": (
        "pour le {day}, le commerçant {merchant} comptabilise tous ses magasins ensemble\N{NO-BREAK SPACE}: n’indiquez "
        "pas de magasin"
    ),
    "{day}: a part of it is in the books of a period that was closed meanwhile; reopen the period, and the "
    "rest follows by itself": (
        "{day}\N{NO-BREAK SPACE}: une partie est dans les livres d’une période fermée entre-temps; rouvrez la période, "
        "et le reste suivra de lui-même"
    ),
    # Merchants, accounts, choices
    "merchant {merchant!r} has never connected: `daybook connections` lists those who have": (
        "le commerçant {merchant!r} n’a jamais été connecté\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}daybook "
        "connections\N{NO-BREAK SPACE}» montre ceux qui le sont"
    ),
    "{role} names no store of this merchant: their stores are {stores}": (
        "{role} ne nomme aucun magasin de ce commerçant\N{NO-BREAK SPACE}: ses magasins sont {stores}"
    ),
    "nothing is kept of merchant {merchant!r}": "rien n’est conservé du commerçant {merchant!r}",
    "nothing was erased: with --json, say --yes": ("rien n’a été effacé\N{NO-BREAK SPACE}: avec --json, ajoutez --yes"),
    "nothing was erased: the merchant id was not typed": (
        "rien n’a été effacé\N{NO-BREAK SPACE}: le numéro du commerçant n’a pas été tapé"
    ),
    "role {role!r} has no kind that Daybook knows; known are {known}": (
        "Daybook ne connaît pas le genre du rôle {role!r}; il connaît {known}"
    ),
    "{wish!r}: write role=account, with the id or name of an account the company has": (
        "{wish!r}\N{NO-BREAK SPACE}: écrivez rôle=compte, avec le numéro ou le nom d’un compte de l’entreprise"
    ),
    "QuickBooks keeps {limit} accounts in this plan; {active} are in use and {new} would be added: let all sales go to "
    "one account, or choose accounts that exist": (
        "QuickBooks garde {limit} comptes dans ce forfait; {active} sont utilisés et {new} s’y ajouteraient"
        "\N{NO-BREAK SPACE}: réunissez toutes les ventes dans un compte ou choisissez des comptes existants"
    ),
    "{wish!r}: several accounts have this name: {names}. Write the full name or the id of one": (
        "{wish!r}\N{NO-BREAK SPACE}: plusieurs comptes portent ce nom\N{NO-BREAK SPACE}: {names}. Écrivez le nom "
        "complet ou le numéro de l’un d’eux"
    ),
    "{account} ({kind}) cannot take {role}: choose an account of a type for it, in the shop's currency": (
        "{account} ({kind}) ne peut pas recevoir {role}\N{NO-BREAK SPACE}: choisissez un compte d’un type qui "
        "convient, dans la devise du magasin"
    ),
    "a change can hold from a date between {earliest} and {latest}, not from {day}": (
        "un changement peut valoir à compter d’une date entre le {earliest} et le {latest}, pas du {day}"
    ),
    "days are posted already: say from which business date on, --from YYYY-MM-DD": (
        "des journées sont déjà comptabilisées; indiquez à compter de quelle journée, --from AAAA-MM-JJ"
    ),
    "{kind} follows from an invoice day below zero: no choice": (
        "{kind} découle d’une journée de factures sous zéro\N{NO-BREAK SPACE}: cela ne se choisit pas"
    ),
    "{day} has ended; choose {earliest} or later": (
        "la journée du {day} est terminée; choisissez le {earliest} ou une date ultérieure"
    ),
    "{day} is more than a year ahead; choose {latest} or earlier": (
        "le {day} est dans plus d’un an; choisissez le {latest} ou une date antérieure"
    ),
    "{percent!r} is no limit: write a percentage from 0 to 100, such as 1 or 2.5": (
        "{percent!r} n’est pas une limite\N{NO-BREAK SPACE}: écrivez un pourcentage de 0 à 100, par exemple 1 ou 2,5"
    ),
    # Taxes
    "say from which business date on the codes are used: --from YYYY-MM-DD": (
        "indiquez à compter de quelle journée les codes servent\N{NO-BREAK SPACE}: --from AAAA-MM-JJ"
    ),
    "write TAXES=CODE, such as t_vat_0=12 or t_gst+t_qst=9, not {wish!r}": (
        "écrivez TAXES=CODE, par exemple t_vat_0=12 ou t_gst+t_qst=9, et non {wish!r}"
    ),
    "no tax code of the company has the rates of the merchant's taxes: keep liability lines": (
        "aucun code de taxe de l’entreprise n’a les taux du commerçant\N{NO-BREAK SPACE}: gardez les lignes de passif"
    ),
    "{code!r} is no code without tax; choose one of: {choices}": (
        "{code!r} n’est pas un code sans taxe; choisissez parmi\N{NO-BREAK SPACE}: {choices}"
    ),
    "{code!r} has not the rates of {taxes}; codes that have: {names}": (
        "{code!r} n’a pas les taux de {taxes}; codes qui les ont\N{NO-BREAK SPACE}: {names}"
    ),
    "the merchant has no such taxes: {taxes}": "le commerçant n’a pas ces taxes\N{NO-BREAK SPACE}: {taxes}",
    # Days
    "{day} is not held: there is nothing to release": (
        "{day}\N{NO-BREAK SPACE}: la journée n’est pas en attente, il n’y a rien à débloquer"
    ),
    "{day} is held for {reason}, which cannot be overruled: {who} settles it": (
        "{day}\N{NO-BREAK SPACE}: la journée est en attente ({reason}) et ne peut pas être débloquée telle quelle"
    ),
    "{day} was never posted": "{day}\N{NO-BREAK SPACE}: la journée n’a jamais été comptabilisée",
    "{day} has no document in the books": "{day}\N{NO-BREAK SPACE}: la journée n’a aucun document dans les livres",
    # Dead letters
    "no dead letter {letter!r} waits; `daybook replay list` shows those that do": (
        "aucun message en échec {letter!r} n’attend; «\N{NO-BREAK SPACE}daybook replay list\N{NO-BREAK SPACE}» montre "
        "ceux qui attendent"
    ),
}
