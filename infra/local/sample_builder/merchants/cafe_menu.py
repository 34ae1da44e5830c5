"""The cafés' menu and what their guests order; invented, prices in Canadian cents."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from sample_builder.chance import weighted

COFFEE, TEA, PASTRY, MEALS, BEANS = "Café", "Thé et tisanes", "Viennoiseries", "Repas", "Grains et accessoires"
CATEGORIES = (COFFEE, TEA, PASTRY, MEALS, BEANS)


@dataclass(frozen=True, slots=True)
class Dish:
    """Something on the menu; basic groceries such as coffee beans bear no tax."""

    category: str
    name: str
    price_minor: int
    taxed: bool = True


LATTE = Dish(COFFEE, "Café latte", 525)
BEANS_BY_WEIGHT = Dish(BEANS, "Grains en vrac, le kilo", 4400, taxed=False)
OAT_MILK_MINOR = 75

_POPULARITY: dict[Dish, int] = {
    LATTE: 22,
    Dish(COFFEE, "Café filtre", 325): 20,
    Dish(COFFEE, "Allongé", 375): 12,
    Dish(TEA, "Thé vert", 395): 7,
    Dish(TEA, "Tisane maison", 415): 5,
    Dish(PASTRY, "Croissant au beurre", 365): 18,
    Dish(PASTRY, "Chausson aux pommes", 433): 8,
    Dish(MEALS, "Croque-monsieur", 1345): 8,
    Dish(MEALS, "Soupe du jour", 895): 6,
    Dish(BEANS, "Sac de grains 340 g", 2095, taxed=False): 4,
    Dish(BEANS, "Tasse en grès", 2895): 2,
    BEANS_BY_WEIGHT: 2,
}
_WEIGHTS_KG = (Decimal("0.25"), Decimal("0.5"))


@dataclass(frozen=True, slots=True)
class Portion:
    """A dish and how much of it."""

    dish: Dish
    quantity: Decimal
    with_oat_milk: bool = False


def order_from_menu(rng: Random) -> list[Portion]:
    """What one party orders: one to four dishes."""
    dishes = [weighted(rng, _POPULARITY) for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))]
    return [_portion(rng, dish) for dish in dict.fromkeys(dishes)]


def _portion(rng: Random, dish: Dish) -> Portion:
    if dish is BEANS_BY_WEIGHT:
        return Portion(dish, rng.choice(_WEIGHTS_KG))
    return Portion(dish, Decimal(rng.choice((1, 1, 1, 2))), dish is LATTE and rng.randrange(4) == 0)
