"""Invented Android phones: a description of one, and everything it would print."""
