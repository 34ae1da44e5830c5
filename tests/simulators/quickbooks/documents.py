"""Rows and documents as users of `python-quickbooks` build them."""

from decimal import Decimal

from quickbooks.objects.account import Account
from quickbooks.objects.detailline import SalesItemLine, SalesItemLineDetail
from quickbooks.objects.journalentry import JournalEntry, JournalEntryLine, JournalEntryLineDetail


def account(qb, name):
    return Account.filter(Name=name, qb=qb)[0]


def saved(qb, kind, **fields):
    row = kind()
    for name, value in fields.items():
        setattr(row, name, value)
    return row.save(qb=qb)


def sales_line(item, amount):
    line = SalesItemLine()
    line.Amount = amount
    line.SalesItemLineDetail = SalesItemLineDetail()
    line.SalesItemLineDetail.ItemRef = item.to_ref()
    return line


def journal(qb, amount=Decimal("10.01"), **fields):
    entry = JournalEntry()
    for side, name in (("Debit", "Checking"), ("Credit", "Sales of Product Income")):
        line = JournalEntryLine()
        line.Amount = amount
        line.JournalEntryLineDetail = JournalEntryLineDetail()
        line.JournalEntryLineDetail.PostingType = side
        line.JournalEntryLineDetail.AccountRef = account(qb, name).to_ref()
        entry.Line.append(line)
    entry.TxnDate = "2026-11-23"
    for name, value in fields.items():
        setattr(entry, name, value)
    return entry
