"""Keys of an office and its stations: who signs what, who may open what, and where keys lie."""
