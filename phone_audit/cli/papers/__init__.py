"""The verbs of ``paper``, by whom or what they are about."""
