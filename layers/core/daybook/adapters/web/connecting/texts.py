"""The words of the connect pages; errors are in the error catalogue."""

from daybook.domain.words import noted

TEXTS: dict[str, str] = {
    "connect.title": noted("Connect QuickBooks"),
    "connect.lead": noted(
        "From now on every day's sales arrive in your books by themselves. On the next page QuickBooks asks you to "
        "allow it; you can take that permission back there at any time."
    ),
    "connect.joining": noted(
        "You are connecting a further company for {stores}. On the next page choose that company. Until it is "
        "connected nothing changes; then each store posts to it from its next open day on."
    ),
    "connect.whose": noted(
        "This is about {business}, as it is called in talech; {user} opened this page there. If that is not your "
        "business, do not go on: close this page."
    ),
    "connect.business": noted(
        "This is about {business}, as it is called in talech. If that is not your business, do not go on: close this "
        "page."
    ),
    "confirm.title": noted("Is this your company?"),
    "confirm.lead": noted(
        "QuickBooks opened the company {company}. Daybook will write the sales of {business} into its books. Nothing "
        "has been stored yet."
    ),
    "confirm.yes": noted("Connect {company} to {business}"),
    "confirm.no": noted("Not mine"),
    "declined.title": noted("Nothing was connected"),
    "declined.lead": noted(
        "Daybook keeps nothing of that company. If somebody sent you the link that brought you here, close this page."
    ),
    "connect.again": noted("Connect again"),
    "connect.companies": noted("Companies and stores"),
    "connect.back": noted("Back to my companies"),
    "connect.button": noted("Connect now"),
}
