"""Bytes of office files to paragraphs and cells with their place, and plain values to bytes. No Django."""
