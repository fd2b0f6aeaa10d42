"""What an app says of sites in its own manifest: no witness, and no excuse for other traces."""

import pytest

from phone_audit.assessment.assess import assess, mechanisms
from phone_audit.model.assessment import Circumstance, Outcome
from phone_audit.model.evidence import DECLARATIONS, InstallReason, Presence, SiteTraceKind
from phone_audit.model.signature import Strength
from tests.assessment.examples import CLAIMED, THRESHOLDS, WIB, app, basis, matched, site

MEDIUM = Strength.MEDIUM
DECLARED = {
    "trace": SiteTraceKind.APP_LINK,
    "via": "id.contoh.slot",
    "allowed": None,
    "decided_at": None,
}


@pytest.mark.parametrize(
    "fields",
    [
        {"system": True},
        {"opened": False},
        {"install_reason": InstallReason.DEVICE_RESTORE},
        {"presence": Presence.DATA_KEPT},
    ],
    ids=str,
)
def test_a_site_an_app_declares_says_no_more_than_the_app(fields):
    """Else an app of the factory image would be suspected by the address written in it."""
    both = (matched(site(**DECLARED)), matched(app(**fields)))
    result = assess(basis(*both), zone=WIB, thresholds=THRESHOLDS)
    assert result.outcome is Outcome.CLARIFY
    assert len({finding.circumstances for finding in result.findings}) == 1
    alone = assess(basis(matched(site(**DECLARED))), zone=WIB, thresholds=THRESHOLDS)
    assert alone.outcome is Outcome.SUSPECTED
    other_user = assess(
        basis(matched(site(**{**DECLARED, "user": 999})), matched(app(**fields))),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert other_user.outcome is Outcome.SUSPECTED


def test_a_declared_site_that_was_also_visited_is_not_explained_by_the_app():
    result = assess(
        basis(matched(site(**DECLARED)), matched(app(opened=False)), matched(site())),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert result.outcome is Outcome.SUSPECTED


def test_a_medium_app_and_the_site_it_declares_are_one_witness():
    result = assess(
        basis(matched(app(), MEDIUM), matched(site(**DECLARED), MEDIUM)),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert result.outcome is Outcome.CLARIFY


@pytest.mark.parametrize("kind", sorted(DECLARATIONS))
@pytest.mark.parametrize("strength", Strength)
def test_what_an_unlisted_app_declares_only_asks_for_clarification(kind, strength):
    """The maker of an app wrote the name; the phone was nowhere, and nobody did anything."""
    wrapped = site(**{**CLAIMED, "trace": kind})
    result = assess(basis(matched(wrapped, strength)), zone=WIB, thresholds=THRESHOLDS)
    (finding,) = result.findings
    assert result.outcome is Outcome.CLARIFY
    assert finding.circumstances == (Circumstance.ONLY_DECLARED,)
    assert mechanisms(finding) == frozenset()


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        (site(), Outcome.SUSPECTED),
        (site(allowed=False), Outcome.CLARIFY),
        (site(trace=SiteTraceKind.OPEN_TAB, allowed=None), Outcome.CLARIFY),
    ],
    ids=["allowed", "refused", "tab"],
)
def test_a_declaration_neither_weighs_nor_excuses_beside_other_traces(other, outcome):
    both = (matched(other), matched(site(**CLAIMED)))
    for ones in (both, both[:1]):
        result = assess(basis(*ones), zone=WIB, thresholds=THRESHOLDS)
        assert result.outcome is outcome
        assert Circumstance.ONLY_DECLARED not in result.findings[0].circumstances


def test_a_declaration_is_no_second_witness_of_a_medium_site():
    ones = (matched(site(), MEDIUM), matched(site(**CLAIMED), MEDIUM))
    assert assess(basis(*ones), zone=WIB, thresholds=THRESHOLDS).outcome is Outcome.CLARIFY
