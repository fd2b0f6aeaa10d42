"""Pages made from the code are as fresh as the code; links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    page
    for folder in (ROOT, ROOT / "docs", ROOT / "signatures", ROOT / "reports")
    for page in [*folder.glob("*.md"), *folder.glob("decisions/*.md")]
)


def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "tools" / "generate_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_device_commands_is_fresh():
    made = generator()
    assert made.DEVICE_COMMANDS.read_text(encoding="utf-8") == made.device_commands(), (
        "run `make docs` and read the diff: this page is what an office is told we ask"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{target} is not there"


def test_every_command_of_the_readme_exists():
    from phone_audit.cli.main import COMMANDS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^    phone-audit (\w+)", text, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_every_command_a_page_names_exists():
    from phone_audit.cli.main import COMMANDS

    for page in PAGES:
        named = set(re.findall(r"`phone-audit ([a-z]+)", page.read_text(encoding="utf-8")))
        assert named <= set(COMMANDS), page


def test_templates_for_data_protection_leave_nothing_unsaid():
    """Every item that the law wants in an assessment or a notice has its place."""
    dpia = (ROOT / "docs/dpia-template.md").read_text(encoding="utf-8")
    for item in ("Tujuan", "Dasar pemrosesan", "Retensi", "Risiko", "Penerima", "Pengendali"):
        assert item in dpia, item
    notice = (ROOT / "docs/breach-notice-template.md").read_text(encoding="utf-8")
    # UU 27/2022 Pasal 46 ayat (2): data, when and how, handling and recovery.
    for item in ("Data yang terungkap", "Kapan dan bagaimana", "penanganan dan pemulihan", "3x24"):
        assert item in notice, item
