"""``signatures schema``: the shape of an entry for text editors."""

import argparse
import sys

from phone_audit.cli.exits import Exit
from phone_audit.cli.signatures.interface import Action
from phone_audit.model.record import Words


def run(_: argparse.Namespace) -> int:
    """Print the JSON Schema."""
    from phone_audit.signatures.entry_files import editor_schema

    sys.stdout.write(editor_schema().decode())
    return Exit.DONE


ACTION = Action(
    name="schema",
    help=Words(
        id="skema JSON untuk penyunting teks",
        en="the JSON Schema of an entry, for editors",
    ),
    run=run,
)
