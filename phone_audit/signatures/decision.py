"""What was decided about one name, and what follows from it for answers and matches; pure."""

from collections.abc import Sequence

from phone_audit.model.assessment import Match
from phone_audit.model.evidence import AppFile, Evidence, Observable, ObservableKind
from phone_audit.model.imported_list import ListedName
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import (
    Classification,
    GamblingKind,
    Innocent,
    ListedDomain,
    NameClass,
    Signature,
    Status,
    Strength,
)
from phone_audit.signatures.listed import (
    ID_PREFIX,
    Answers,
    Said,
    match_for,
    reason_for,
    strength_of,
)
from phone_audit.signatures.trail import Step, StepTaken, Trail
from phone_audit.signatures.unlisted import Guess


class Decision(Record):
    """A name's class, with what is behind it.

    An entry and the listed name; or a row of an imported list; or what the name suggests.
    """

    cls: NameClass
    reason: str
    signature: Signature | None = None
    listed: ListedDomain | str | None = None
    guess: Guess | None = None
    imported: ListedName | None = None
    ordinary: bool = False  # a host of an institution, of which nothing else is known
    blocked: bool = False  # a page that stood where a blocked site would have


BLOCK_PAGES = "halaman-blokir"
"""The entry of the innocent list that holds the block pages of providers."""

_STRENGTHS = {Strength.STRONG: "kuat", Strength.MEDIUM: "sedang", Strength.WEAK: "lemah"}

NOTHING = Decision(cls=NameClass.NONE, reason="Tidak ada tanda yang mengenali nama ini.")
ORDINARY_INSTITUTION = Decision(
    cls=NameClass.INSTITUTIONAL,
    reason="Situs instansi; namanya tidak memuat tanda judi.",
    ordinary=True,
)
"""Such hosts are on every phone of an office; none is told of or counted."""

PERHAPS_AN_ACADEMY = replace(
    ORDINARY_INSTITUTION,
    reason="Akhiran .ac dipakai lembaga pendidikan dan dijual kepada siapa pun; "
    "milik siapa situs ini tidak dapat dikatakan dari namanya.",
)


def looked_up(
    step: Step,
    asked: tuple[str, ...],
    name: str | None = None,
    entry: Signature | Innocent | None = None,
) -> StepTaken:
    """Return the step of a look-up, with the name that was found and its entry if any was."""
    if name is None or entry is None:
        return StepTaken(step=step, asked=asked)
    return StepTaken(step=step, asked=asked, found=(name,), entry=entry.id)


def excused(name: str, innocent: Innocent) -> Decision:
    """Return the decision about a name on the innocent list."""
    return Decision(
        cls=NameClass.NONE,
        listed=None,
        blocked=innocent.id == BLOCK_PAGES,
        reason=f"{name} ada dalam daftar tak bersalah ({innocent.id}): {innocent.why}",
    )


def listed_for(
    signature: Signature, listed: ListedDomain | str, subject: str, below: str = ""
) -> Decision:
    """Return the decision about a name that an entry lists."""
    if signature.kind is GamblingKind.NEAR:
        return Decision(
            cls=NameClass.NEAR,
            signature=signature,
            listed=listed,
            reason=f'{subject} terdaftar pada tanda "{signature.name}": '
            "berkaitan dengan judi, tetapi bukan perjudian; tidak pernah menjadi temuan.",
        )
    strength = strength_by(signature)
    return Decision(
        cls=NameClass(strength.value),
        signature=signature,
        listed=listed,
        reason=f'{subject} terdaftar pada tanda "{signature.name}" '
        f"({signature.kind.value}, {_STRENGTHS[strength]}){below}.",
    )


def strength_by(signature: Signature) -> Strength:
    """Return what an exact match may claim: strongly only what somebody reviewed."""
    if signature.strength is Strength.STRONG and signature.status is not Status.REVIEWED:
        return Strength.MEDIUM
    return signature.strength


