"""Addresses, phones and mail, as every party has them."""

from quickbooks_simulator.entities.fields import Flag, Group, Kept, Text

ADDRESS = Group(
    {
        name: Kept()
        for name in [
            "Id",
            "Line1",
            "Line2",
            "Line3",
            "Line4",
            "Line5",
            "City",
            "Country",
            "CountryCode",
            "CountrySubDivisionCode",
            "PostalCode",
            "PostalCodeSuffix",
            "Lat",
            "Long",
            "Tag",
            "Note",
        ]
    }
)
PHONE = Group(
    {
        name: Text()
        for name in [
            "Id",
            "DeviceType",
            "CountryCode",
            "AreaCode",
            "ExchangeCode",
            "Extension",
            "FreeFormNumber",
            "Tag",
        ]
    }
)
EMAIL = Group({"Id": Text(), "Address": Text(100), "Default": Flag(), "Tag": Text()})
WEB_ADDRESS = Group({"URI": Text(1000)})
