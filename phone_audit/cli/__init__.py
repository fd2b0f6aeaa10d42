"""Where people stand: one module per command, words and exit codes."""
