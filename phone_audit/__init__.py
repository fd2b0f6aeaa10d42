"""phone-audit: check phones for online-gambling apps and sites without wronging anybody."""

__version__ = "0.1.0"
