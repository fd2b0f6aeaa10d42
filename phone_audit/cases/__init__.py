"""Evidence on disk: append-only, hashed, and provable without the rest of the program."""
