"""What a name turns out to be: exact comparison with the list, then what its parts suggest.

Pure and linear: a name costs one dictionary look-up for itself and one for each parent;
only a host that no entry lists is looked into.
"""

import re
from collections.abc import Iterable

from phone_audit.formats.hostname import is_address, normalise, with_parents
from phone_audit.model.assessment import Match, Matched
from phone_audit.model.evidence import Observable, ObservableKind, Sighting, is_declaration
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import (
    Classification,
    GamblingKind,
    Innocent,
    ListedDomain,
    NameClass,
    Signature,
    SignatureList,
    Status,
    Strength,
)
from phone_audit.signatures.app_labels import AppLabels
from phone_audit.signatures.trail import Explanation, Step, StepTaken, Trail
from phone_audit.signatures.unlisted import Guess, Unlisted, is_for_academies

_INSTITUTIONAL = re.compile(
    r"(?:^|\.)(?:"
    r"(?:gov|edu|mil)"
    r"|(?:gov|gob|gouv|edu|ac|mil|sch|desa|ponpes)\.[a-z]{2}"
    r"|go\.(?:ci|cr|id|jp|ke|kr|th|tz|ug)"
    r")$"
)
_FINDING = frozenset({NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK})
_SHORTEST_BRAND = 5  # characters; shorter labels occur by chance


class Judged(Record):
    """What one source's sightings came to.

    ``matched`` are the sightings that name an entry, in the order they came.
    ``institutional`` are hosts of offices and schools that carry a listed name: their
    pages were probably broken into, and their visitor may simply work there. ``near``
    counts names around gambling, ``hints`` hosts whose name holds one word or shape that
    gambling sites use; none of the three is ever a finding, and no name of a hint is kept.
    """

    matched: tuple[Matched, ...] = ()
    institutional: tuple[str, ...] = ()
    near: int = 0
    hints: int = 0


class _Decision(Record):
    """A name's class, with the entry and the listed name behind it."""

    cls: NameClass
    reason: str
    signature: Signature | None = None
    listed: ListedDomain | str | None = None
    guess: Guess | None = None


_NOTHING = _Decision(cls=NameClass.NONE, reason="No entry of the list names it.")


