"""The conventions of the house, held by tests and not by memory."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "phone_audit"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)
UNNAMED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
HEAVY = ("adb_shell", "ppadb", "rich", "typst", "cryptography", "yaml", "publicsuffixlist", "h11")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_belongs_there_and_fits_in_a_head(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module docstring says in one sentence what belongs there"
    assert path.stem not in UNNAMED, "a module has not been named yet"
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 500, f"{lines} lines: which noun wants to leave?"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_left_for_later_or_decided_by_a_broad_except(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            pytest.fail(f"line {node.lineno}: a bare except makes 'crashed' look like 'nothing'")


def test_no_committed_file_names_the_machine_it_was_written_on():
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.split(b"\0")
    home = str(Path.home()) + "/"
    places = {home, str(ROOT) + "/"} - {"//", "/"}
    for name in filter(None, tracked):
        data = (ROOT / name.decode()).read_bytes() if (ROOT / name.decode()).is_file() else b""
        for place in places:
            assert place.encode() not in data, f"{name.decode()} names {place}"


def test_floors_hold():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_dependency_has_its_row():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9-]+", requirement)[0].lower()
        if name != "phone-audit":
            assert f"| {name}" in page, f"{name} has no row in docs/dependencies.md"


def test_help_is_fast_because_nothing_heavy_is_imported():
    code = (
        "import sys; from phone_audit.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stderr.split()
    assert [name for name in HEAVY if name in loaded] == []
    assert "demo" in done.stdout


def test_nothing_of_the_reference_material_is_in_the_repository():
    from tests.shared import shared

    known = {
        path.read_bytes()
        for folder in ("fixtures", "data")
        for path in shared(folder).rglob("*")
        if path.is_file() and path.stat().st_size > 200
    }
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.split(b"\0")
    copies = [
        name
        for name in map(bytes.decode, filter(None, tracked))
        if (ROOT / name).is_file() and (ROOT / name).read_bytes() in known
    ]
    assert copies == []
