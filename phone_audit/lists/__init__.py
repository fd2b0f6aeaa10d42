"""Imported lists: a store of any size on this computer, apart from the signature list."""