class Matcher:
    """A signature list made ready for looking names up."""

    def __init__(self, signatures: SignatureList) -> None:
        self._packages: dict[str, Signature] = {}
        self._domains: dict[str, tuple[Signature, ListedDomain]] = {}
        self._innocent_packages: dict[str, Innocent] = {}
        self._innocent_domains: dict[str, Innocent] = {}
        self._labels: dict[str, Signature] = {}
        for signature in signatures.signatures:
            for package in signature.packages:
                self._packages[package] = signature
            for listed in signature.domains:
                self._domains[listed.domain] = (signature, listed)
            if signature.kind is not GamblingKind.NEAR:
                for label in (
                    signature.id,
                    *(d.domain.partition(".")[0] for d in signature.domains),
                ):
                    if len(label) >= _SHORTEST_BRAND:
                        self._labels.setdefault(label, signature)
        self._unlisted = None if signatures.names is None else Unlisted(signatures.names)
        self._app_labels = AppLabels(signatures.signatures)
        for innocent in signatures.innocent:
            self._innocent_packages.update(dict.fromkeys(innocent.packages, innocent))
            self._innocent_domains.update(dict.fromkeys(innocent.domains, innocent))

    def classify(self, observable: Observable) -> Classification:
        """Return what one name is.

        The order is: normalise, names on the innocent list, hosts of institutions,
        listed names, then for hosts families of names, signals and the score. A host also
        matches the listed domain it lies below; an address matches only itself. An
        institution's host is ``institutional`` if it is listed, if one whole label of it
        is an entry's id or what a listed domain begins with, or if its name holds the
        words of a gambling site; otherwise it is ``none`` like any other host.

        Dates play no part here: whether a trace falls into a domain's validity is for
        the assessment, which finds the dates in the ``Match``.
        """
        return _classification(observable, self._decide(observable))

    def explain(self, observable: Observable) -> Explanation:
        """Return what one name is, with every step that was taken to find out.

        The steps are written down by the very code that decides.
        """
        trail: Trail = []
        decision = self._decide(observable, trail)
        return Explanation(classification=_classification(observable, decision), steps=tuple(trail))

    def match(self, source: str, sightings: Iterable[Sighting]) -> Judged:
        """Return the sightings of one source that name an entry, in the order they came.

        What matched nothing leaves no trace in the result, not even a count.
        """
        matched: list[Matched] = []
        institutional: dict[str, None] = {}
        near = hints = 0
        for sighting in sightings:
            for observable in sighting.record.observables:
                decision = self._decide(observable)
                if decision.cls is NameClass.WEAK and is_declaration(sighting.record):
                    continue  # thousands of such hosts per phone: a mere resemblance says nothing
                if decision.cls in _FINDING:
                    match = _match(decision)
                    matched.append(Matched(source=source, sighting=sighting, match=match))
                elif decision.cls is NameClass.INSTITUTIONAL:
                    institutional[observable.value] = None
                elif decision.cls is NameClass.NEAR:
                    near += 1
                elif decision.cls is NameClass.HINT:
                    hints += 1
        return Judged(
            matched=tuple(matched), institutional=tuple(institutional), near=near, hints=hints
        )

    def _decide(self, observable: Observable, trail: Trail | None = None) -> _Decision:
        if observable.kind is ObservableKind.PACKAGE:
            return self._decide_package(observable.value, trail)
        if observable.kind is ObservableKind.LABEL:
            return self._decide_label(observable.value, trail)
        return self._decide_host(observable.value, trail)

    def _decide_package(self, package: str, trail: Trail | None) -> _Decision:
        innocent = self._innocent_packages.get(package)
        if trail is not None:
            trail.append(_looked_up(Step.INNOCENT, (package,), package, innocent))
        if innocent:
            return _excused(package, innocent)
        signature = self._packages.get(package)
        if trail is not None:
            trail.append(_looked_up(Step.EXACT, (package,), package, signature))
        if signature:
            return _listed(signature, package, f"Package {package}")
        guess = self._unlisted.guess_package(package, trail) if self._unlisted else None
        if guess is None:
            return _NOTHING
        return _Decision(cls=guess.cls, reason=guess.reason, guess=guess)

    def _decide_label(self, label: str, trail: Trail | None) -> _Decision:
        """What an app calls itself is free to choose: a listed label is weak at most."""
        signature = self._app_labels.find(label)
        if trail is not None:
            trail.append(_looked_up(Step.EXACT, (label,), label, signature))
        if signature is None:
            return _NOTHING
        listed = _listed(signature, label, f"Label {label!a}")
        if listed.cls is NameClass.NEAR:
            return listed
        return replace(
            listed,
            cls=NameClass.WEAK,
            reason=f'"{signature.name}" shows this label; an app may call itself as it likes.',
        )

    def _decide_host(self, value: str, trail: Trail | None) -> _Decision:
        host = normalise(value)
        if trail is not None:
            found = () if host is None else (host,)
            trail.append(StepTaken(step=Step.NORMALISE, asked=(value,), found=found))
        if host is None:
            return _Decision(cls=NameClass.NONE, reason="Not the name of a web host.")
        names = tuple(with_parents(host))
        for name in names:
            if innocent := self._innocent_domains.get(name):
                if trail is not None:
                    trail.append(_looked_up(Step.INNOCENT, names, name, innocent))
                return _excused(name, innocent)
        hit = next((self._domains[name] for name in names if name in self._domains), None)
        institutional = is_institutional(host)
        if trail is not None:
            trail.append(_looked_up(Step.INNOCENT, names))
            found = (host,) if institutional else ()
            trail.append(StepTaken(step=Step.INSTITUTION, asked=(host,), found=found))
        if institutional:
            return self._decide_institutional(host, hit, trail)
        if trail is not None:
            listed_name, entry = (hit[1].domain, hit[0]) if hit else (None, None)
            trail.append(_looked_up(Step.EXACT, names, listed_name, entry))
        if hit is None:
            return self._decide_unlisted(host, trail)
        signature, listed = hit
        below = "" if listed.domain == host else ", and the host seen lies below it"
        return _listed(signature, listed, f"Domain {listed.domain}", below)

    def _decide_institutional(
        self, host: str, hit: tuple[Signature, ListedDomain] | None, trail: Trail | None
    ) -> _Decision:
        """A listed name on an institution's host says that its pages were broken into."""
        own = _INSTITUTIONAL.sub("", host).split(".")
        carried = next((part for part in own if part in self._labels), None)
        if hit is None and carried is None:
            return self._decide_carried(host, trail)
        signature = hit[0] if hit else self._labels[carried or ""]
        if trail is not None:
            name = hit[1].domain if hit else carried
            trail.append(_looked_up(Step.CARRIED, tuple(own), name, signature))
        return _Decision(
            cls=NameClass.INSTITUTIONAL,
            signature=signature,
            listed=hit[1] if hit else None,
            reason=f'Host of an institution that carries the listed name of "{signature.name}"; '
            "its pages may have been broken into. Not a gambling site.",
        )

    def _decide_carried(self, host: str, trail: Trail | None) -> _Decision:
        words = self._unlisted.carried(host) if self._unlisted else None
        if trail is not None:
            found = () if words is None else (words,)
            trail.append(StepTaken(step=Step.CARRIED, asked=(host,), found=found))
        if words is None:
            return _NOTHING
        return _Decision(
            cls=NameClass.INSTITUTIONAL,
            reason=f'Host of an institution whose name holds "{words}"; '
            "its pages may have been broken into. Not a gambling site.",
        )

    def _decide_unlisted(self, host: str, trail: Trail | None) -> _Decision:
        if self._unlisted is None or is_address(host):
            return _NOTHING
        if is_for_academies(host):
            return self._decide_carried(host, trail)
        guess = self._unlisted.guess(host, trail)
        if guess is None:
            return _NOTHING
        return _Decision(cls=guess.cls, reason=guess.reason, guess=guess)


