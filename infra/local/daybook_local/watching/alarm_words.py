"""French for what the template says of each alarm: what happened, and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daybook_local.watching.alarms import Alarm

# Alarm -> both, as the page shows them one after the other. Commands, functions and log lines stay as they are typed.
_FRENCH = {
    "DeadLettersWaitingAlarm": (
        "Une journée d’une clôture quotidienne a échoué pour de bon.",
        'tapez "daybook replay list" et lisez la cause dans le journal de synchronisation, '
        'réglez-la, puis "daybook replay redrive".',
    ),
    "BackfillDeadLettersWaitingAlarm": (
        "Une journée d’une première synchronisation ou d’une resynchronisation a échoué pour de "
        "bon; aucune clôture quotidienne n’est en retard.",
        'tapez "daybook replay list" et réglez la cause; puis "daybook replay redrive".',
    ),
    "RereadDeadLettersWaitingAlarm": (
        "Une journée déjà comptabilisée n’a pas pu être relue\N{NO-BREAK SPACE}: elle reste telle "
        "quelle, et ce que talech a changé depuis manque.",
        'tapez "daybook replay list" et réglez la cause; puis "daybook replay redrive".',
    ),
    "PlanSyncsDeadLettersWaitingAlarm": (
        "La fermeture d’un commerçant n’a pas été planifiée\N{NO-BREAK SPACE}: cette journée n’est pas en file.",
        'tapez "daybook replay list --queue closings", réglez l’erreur; puis "daybook replay '
        'redrive --queue closings".',
    ),
    "WatchdogDeadLettersWaitingAlarm": (
        "Le surveillant n’a pas pu finir une ronde; les rondes suivantes trouvent quand même les journées en retard.",
        'tapez "daybook replay list --queue watchdog", réglez l’erreur; puis "daybook replay '
        'redrive --queue watchdog".',
    ),
    "LocationDaysOverdueAlarm": (
        "Des journées sont dues depuis des heures et ne sont ni comptabilisées, ni sans ventes, ni "
        "retenues; les messages perdus ont déjà été renvoyés.",
        'dans le groupe de journaux de watchdog, lisez "location-day overdue"\N{NO-BREAK SPACE}: '
        "commerçant, date, état et quoi faire.",
    ),
    "ClosingMissedAlarm": (
        "La journée d’un commerçant a pris fin et aucune planification ne s’est déclenchée; la "
        "fermeture a été déclenchée à sa place et ses journées suivent d’elles-mêmes.",
        'dans le groupe de journaux de watchdog, lisez "closing missed"\N{NO-BREAK SPACE}: '
        "plusieurs commerçants à la fois, ou un seul.",
    ),
    "WatchdogSilentAlarm": (
        "Le surveillant n’a pas fait de ronde depuis une heure\N{NO-BREAK SPACE}: une journée "
        "manquante passerait inaperçue (une pile neuve se tait jusqu’à sa première ronde).",
        "voyez si WatchdogSchedule est activée et quelle est la dernière erreur de la fonction.",
    ),
    "MailFailedAlarm": (
        "Un courriel à un commerçant n’est pas parti; aucune journée ne l’attend, et l’envoi est repris.",
        'lisez "mail not sent" dans les groupes de journaux de post_location_day, watchdog et '
        "portal; la ligne dit ce que SES a répondu.",
    ),
    "MailBouncedAlarm": (
        "Des courriels aux commerçants sont revenus ou ont été signalés comme "
        "indésirables\N{NO-BREAK SPACE}: AWS arrête les envois d’un compte qui en a beaucoup.",
        "dans SES, Suppression list, voyez quelle adresse; demandez-en une autre à son commerçant.",
    ),
    "QuickBooksChangeDeadLettersWaitingAlarm": (
        "Des avis de QuickBooks n’ont pas pu être traités\N{NO-BREAK SPACE}: une liste peut "
        "paraître plus vieille qu’elle n’est, ou la modification d’une personne rester sans marque; "
        "aucune journée n’est fausse ni en retard.",
        'tapez "daybook replay list --queue notices", réglez la dernière erreur de webhooks; puis '
        '"daybook replay redrive --queue notices".',
    ),
    "NoticesRefusedAlarm": (
        "Depuis six heures, chaque avis avait une mauvaise signature et aucun une bonne"
        "\N{NO-BREAK SPACE}: le jeton de vérification n’est pas celui de l’application chez Intuit.",
        "comparez-le dans le portail d’Intuit et déployez avec le bon.",
    ),
    "VendorUnavailableAlarm": (
        "Un fournisseur n’a pas répondu depuis 24 heures, et des journées sont retenues à cause de "
        "lui; les commerçants ont été avisés, et les journées se comptabilisent d’elles-mêmes à sa "
        "première réponse.",
        '"daybook history --merchant M --state held" nomme le fournisseur et depuis quand; '
        "demandez-lui s’il nous sert.",
    ),
    "NothingPostedAlarm": (
        "Depuis deux heures, des journées attendent chacune depuis plus d’une heure, et aucune n’a "
        "été comptabilisée, trouvée sans ventes ou retenue.",
        "dans le tableau de bord, voyez si un fournisseur est en panne; si les deux répondent, "
        "lisez la dernière erreur de post_location_day.",
    ),
    "QuickBooksFailingAlarm": (
        "Pendant trente des quarante dernières minutes, QuickBooks a refusé ou limité plus d’appels "
        "qu’il n’en a servi; les journées l’attendent et se comptabilisent d’elles-mêmes à ses réponses.",
        'sa page d’état; puis la requête enregistrée "Vendors that did not answer, by hour".',
    ),
    "TalechFailingAlarm": (
        "Pendant trente des quarante dernières minutes, talech a refusé ou limité plus d’appels "
        "qu’il n’en a servi; les journées l’attendent et se comptabilisent d’elles-mêmes à ses réponses.",
        'sa page d’état; puis la requête enregistrée "Vendors that did not answer, by hour".',
    ),
    "TokenRefreshFailingAlarm": (
        "Depuis une demi-heure, au moins autant de renouvellements d’accès ont échoué que réussi; "
        "un accès prend fin après 100 jours sans renouvellement, et un jeton après une heure.",
        "la dernière erreur de post_location_day dit ce qu’Intuit a répondu; comparez les clés de "
        "l’application chez Intuit.",
    ),
    "LocationDayQueueOldAlarm": (
        "Un message a attendu trop longtemps dans la file des clôtures quotidiennes"
        "\N{NO-BREAK SPACE}: des journées arrivent en retard dans les livres.",
        "dans le tableau de bord, voyez si un fournisseur est en panne; sinon, augmentez la concurrence de cette voie.",
    ),
    "BackfillQueueOldAlarm": (
        "Un message a attendu trop longtemps dans la file de l’historique\N{NO-BREAK SPACE}: "
        "premières synchronisations et resynchronisations durent plus d’une demi-journée.",
        "dans le tableau de bord, voyez si un fournisseur est en panne; sinon, augmentez la concurrence de cette voie.",
    ),
    "RereadQueueOldAlarm": (
        "Un message a attendu trop longtemps dans la file des relectures\N{NO-BREAK SPACE}: ce que "
        "talech a changé arrive en retard dans les livres, et après quatre jours pas du tout.",
        "dans le tableau de bord, voyez si un fournisseur est en panne; sinon, augmentez la concurrence de cette voie.",
    ),
    "FunctionsThrottledAlarm": (
        "Pendant un quart d’heure, Lambda a refusé des appels\N{NO-BREAK SPACE}: le compte exécute "
        "autant de fonctions à la fois qu’il le peut.",
        "comparez le quota de concurrence aux trois voies et demandez-en plus à AWS, ou abaissez une voie.",
    ),
    "TablesThrottledAlarm": (
        "Pendant un quart d’heure, DynamoDB a refusé des écritures; les messages reviennent, et "
        "aucune journée n’est perdue.",
        'la requête enregistrée "Error lines by function"; une table neuve prend d’abord 4000 écritures par seconde.',
    ),
    "SchedulerDroppedAlarm": (
        "Scheduler n’a pu ni appeler sa cible ni garder l’appel dans une file de messages en "
        "échec\N{NO-BREAK SPACE}: aucun message n’en parle.",
        "SchedulerRole et PlanSyncsDeadLetterQueue existent-ils encore? Le surveillant déclenche la "
        "fermeture en moins d’une demi-heure.",
    ),
    "FunctionErrorsAlarm": (
        "Une fonction a levé une erreur inattendue.",
        "dans le tableau de bord, voyez quelle fonction, puis lisez la trace dans son groupe de "
        "journaux; aucune journée n’est perdue, elle attend dans sa file.",
    ),
}


def said_of(alarm: Alarm, language: str) -> tuple[str, str]:
    """What happened, and what to do first, in the language of the reader; English is the template's own."""
    if language == "fr":
        return _FRENCH[alarm.name]
    return alarm.description.partition(" First:")[0], alarm.first_action
