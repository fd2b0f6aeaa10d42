"""Nouns: frozen records shared by every room."""
