"""Set up this checkout and run it; needs nothing but Python 3.11 or newer.

    python3 tools/run.py demo       eight simulated phones, from plug to PDF
    python3 tools/run.py test       the tests
    python3 tools/run.py check      format, lint, types, floors, signature list
    python3 tools/run.py shell ...  any phone-audit command, e.g. shell devices

The environment lies in ``.venv`` and is made again when the pinned requirements change.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("phone-audit", "signatures", "lint"),
)


def main(arguments: list[str]) -> int:
    """Set up, then run what was asked; return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file must run to say so
        return refuse(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] not in {"demo", "test", "check", "shell"}:
        return refuse(__doc__ or "")
    if not set_up():
        return 1
    command, *rest = arguments
    if command == "demo":
        return run("phone-audit", "demo", *rest)
    if command == "test":
        return run("pytest", "-n", "auto", *rest)
    if command == "shell":
        return run("phone-audit", *rest)
    return max(run(*check) for check in CHECKS)


def set_up() -> bool:
    """Make the environment hold exactly the pinned requirements and this checkout."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = ENVIRONMENT / "set-up"
    if stamp.is_file() and stamp.read_text() == wanted:
        return True
    print("Setting up .venv (once, about half a minute) ...", flush=True)
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        refuse("Python cannot make environments here; on Debian: apt install python3-venv")
        return False
    pip = (str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    for step in (("--require-hashes", "-r", str(LOCK)), ("--no-deps", "-e", str(ROOT))):
        if subprocess.run([*pip, *step], check=False).returncode:
            refuse("The requirements could not be installed; see the message above.")
            return False
    stamp.write_text(wanted)
    return True


def run(program: str, *arguments: str) -> int:
    """Run a program of the environment in the checkout and return its exit code."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    executable = BIN / (f"{program}.exe" if os.name == "nt" else program)
    return subprocess.run(
        [str(executable), *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


def refuse(sentence: str) -> int:
    """Say why nothing was done."""
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
