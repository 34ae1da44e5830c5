"""The page on which a company's admin says yes or no to the app, in English and French."""

from collections.abc import Iterable
from html import escape

from quickbooks_simulator.company.company_file import Company

_WORDS = {
    "en": {
        "title": "Connect to QuickBooks (simulator)",
        "question": "An app asks to read and write the books of one of your companies.",
        "company": "Choose a company",
        "approve": "Connect",
        "decline": "No, thanks",
        "problem": "This request to connect cannot be answered",
    },
    "fr": {
        "title": "Connexion à QuickBooks (simulateur)",
        "question": "Une application demande à lire et à écrire les comptes d'une de vos entreprises.",
        "company": "Choisissez une entreprise",
        "approve": "Connecter",
        "decline": "Non, merci",
        "problem": "Cette demande de connexion ne peut pas aboutir",
    },
}

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #222; }
fieldset { border: 1px solid #ccc; border-radius: 6px; margin: 1rem 0; }
label { display: block; padding: .4rem 0; }
button { font: inherit; padding: .5rem 1.2rem; border-radius: 6px; border: 1px solid #2a7a2a; cursor: pointer; }
button[value=approve] { background: #2a7a2a; color: #fff; }
small { color: #666; }
"""


def language_of(accept_language: str) -> str:
    """French when the browser prefers it, English otherwise."""
    return "fr" if accept_language.strip().lower().startswith("fr") else "en"


def consent_page(companies: Iterable[Company], asked: dict[str, str], language: str) -> str:
    """The form: one choice per company, two buttons; the request is carried along in hidden fields."""
    words = _WORDS[language]
    hidden = "\n".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in asked.items()
    )
    choices = "\n".join(_choice(company, first=number == 0) for number, company in enumerate(companies))
    return _page(
        words["title"],
        language,
        f"""<p>{words["question"]}</p>
<form method="post" action="/connect/oauth2">
{hidden}
<fieldset><legend>{words["company"]}</legend>
{choices}
</fieldset>
<button type="submit" name="decision" value="approve">{words["approve"]}</button>
<button type="submit" name="decision" value="decline">{words["decline"]}</button>
</form>""",
    )


def _choice(company: Company, *, first: bool) -> str:
    checked = " checked" if first else ""
    return (
        f'<label><input type="radio" name="realmId" value="{company.realm}"{checked}> {escape(company.name)} '
        f"<small>{escape(company.offering)}, {company.country}, {company.currency}</small></label>"
    )


def problem_page(problem: str, language: str) -> str:
    """Shown instead of the form when the request itself is wrong; the browser stays where it is."""
    words = _WORDS[language]
    return _page(words["title"], language, f"<p>{words['problem']}:</p><p><code>{escape(problem)}</code></p>")


def _page(title: str, language: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>{_STYLE}</style></head>
<body><main><h1>{title}</h1>
{content}
</main></body></html>"""
