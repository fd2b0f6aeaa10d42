"""Arguments that several commands take: the case and the phone, or the cases of several teams."""

import argparse
from pathlib import Path

from phone_audit.cli.language import say


def add_phone(parser: argparse.ArgumentParser) -> None:
    """Declare ``case`` and ``exhibit``, the number of a phone in it."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibit",
        type=int,
        metavar="EXHIBIT",
        help=say("nomor perangkat", "number of the phone"),
    )


def add_cases(parser: argparse.ArgumentParser) -> None:
    """Declare ``cases``, one or more."""
    parser.add_argument(
        "cases",
        type=Path,
        nargs="+",
        metavar="CASE",
        help=say("folder kasus, satu untuk setiap tim", "case folders, one for each team"),
    )
