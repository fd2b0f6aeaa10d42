"""From findings and gaps to one careful outcome. Pure functions only."""
