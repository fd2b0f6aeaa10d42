"""What a name turns out to be: exact comparison with the list, then what its parts suggest.

Pure and linear: a name costs one dictionary look-up for itself and one for each parent;
only a host that no entry lists is looked into.
"""

import copy
from collections.abc import Iterable
from typing import Self

from phone_audit.formats.hostname import is_address, normalise, with_parents
from phone_audit.model.assessment import Matched
from phone_audit.model.evidence import Observable, ObservableKind, Sighting, is_declaration
from phone_audit.model.imported_list import ImportedList, ListedName
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import (
    Classification,
    GamblingKind,
    Innocent,
    ListedDomain,
    NameClass,
    Signature,
    SignatureList,
)
from phone_audit.signatures.app_labels import AppLabels
from phone_audit.signatures.decision import (
    NOTHING,
    ORDINARY_INSTITUTION,
    PERHAPS_AN_ACADEMY,
    Decision,
    classification_of,
    excused,
    institutional_by,
    listed_for,
    looked_up,
    match_by,
    on_certificate,
    on_list,
    settles,
    silenced_by,
    strength_by,
)
from phone_audit.signatures.institutions import INSTITUTIONAL, is_institutional
from phone_audit.signatures.listed import NO_LISTS, Answers, Listed, Said
from phone_audit.signatures.trail import Explanation, Step, StepTaken, Trail
from phone_audit.signatures.unlisted import Unlisted, is_for_academies

_FINDING = frozenset({NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK})
_SHORTEST_BRAND = 5  # characters; shorter labels occur by chance


class Judged(Record):
    """What one source's sightings came to.

    ``matched`` are the sightings that name an entry, in the order they came.
    ``institutional`` are hosts of offices and schools that carry a listed name: their
    pages were probably broken into, and their visitor may simply work there. ``near``
    counts names around gambling; ``hinted`` are hosts whose name holds one word or shape
    that gambling sites use, ``blocked`` pages that say that access was blocked. None of
    these is ever a finding; the last two are here to be counted, their names are not kept.
    ``listed`` is what imported lists say of the names in ``matched``, whether it decided
    or not.
    """

    matched: tuple[Matched, ...] = ()
    institutional: tuple[str, ...] = ()
    near: int = 0
    hinted: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    listed: tuple[ListedName, ...] = ()


