"""The table where phones are plugged in: a pure board, and an engine that moves it."""
