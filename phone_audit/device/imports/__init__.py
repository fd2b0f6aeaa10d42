"""Files a holder brings instead of a phone's answers: recognised by content, read once, let go.

What is read leaves this room as sections of bytes, like those of a bug report: hosts, times
and package names. Titles, addresses, words searched for and accounts stay behind.
"""
