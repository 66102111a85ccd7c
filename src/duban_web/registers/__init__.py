"""Registers of the office's own making: definitions, records, public forms, passes, roll-ups."""
