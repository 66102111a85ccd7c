"""Every sentence that a person reads, looked up by key in one TOML file for each language."""

from duban.messages.catalogue import LANGUAGES, keys, text

__all__ = ["LANGUAGES", "keys", "text"]
