"""Writes proofs as a plain-text ledger in beancount's syntax, so that an auditor can check them with other tools."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from daybook.domain.chart.accounts import AccountType
from daybook.domain.money import to_decimal
from daybook.domain.posting.form_taxes import role_of_payable
from daybook.domain.proof.day_proof import Proof

_ROOTS: Mapping[str, str] = {
    AccountType.BANK: "Assets",
    AccountType.ACCOUNTS_RECEIVABLE: "Assets",
    AccountType.OTHER_CURRENT_ASSET: "Assets",
    AccountType.FIXED_ASSET: "Assets",
    AccountType.OTHER_ASSET: "Assets",
    AccountType.ACCOUNTS_PAYABLE: "Liabilities",
    AccountType.CREDIT_CARD: "Liabilities",
    AccountType.OTHER_CURRENT_LIABILITY: "Liabilities",
    AccountType.LONG_TERM_LIABILITY: "Liabilities",
    AccountType.EQUITY: "Equity",
    AccountType.INCOME: "Income",
    AccountType.OTHER_INCOME: "Income",
    AccountType.EXPENSE: "Expenses",
    AccountType.OTHER_EXPENSE: "Expenses",
    AccountType.COST_OF_GOODS_SOLD: "Expenses",
}
# The root of an account whose type is unknown: an auditor looks for exceptions in equity.
_UNKNOWN_ROOT = "Equity"


def ledger_text(proofs: Iterable[Proof], names: Mapping[str, str], types: Mapping[str, str]) -> str:
    """One transaction per proved day with a posting per line; `names` and `types` describe accounts by id.

    Account names end with the account id, so that two accounts with the same name stay separate; where two ids differ
    in their punctuation alone, with a part of the id's hash too.
    """
    ordered = sorted(proofs, key=lambda proof: (proof.day.business_date, proof.day.location))
    accounts = {line.account_id for proof in ordered for line in proof.lines}
    titles = _told_apart(
        {account: _account(account, names.get(account, ""), types.get(account, "")) for account in accounts}
    )
    opened = [f"1970-01-01 open {title}" for title in sorted(titles.values())]
    return "\n".join([*opened, "", *(_transaction(proof, titles) for proof in ordered)]) + "\n"


def _told_apart(titles: Mapping[str, str]) -> Mapping[str, str]:
    times = Counter(titles.values())
    return {
        account: title if times[title] == 1 else f"{title}-{hashlib.sha256(account.encode()).hexdigest()[:8]}"
        for account, title in titles.items()
    }


def _transaction(proof: Proof, titles: Mapping[str, str]) -> str:
    numbers = " ".join(document.doc_number for document in proof.documents)
    lines = [
        f'{proof.day.business_date} * "talech {_quoted(proof.day.location)}" "{_quoted(numbers)}"',
        f'  proof: "{proof.hash}"',
    ]
    for line in proof.lines:
        lines.append(f"  {titles[line.account_id]}  {to_decimal(line.amount_minor)} {proof.currency}")
        lines.append(f'    memo: "{_quoted(line.memo)}"')
    return "\n".join(lines) + "\n"


def _account(account_id: str, name: str, account_type: str) -> str:
    words = re.sub(r"[^\w]+", "-", f"{name} {account_id}".replace("_", " ")).strip("-")
    root = "Liabilities" if role_of_payable(account_id) else _ROOTS.get(account_type, _UNKNOWN_ROOT)
    return f"{root}:{words[:1].upper()}{words[1:]}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