class Matcher:
    """A signature list made ready for looking names up, with the imported lists beside it."""

    def __init__(self, signatures: SignatureList, imported: Listed | None = None) -> None:
        """Make a list ready; ``imported`` ``None``: nothing is known of imported lists."""
        self._imported = imported
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
        self._known = frozenset((*self._innocent_domains, *self._domains))

    @property
    def lists(self) -> tuple[ImportedList, ...] | None:
        """Return the imported lists it uses; ``None``: nobody said which."""
        return None if self._imported is None else self._imported.lists

    def using(self, imported: Listed) -> Self:
        """Return the same matcher with other imported lists."""
        other = copy.copy(self)
        other._imported = imported
        return other

    def standing(self, kind: ObservableKind, name: str) -> tuple[NameClass, str] | None:
        """Return what the signature list itself says of a normalised name.

        The class and the id of the entry: ``NONE`` for a name on the innocent list,
        ``INSTITUTIONAL`` (without an id) for a host of an institution, else that of an
        entry that lists it; ``None`` where none of these says anything.
        """
        if kind is ObservableKind.PACKAGE:
            excused, signature = self._innocent_packages.get(name), self._packages.get(name)
        else:
            hit = excused = None
            for parent in with_parents(name):
                excused = excused or self._innocent_domains.get(parent)
                hit = hit or self._domains.get(parent)
            if excused is None and is_institutional(name):
                return NameClass.INSTITUTIONAL, ""
            signature = hit[0] if hit else None
        if excused is not None:
            return NameClass.NONE, excused.id
        if signature is None:
            return None
        near = signature.kind is GamblingKind.NEAR
        return NameClass.NEAR if near else NameClass(strength_by(signature).value), signature.id

    def classify(self, observable: Observable) -> Classification:
        """Return what one name is.

        The order is: normalise, names on the innocent list, hosts of institutions, names
        that imported lists allow, listed names, names on imported lists, then for hosts
        families of names, signals and the score. A host also
        matches the listed domain it lies below; an address matches only itself. A host
        of an institution is ``institutional`` and nothing else; the reason says whether it
        is listed, whether one whole label of it is an entry's id or what a listed domain
        begins with, whether its name holds the words of a gambling site, or none of these.

        Dates play no part here: whether a trace falls into a domain's validity is for
        the assessment, which finds the dates in the ``Match``.
        """
        answers = Answers(self._imported or NO_LISTS, (observable,))
        return classification_of(observable, self._decide(observable, answers))

    def explain(self, observable: Observable) -> Explanation:
        """Return what one name is, with every step that was taken to find out.

        The steps are written down by the very code that decides.
        """
        trail: Trail = []
        answers = Answers(self._imported or NO_LISTS, (observable,))
        decision = self._decide(observable, answers, trail)
        classification = classification_of(observable, decision)
        return Explanation(classification=classification, steps=tuple(trail))

    def match(self, source: str, sightings: Iterable[Sighting]) -> Judged:
        """Return the sightings of one source that name an entry, in the order they came.

        What matched nothing leaves no trace in the result, not even a count.
        """
        sightings = tuple(sightings)
        answers = Answers(
            self._imported or NO_LISTS, (one for s in sightings for one in s.record.observables)
        )
        matched: list[Matched] = []
        institutional: dict[str, None] = {}
        rows: dict[ListedName, None] = {}
        near, hinted, blocked = 0, set[str](), set[str]()
        for sighting in sightings:
            settled = False
            for observable in sighting.record.observables:
                if settled and observable.kind is ObservableKind.CERTIFICATE:
                    continue
                decision = self._decide(observable, answers)
                settled = settled or settles(observable, decision)
                if decision.cls is NameClass.WEAK and is_declaration(sighting.record):
                    continue  # thousands of such hosts per phone: a mere resemblance says nothing
                if decision.cls in _FINDING:
                    match = match_by(sighting.record, observable, decision, answers)
                    matched.append(Matched(source=source, sighting=sighting, match=match))
                    for one in sighting.record.observables:
                        rows.update(dict.fromkeys(_said(one, answers).rows))
                elif decision.cls is NameClass.INSTITUTIONAL and not decision.ordinary:
                    institutional[observable.value] = None
                elif decision.cls is NameClass.NEAR:
                    near += 1
                elif decision.cls is NameClass.HINT:
                    hinted.add(observable.value)
                elif decision.blocked:
                    blocked.add(observable.value)
        return Judged(
            matched=tuple(matched),
            institutional=tuple(institutional),
            near=near,
            hinted=frozenset(hinted),
            blocked=frozenset(blocked),
            listed=tuple(rows),
        )

    def _decide(
        self, observable: Observable, answers: Answers, trail: Trail | None = None
    ) -> Decision:
        if observable.kind is ObservableKind.PACKAGE:
            return self._decide_package(observable.value, answers, trail)
        if observable.kind is ObservableKind.LABEL:
            return self._decide_label(observable.value, trail)
        if observable.kind is ObservableKind.CERTIFICATE:
            return on_certificate(observable.value, answers, trail)
        return self._decide_host(observable.value, answers, trail)

    def _decide_package(self, package: str, answers: Answers, trail: Trail | None) -> Decision:
        innocent = self._innocent_packages.get(package)
        if trail is not None:
            trail.append(looked_up(Step.INNOCENT, (package,), package, innocent))
        if innocent:
            return excused(package, innocent)
        signature = self._packages.get(package)
        said = answers.about(ObservableKind.PACKAGE, (package,))
        if (silenced := silenced_by((package,), said, answers, signature, trail)) is not None:
            return silenced
        if trail is not None:
            trail.append(looked_up(Step.EXACT, (package,), package, signature))
        if signature:
            return listed_for(signature, package, f"Paket {package}")
        if (imported := on_list((package,), said, answers, trail)) is not None:
            return imported
        guess = self._unlisted.guess_package(package, trail) if self._unlisted else None
        if guess is None:
            return NOTHING
        return Decision(cls=guess.cls, reason=guess.reason, guess=guess)

    def _decide_label(self, label: str, trail: Trail | None) -> Decision:
        """What an app calls itself is free to choose: a listed label is weak at most."""
        signature = self._app_labels.find(label)
        if trail is not None:
            trail.append(looked_up(Step.EXACT, (label,), label, signature))
        if signature is None:
            return NOTHING
        listed = listed_for(signature, label, f"Nama {label!a}")
        if listed.cls is NameClass.NEAR:
            return listed
        return replace(
            listed,
            cls=NameClass.WEAK,
            reason=f'Tanda "{signature.name}" memuat nama ini; '
            "aplikasi apa pun boleh bernama begitu.",
        )

    def _decide_host(self, value: str, answers: Answers, trail: Trail | None) -> Decision:
        host = normalise(value)
        if trail is not None:
            found = () if host is None else (host,)
            trail.append(StepTaken(step=Step.NORMALISE, asked=(value,), found=found))
        if host is None:
            return Decision(cls=NameClass.NONE, reason="Bukan nama situs web.")
        names = with_parents(host)
        hit = None
        if not self._known.isdisjoint(names):  # of nearly every host nothing is known
            for name in names:
                if innocent := self._innocent_domains.get(name):
                    if trail is not None:
                        trail.append(looked_up(Step.INNOCENT, names, name, innocent))
                    return excused(name, innocent)
            hit = next((self._domains[name] for name in names if name in self._domains), None)
        said = answers.about(ObservableKind.HOST, names)
        institutional = is_institutional(host)
        if trail is not None:
            trail.append(looked_up(Step.INNOCENT, names))
            found = (host,) if institutional else ()
            trail.append(StepTaken(step=Step.INSTITUTION, asked=(host,), found=found))
        if institutional:
            return self._decide_institutional(host, hit, said, trail)
        entry_of_hit = hit[0] if hit else None
        if (silenced := silenced_by(names, said, answers, entry_of_hit, trail)) is not None:
            return silenced
        if trail is not None:
            listed_name, entry = (hit[1].domain, hit[0]) if hit else (None, None)
            trail.append(looked_up(Step.EXACT, names, listed_name, entry))
        if hit is None:
            imported = on_list(names, said, answers, trail)
            return self._decide_unlisted(host, trail) if imported is None else imported
        signature, listed = hit
        below = "" if listed.domain == host else "; yang terlihat berada di bawahnya"
        return listed_for(signature, listed, f"Domain {listed.domain}", below)

    def _decide_institutional(
        self,
        host: str,
        hit: tuple[Signature, ListedDomain] | None,
        said: Said,
        trail: Trail | None,
    ) -> Decision:
        """A listed name on an institution's host says that its pages were broken into."""
        own = INSTITUTIONAL.sub("", host).split(".")
        carried = next((part for part in own if part in self._labels), None)
        if hit is None and carried is None:
            decision = self._decide_carried(host, trail)
            if decision.ordinary and (row := said.block) is not None:
                return institutional_by(row, trail)
            return decision
        signature = hit[0] if hit else self._labels[carried or ""]
        if trail is not None:
            name = hit[1].domain if hit else carried
            trail.append(looked_up(Step.CARRIED, tuple(own), name, signature))
        return Decision(
            cls=NameClass.INSTITUTIONAL,
            signature=signature,
            listed=hit[1] if hit else None,
            reason=f'Situs instansi yang memuat nama terdaftar "{signature.name}"; '
            "mungkin disusupi konten judi. Bukan situs judi.",
        )

    def _decide_carried(self, host: str, trail: Trail | None) -> Decision:
        words = self._unlisted.carried(host) if self._unlisted else None
        if trail is not None:
            found = () if words is None else (words,)
            trail.append(StepTaken(step=Step.CARRIED, asked=(host,), found=found))
        if words is None:
            return ORDINARY_INSTITUTION
        return Decision(
            cls=NameClass.INSTITUTIONAL,
            reason=f'Situs instansi yang namanya memuat "{words}"; '
            "mungkin disusupi konten judi. Bukan situs judi.",
        )

    def _decide_unlisted(self, host: str, trail: Trail | None) -> Decision:
        if self._unlisted is None or is_address(host):
            return NOTHING
        if is_for_academies(host):
            carried = self._decide_carried(host, trail)
            return PERHAPS_AN_ACADEMY if carried.ordinary else carried
        guess = self._unlisted.guess(host, trail)
        if guess is None:
            return NOTHING
        return Decision(cls=guess.cls, reason=guess.reason, guess=guess)


def _said(observable: Observable, answers: Answers) -> Said:
    """Return what imported lists say of a name, as it was decided by."""
    if observable.kind is not ObservableKind.HOST:
        return answers.about(observable.kind, (observable.value,))
    host = normalise(observable.value)
    return Said() if host is None else answers.about(observable.kind, with_parents(host))
