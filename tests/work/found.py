"""Every regular expression of the program, found in its source."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import phone_audit

ROOT = Path(phone_audit.__file__).parent
_WHOLE = {"match", "fullmatch"}
_ANYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}


class Pattern(NamedTuple):
    """One expression; ``anywhere``: it is looked for at every place of a text."""

    where: str  # "formats/pm.py:9"
    source: str | bytes
    flags: int
    anywhere: bool


class Unknown(NamedTuple):
    """A place where an expression is put together from what only a running program knows."""

    where: str
    written: str


def patterns() -> Iterator[Pattern | Unknown]:
    """Yield each expression given to ``re``, in every module."""
    for path in sorted(ROOT.rglob("*.py")):
        if "_data" in path.parts or path.name == "__main__.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = ".".join(("phone_audit", *path.relative_to(ROOT).with_suffix("").parts))
        module = vars(import_module(name.removesuffix(".__init__")))
        searched = _searched_names(tree)
        called = _names_of_compiled(tree)
        for call in ast.walk(tree):
            if not _is_of_re(call):
                continue
            where = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
            try:
                source, flags = (_value(one, module) for one in (call.args[0], _flags(call)))
            except NameError:
                yield Unknown(where, ast.unparse(call.args[0]))
                continue
            kind = call.func.attr
            names = called.get(call.lineno, set())
            anywhere = kind in _ANYWHERE or (kind == "compile" and bool(names & searched))
            yield Pattern(where, source, flags, anywhere)


def _is_of_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in {"compile", *_WHOLE, *_ANYWHERE}
    )


def _flags(call: ast.Call) -> ast.expr:
    named = [one.value for one in call.keywords if one.arg == "flags"]
    if named:
        return named[0]
    if call.func.attr == "compile" and len(call.args) > 1:
        return call.args[1]
    at = {"match": 2, "fullmatch": 2, "search": 2, "findall": 2, "sub": 4, "split": 3}
    place = at.get(call.func.attr, 99)
    return call.args[place] if len(call.args) > place else ast.Constant(0)


def _value(node: ast.expr, module: dict) -> object:
    whole = ast.fix_missing_locations(ast.Expression(node))
    return eval(compile(whole, "pattern", "eval"), dict(module))


def _searched_names(tree: ast.AST) -> set[str]:
    """Return names that are looked for anywhere in a text.

    Those on which ``.search(`` and the like are called, and where a module does that at all,
    also those that are handed around, by which names it may be done.
    """
    own = {name for names in _names_of_compiled(tree).values() for name in names}
    named: set[str] = set()
    called_on: set[int] = set()
    anywhere = False
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        name = node.value.id if isinstance(node.value, ast.Name) else None
        if name is not None:
            called_on.add(id(node.value))
        if name in own and node.attr in _ANYWHERE:
            named.add(name)
        elif name not in own | {"re"} and node.attr in _ANYWHERE - {"split"}:  # of strings too
            anywhere = True
    handed = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and id(node) not in called_on
    }
    return named | handed if anywhere else named


def _names_of_compiled(tree: ast.AST) -> dict[int, set[str]]:
    """Return, for each line with ``re.compile``, the names its expression ends up under."""
    names: dict[int, set[str]] = {}
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        told = {one.id for one in targets if isinstance(one, ast.Name)}
        for inner in ast.walk(node) if told else ():
            if _is_of_re(inner):
                names.setdefault(inner.lineno, set()).update(told)
    return names


def compiled(pattern: Pattern) -> re.Pattern:
    """Return the expression as the program compiles it."""
    return re.compile(pattern.source, pattern.flags)