def _classification(observable: Observable, decision: _Decision) -> Classification:
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


def is_institutional(host: str) -> bool:
    """Tell whether a normalised host belongs to a government, a school or an army.

    ``gov``, ``edu`` and ``mil``, alone or before a country (``.gov.br``), with their
    usual spellings (``.go.id``, ``.gob.mx``, ``.ac.id``, ``.sch.id``, ``.desa.id``).
    """
    return not is_address(host) and _INSTITUTIONAL.search(host) is not None


def _looked_up(
    step: Step,
    asked: tuple[str, ...],
    name: str | None = None,
    entry: Signature | Innocent | None = None,
) -> StepTaken:
    if name is None or entry is None:
        return StepTaken(step=step, asked=asked)
    return StepTaken(step=step, asked=asked, found=(name,), entry=entry.id)


def _excused(name: str, innocent: Innocent) -> _Decision:
    return _Decision(
        cls=NameClass.NONE,
        listed=None,
        reason=f"{name} is on the innocent list ({innocent.id}): {innocent.why}",
    )


def _listed(
    signature: Signature, listed: ListedDomain | str, subject: str, below: str = ""
) -> _Decision:
    if signature.kind is GamblingKind.NEAR:
        return _Decision(
            cls=NameClass.NEAR,
            signature=signature,
            listed=listed,
            reason=f'{subject} belongs to "{signature.name}": '
            "related to gambling, but not gambling; never a finding.",
        )
    strength = _strength(signature)
    return _Decision(
        cls=NameClass(strength.value),
        signature=signature,
        listed=listed,
        reason=f'{subject} is listed for "{signature.name}" '
        f"({signature.kind.value}, {strength.value}){below}.",
    )


def _strength(signature: Signature) -> Strength:
    """Only what somebody reviewed may match strongly, whatever its file asks for."""
    if signature.strength is Strength.STRONG and signature.status is not Status.REVIEWED:
        return Strength.MEDIUM
    return signature.strength


def _match(decision: _Decision) -> Match:
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
        strength=_strength(signature),
        matched=domain.domain if domain else str(listed),
        reason=decision.reason,
        innocent_explanations=signature.innocent_explanations,
        valid_from=domain.valid_from if domain else None,
        valid_until=domain.valid_until if domain else None,
    )
