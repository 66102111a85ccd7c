"""Campaigns, the ledger of tasks, imports."""
