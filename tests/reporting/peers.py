"""Programs we did not write, that look at our PDFs."""

import shutil
import subprocess
from pathlib import Path

import pytest


def tool(name: str, package: str) -> str:
    """Return the path of a program, or skip with the name of the Debian package it is in."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (Debian package {package})")
    return found


def run(*words: str | Path) -> str:
    """Run a program and return what it printed."""
    done = subprocess.run([str(word) for word in words], capture_output=True, check=True)
    return done.stdout.decode()


def pdf_text(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF as poppler reads it: no blank lines, runs of blanks as one."""
    program = tool("pdftotext", "poppler-utils")
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    lines = run(program, "-layout", path, "-").replace("\f", "\n").splitlines()
    flat = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in flat if line) + "\n"
