"""Lists that were really published, with the signature list that is shipped."""

import pytest

from phone_audit import resources
from phone_audit.lists.importing import Importer, ListUnfit, Request, Unfit
from phone_audit.lists.store import Store
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import NameClass
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher
from tests.lists.stores import NOON
from tests.shared import shared

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def matcher():
    return Matcher(load(resources.signatures_folder()))


@pytest.fixture
def bring(tmp_path, matcher):
    importer = Importer(tmp_path / "lists", matcher.standing, "phone-audit 0.0")
    return lambda name, path: importer.bring(Request(name=name, path=shared(path)), NOON)


def test_a_list_of_gambling_sites_marks_no_ordinary_name(bring, tmp_path, matcher):
    report = bring("judi", "data/domains/gambling_id_train.txt.gz")
    one = report.list
    assert one.hosts > 130_000
    assert one.innocent + one.institutional < 20
    benign = shared("data/domains/benign_id_train.txt").read_text().split()
    with Store(tmp_path / "lists").open() as shelf:
        using = matcher.using(shelf)
        found = {
            name: using.classify(Observable(kind=ObservableKind.HOST, value=name)).cls
            for name in benign[::5]
        }
        own = using.classify(Observable(kind=ObservableKind.HOST, value="www.casinogrand.ac.id"))
    claims = {NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK}
    assert {name: cls for name, cls in found.items() if cls in claims} == {}
    assert own.cls is NameClass.INSTITUTIONAL


def test_a_list_of_offices_that_were_broken_into_is_refused(bring, tmp_path):
    with pytest.raises(ListUnfit) as error:
        bring("instansi", "data/domains/compromised_institutional_train.txt")
    assert error.value.why is Unfit.INSTITUTIONAL
    assert Store(tmp_path / "lists").lists() == ()
