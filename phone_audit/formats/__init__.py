"""Grammars: text and bytes from a phone, turned into rows. No I/O, no judgement."""
