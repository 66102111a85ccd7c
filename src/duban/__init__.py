"""Duban's library: values in, values out. No web, no database, no network, no clock."""
