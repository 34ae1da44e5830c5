"""Maps words of a menu to departments: coffee is a beverage, beer is alcohol and a beverage."""

from daybook.domain.chart.name_words import words_of

# Words for how something is served, which say nothing about its department.
_MANNERS = words_of("hot cold iced fresh classic")

# From the nearest department to the widest.
_DEPARTMENTS: dict[str, tuple[str, ...]] = {
    word: departments
    for departments, text in {
        ("beverage",): "coffee espresso latte tea tisane juice soda smoothie lemonade water",
        ("alcohol", "beverage"): "beer wine cocktail spirit cider whisky whiskey vodka rum gin",
        ("food",): (
            "chicken pizza salad soup sandwich burger pasta dessert pastry viennoiserie bread meal breakfast brunch "
            "lunch dinner appetizer starter snack"
        ),
    }.items()
    for word in words_of(text)
}
EVERY_DEPARTMENT = frozenset(department for chain in _DEPARTMENTS.values() for department in chain)


def departments_of(words: frozenset[str]) -> tuple[str, ...]:
    """The departments that cover every word, nearest first; none if a word is unknown or they disagree."""
    chains = {_DEPARTMENTS.get(word, (word,) if word in EVERY_DEPARTMENT else ()) for word in words - _MANNERS}
    return chains.pop() if len(chains) == 1 else ()
