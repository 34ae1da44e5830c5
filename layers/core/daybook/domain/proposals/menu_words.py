"""Words of menus and shelves in two languages, and which broader department a narrower word belongs to.

Left out on purpose: words that mean different things ("entrée" is a starter in French and a main course in American
English, "café" a drink or the whole place).
"""

SAME_ON_THE_MENU = {
    word: meaning
    for meaning, words in {
        "food": "nourriture aliment alimentation",
        "beverage": "boisson breuvage drink",
        "alcohol": "alcool liquor spiritueux",
        "beer": "biere",
        "wine": "vin",
        "tea": "the",
        "juice": "jus",
        "bread": "pain",
        "pastry": "patissery",
        "meal": "repa",
        "chicken": "poulet",
        "soup": "soupe",
        "salad": "salade",
        "pasta": "pate",
        "sandwich": "sandwiche",
        "merchandise": "marchandise",
        "clothing": "vetement apparel",
        "accessory": "accessoire",
        "book": "livre",
        "garden": "jardin",
        "kitchen": "cuisine",
        "bag": "sac",
        "delivery": "livraison",
        "catering": "traiteur",
        "retail": "detail",
        "hot": "chaud chaude",
        "cold": "froid froide",
    }.items()
    for word in words.split()
}

# Say how something is served, not what it is.
MANNERS = frozenset({"hot", "cold", "iced", "fresh", "classic"})

# From the nearest department to the widest.
DEPARTMENTS: dict[str, tuple[str, ...]] = {
    word: departments
    for departments, words in {
        ("beverage",): "coffee espresso latte tea tisane juice soda smoothie lemonade water",
        ("alcohol", "beverage"): "beer wine cocktail spirit cider whisky whiskey vodka rum gin",
        ("food",): (
            "chicken pizza salad soup sandwich burger pasta dessert pastry viennoisery bread meal breakfast brunch "
            "lunch dinner appetizer starter snack"
        ),
    }.items()
    for word in words.split()
}
EVERY_DEPARTMENT = frozenset(department for chain in DEPARTMENTS.values() for department in chain)


def departments_of(words: frozenset[str]) -> tuple[str, ...]:
    """The departments that cover every word, nearest first; none if a word is unknown or they disagree."""
    things = words - MANNERS
    chains = {DEPARTMENTS.get(word, (word,) if word in EVERY_DEPARTMENT else ()) for word in things}
    return chains.pop() if len(chains) == 1 else ()
