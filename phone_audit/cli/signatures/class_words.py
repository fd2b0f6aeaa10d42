"""What the classes of names are called where people read them."""

from collections.abc import Mapping

from phone_audit.cli.language import say_words
from phone_audit.model.record import Words
from phone_audit.model.signature import NameClass, Strength
from phone_audit.reporting.wording import STRENGTHS

_BELOW_A_FINDING: Mapping[NameClass, Words] = {
    NameClass.HINT: Words(id="PETUNJUK, bukan temuan", en="HINT, not a finding"),
    NameClass.INSTITUTIONAL: Words(
        id="SITUS INSTANSI; bukan temuan", en="HOST OF AN INSTITUTION; not a finding"
    ),
    NameClass.NEAR: Words(
        id="BERKAITAN, bukan perjudian; bukan temuan",
        en="NEAR gambling, not gambling; not a finding",
    ),
    NameClass.NONE: Words(id="TIDAK COCOK", en="NO MATCH"),
}


def class_words(cls: NameClass) -> str:
    """Return a class as a report names it, in the language of this run."""
    below = _BELOW_A_FINDING.get(cls)
    return say_words(STRENGTHS[Strength(cls.value)] if below is None else below)
