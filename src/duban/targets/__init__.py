"""A year's target: how far it is reached against the season, what the year will end with, and by which method that is said."""

from duban.targets.outlook import Method, Outlook, outlook, share_by

__all__ = ["Method", "Outlook", "outlook", "share_by"]
