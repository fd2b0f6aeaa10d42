"""Lists of names that others publish: one module per way of writing them, all read as a stream."""
