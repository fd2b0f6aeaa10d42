"""Work counted in steps instead of seconds, so that a slow machine changes nothing."""
