"""``python -m phone_audit``: the same as ``phone-audit``."""

import sys

from phone_audit.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
