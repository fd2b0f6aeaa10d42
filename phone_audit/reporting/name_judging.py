"""What a report says of names that no entry lists: from which score on, and how well measured."""

from collections.abc import Iterator, Mapping

from phone_audit.model.record import Words
from phone_audit.model.signature import Measured, NameJudging, NameSet
from phone_audit.reporting import figures
from phone_audit.reporting.voice import Voice

NAME_SETS: Mapping[NameSet, Words] = {
    NameSet.ORDINARY_INDONESIAN: Words(
        id="nama situs biasa Indonesia", en="names of ordinary Indonesian sites"
    ),
    NameSet.ORDINARY_GLOBAL: Words(
        id="nama situs biasa dunia", en="names of ordinary sites of the world"
    ),
    NameSet.GAMBLING_INDONESIAN: Words(
        id="nama dari daftar situs perjudian", en="names from lists of gambling sites"
    ),
}

_SHAPES: Mapping[str, Words] = {
    "game": Words(id="sebuah kata permainan", en="a word of a game"),
    "game+suffix": Words(
        id="sebuah kata permainan dan akhiran murah", en="a word of a game and a cheap suffix"
    ),
    "signs": Words(id="dua tanda lain", en="two other signals"),
    "number": Words(id="angka merek", en="a brand number"),
    "number+suffix": Words(
        id="angka merek dan akhiran murah", en="a brand number and a cheap suffix"
    ),
    "word": Words(id="satu kata lain", en="one other word"),
    "word+suffix": Words(
        id="satu kata lain dan akhiran murah", en="one other word and a cheap suffix"
    ),
    "suffix": Words(id="akhiran murah", en="a cheap suffix"),
    "none": Words(id="tanpa tanda", en="no signal"),
}


def judged_by_name(judging: NameJudging | None, voice: Voice) -> Iterator[str]:
    """Yield from which score on a name is a match, and what was measured on names unseen."""
    if judging is None:
        return
    yield voice.phrase(
        "scored_from",
        weak="; ".join(
            f"{_hundredths(least, voice)} ({_SHAPES[shape].say(voice.lang)})"
            for shape, least in judging.weak.items()
            if shape in _SHAPES
        ),
        hint=_hundredths(judging.hint, voice),
        trained=figures.day(judging.trained, voice.lang),
    )
    if judging.measured:
        told = (_measured(one, voice) for one in judging.measured)
        yield voice.phrase("score_measured", sets="; ".join(told))
    else:
        yield voice.phrase("score_unmeasured")


def _measured(one: Measured, voice: Voice) -> str:
    return voice.phrase(
        "score_measured_set" if one.ordinary else "score_found_set",
        findings=figures.number(one.findings, voice.lang),
        hints=figures.number(one.hints, voice.lang),
        names=figures.number(one.names, voice.lang),
        what=NAME_SETS[one.what].say(voice.lang),
    )


def _hundredths(value: int, voice: Voice) -> str:
    mark = "." if voice.lang == "en" else ","
    return f"{'-' if value < 0 else ''}{abs(value) // 100}{mark}{abs(value) % 100:02}"
