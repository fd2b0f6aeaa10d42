"""Services an office may name in its settings; without that, nothing here opens a connection."""
