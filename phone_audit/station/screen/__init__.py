"""Draws the board full-screen and asks officers; decides nothing. Needs the ``tui`` extra."""
