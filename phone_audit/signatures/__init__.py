"""The list of gambling apps and sites: read, checked, and applied to what was seen."""