def match_by(
    record: Evidence, observable: Observable, decision: Decision, answers: Answers
) -> Match:
    """Return the match of a sighting with what the decision about its name rests on.

    An app that matches by its signer's certificate is told by its own name.
    """
    if row := decision.imported:
        match = match_for(answers.list_of(row), row, observable.value)
        if isinstance(record, AppFile) and row.kind is ObservableKind.CERTIFICATE:
            return replace(match, matched=record.package)
        return match
    if guess := decision.guess:
        assert guess.signature is not None
        return Match(
            signature=guess.signature,
            signature_name=guess.signature_name,
            kind=guess.kind,
            strength=Strength(guess.cls.value),
            matched=guess.matched,
            reason=guess.reason,
            innocent_explanations=guess.innocent_explanations,
        )
    signature, listed = decision.signature, decision.listed
    assert signature is not None
    assert listed is not None
    domain = listed if isinstance(listed, ListedDomain) else None
    return Match(
        signature=signature.id,
        signature_name=signature.name,
        kind=signature.kind,
        strength=Strength(decision.cls.value),
        matched=domain.domain if domain else str(listed),
        reason=decision.reason,
        innocent_explanations=signature.innocent_explanations,
        valid_from=domain.valid_from if domain else None,
        valid_until=domain.valid_until if domain else None,
    )


def silenced_by(
    names: Sequence[str],
    said: Said,
    answers: Answers,
    entry: Signature | None,
    trail: Trail | None,
) -> Decision | None:
    """Return the decision about a name that an allow list silences, or ``None``.

    It silences other lists and guesses, but an ``entry`` only where it was told to: lists
    of popular sites hold the largest bookmakers too.
    """
    row = said.allow
    if row is not None and entry is not None and not answers.list_of(row).over_entries:
        row = None
    if trail is not None and answers.has_lists:
        trail.append(_row_found(Step.ALLOWED, names, row))
    if row is None:
        return None
    return Decision(
        cls=NameClass.NONE,
        reason=f'{row.name} dikecualikan oleh daftar "{row.list}", baris {row.line}.',
    )


def on_list(
    names: Sequence[str], said: Said, answers: Answers, trail: Trail | None
) -> Decision | None:
    """Return the decision about a name of which only an imported list says something."""
    if trail is not None and answers.has_lists:
        trail.append(_row_found(Step.IMPORTED, names, said.block))
    if said.block is None:
        return None
    one = answers.list_of(said.block)
    return Decision(
        cls=NameClass(strength_of(one).value),
        reason=reason_for(one, said.block, names[0]),
        imported=said.block,
    )


def on_certificate(certificate: str, answers: Answers, trail: Trail | None) -> Decision:
    """Return the decision about a signer's certificate, of which only imported lists speak."""
    names = (certificate,)
    if trail is not None and not answers.has_lists:
        trail.append(looked_up(Step.IMPORTED, names))
    said = answers.about(ObservableKind.CERTIFICATE, names)
    silenced = silenced_by(names, said, answers, None, trail)
    return silenced or on_list(names, said, answers, trail) or NOTHING


def settles(observable: Observable, decision: Decision) -> bool:
    """Say whether what is known of an app's name leaves its certificates without a say.

    Whoever signed it says nothing new of an app that matched, or that must not match.
    """
    if observable.kind not in {ObservableKind.PACKAGE, ObservableKind.CERTIFICATE}:
        return False
    return decision is not NOTHING and decision.cls is not NameClass.HINT


def institutional_by(row: ListedName, trail: Trail | None) -> Decision:
    """Return the decision about a host of an institution that an imported list holds."""
    if trail is not None:
        trail.append(_row_found(Step.IMPORTED, (row.name,), row))
    return Decision(
        cls=NameClass.INSTITUTIONAL,
        reason=f'Situs instansi yang tercantum dalam daftar "{row.list}", baris {row.line}; '
        "mungkin disusupi konten judi. Bukan situs judi.",
    )


def _row_found(step: Step, asked: Sequence[str], row: ListedName | None) -> StepTaken:
    if row is None:
        return StepTaken(step=step, asked=tuple(asked))
    return StepTaken(
        step=step, asked=tuple(asked), found=(row.name,), entry=f"{ID_PREFIX}{row.list}"
    )


def classification_of(observable: Observable, decision: Decision) -> Classification:
    """Return a decision as the answer about one name."""
    if row := decision.imported:
        return Classification(
            name=observable.value,
            cls=decision.cls,
            signature=f"{ID_PREFIX}{row.list}",
            matched=row.name,
            reason=decision.reason,
        )
    if guess := decision.guess:
        return Classification(
            name=observable.value,
            cls=guess.cls,
            signature=guess.signature,
            matched=guess.matched if guess.signature else None,
            reason=guess.reason,
        )
    listed = decision.listed
    return Classification(
        name=observable.value,
        cls=decision.cls,
        signature=decision.signature.id if decision.signature else None,
        matched=listed.domain if isinstance(listed, ListedDomain) else listed,
        reason=decision.reason,
    )
