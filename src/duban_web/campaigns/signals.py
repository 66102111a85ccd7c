"""What the ledger tells those who stand on it."""

from django.dispatch import Signal

ledger_changed = Signal()
"""Sent in the transaction that changed rows, rules or working days by hand: `campaign`, and `tasks` (None: all of them)."""
