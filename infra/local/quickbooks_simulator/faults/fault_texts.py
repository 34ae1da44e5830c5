"""The words of every fault the simulator raises: HTTP status and message, in English and French.

Codes and meanings: docs/quickbooks.md 3.3. Companies kept in French get French messages, so that a client
which decides on words instead of codes is caught (docs/quickbooks.md 7).
"""

from typing import NamedTuple


class FaultText(NamedTuple):
    """How a fault code is answered."""

    status: int
    english: str
    french: str


UNKNOWN = FaultText(400, "An application error has occurred", "Une erreur d'application s'est produite")

_REQUIRED = FaultText(
    400, "Required param missing, need to supply the required value for the API", "Paramètre requis manquant"
)
_RULE = FaultText(400, "A business validation error has occurred", "Une erreur de validation s'est produite")
_QUERY = FaultText(400, "Error parsing query", "Erreur lors de l'analyse de la requête")
_CLOSED = FaultText(400, "Account Period Closed, Cannot Update Through Services API", "Période comptable fermée")

FAULT_TEXTS: dict[str, FaultText] = {
    "120": FaultText(403, "Authorization Failure", "Échec de l'autorisation"),
    "500": FaultText(400, "Unsupported Operation", "Opération non prise en charge"),
    "600": FaultText(400, "Duplicate Request Id", "Identifiant de demande en double"),
    "610": FaultText(400, "Object Not Found", "Objet introuvable"),
    "620": FaultText(400, "Transaction cannot be linked", "Impossible de lier l'opération"),
    "1040": FaultText(400, "Batch size exceeded", "Lot trop volumineux"),
    "2010": FaultText(
        400, "Request has invalid or unsupported property", "Propriété non valide ou non prise en charge"
    ),
    "2020": _REQUIRED,
    "2030": FaultText(400, "Invalid ID", "Identifiant non valide"),
    "2040": FaultText(400, "Invalid character in String", "Caractère non valide"),
    "2050": FaultText(400, "String length is either shorter or longer than supported", "Longueur de chaîne non valide"),
    "2060": FaultText(400, "Invalid Date", "Date non valide"),
    "2080": FaultText(400, "Invalid Number", "Nombre non valide"),
    "2110": FaultText(400, "Amount out of range", "Montant hors limites"),
    "2130": FaultText(400, "Invalid Request Id", "Identifiant de demande non valide"),
    "2170": FaultText(400, "Invalid Enumeration", "Énumération non valide"),
    "2220": FaultText(400, "Invalid Currency", "Devise non valide"),
    "2250": FaultText(400, "Required Lines missing", "Lignes requises manquantes"),
    "2260": FaultText(400, "Required PostingType missing", "Type d'écriture manquant"),
    "2270": FaultText(400, "Required TaxApplicableOn missing", "TaxApplicableOn manquant"),
    "2280": FaultText(400, "Required TaxAmount missing", "Montant de taxe manquant"),
    "2290": FaultText(400, "Negative amount not allowed", "Montant négatif non autorisé"),
    "2300": FaultText(400, "Debits and Credits do not balance", "Les débits et les crédits ne sont pas équilibrés"),
    "2500": FaultText(400, "Invalid Reference Id", "Identifiant de référence non valide"),
    "4000": _QUERY,
    "4001": FaultText(400, "Invalid query", "Requête non valide"),
    "5010": FaultText(400, "Stale Object Error", "Objet périmé"),
    "5020": FaultText(403, "Permission Denied Error", "Autorisation refusée"),
    "5030": FaultText(400, "Feature Not Supported Error", "Fonction non prise en charge"),
    "6000": _RULE,
    "6010": FaultText(400, "Account type or subtype required", "Type ou sous-type de compte requis"),
    "6070": FaultText(400, "Amount calculation incorrect in the request", "Calcul du montant incorrect"),
    "6080": FaultText(400, "At least one name is required", "Au moins un nom est requis"),
    "6090": FaultText(400, "Discount amount or percent missing", "Montant ou pourcentage de remise manquant"),
    "6100": FaultText(400, "Invalid tax code", "Code de taxe non valide"),
    "6140": FaultText(400, "Duplicate Document Number Error", "Numéro de document en double"),
    "6170": FaultText(400, "Tax detail not allowed", "Détail de taxe non autorisé"),
    "6180": FaultText(400, "Too many levels", "Trop de niveaux"),
    "6190": FaultText(400, "Invalid Company Status", "État de l'entreprise non valide"),
    "6200": _CLOSED,
    "6210": _CLOSED,
    "6240": FaultText(400, "Duplicate Name Exists Error", "Ce nom existe déjà"),
    "6430": FaultText(400, "Invalid account type", "Type de compte non valide"),
    "6540": FaultText(
        400, "Deposited Transaction cannot be changed", "Une opération déposée ne peut pas être modifiée"
    ),
    "10000": FaultText(500, "System Failure Error", "Erreur du système"),
}
