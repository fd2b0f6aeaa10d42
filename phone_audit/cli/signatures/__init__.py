"""``signatures``: the signature list; one module per action, and their register."""

import argparse

from phone_audit.cli.language import say, say_words
from phone_audit.cli.parser import add_language
from phone_audit.cli.signatures import (
    diff,
    import_,
    install,
    lint,
    lists,
    new,
    release,
    retire,
    schema,
    show,
    stats,
    test,
    verify,
    version,
    why,
)
from phone_audit.cli.signatures.interface import Action

ACTIONS: tuple[Action, ...] = (
    lint.ACTION,
    show.ACTION,
    stats.ACTION,
    why.ACTION,
    test.ACTION,
    diff.ACTION,
    new.ACTION,
    retire.ACTION,
    version.ACTION,
    import_.ACTION,
    lists.ACTION,
    release.ACTION,
    verify.ACTION,
    install.ACTION,
    schema.ACTION,
)
"""In the order of the help; a module imports what is heavy only when its action runs."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions of ``signatures`` and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("AKSI", "ACTION"))
    for action in ACTIONS:
        text = say_words(action.help)
        sub = actions.add_parser(action.name, help=text, description=text)
        add_language(sub)
        action.add_arguments(sub)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked.

    Raises:
        SignatureErrors: the list cannot be used.
        UsageError: what was asked for is not there or cannot be read.
    """
    chosen = next(action for action in ACTIONS if action.name == arguments.action)
    return chosen.run(arguments)
