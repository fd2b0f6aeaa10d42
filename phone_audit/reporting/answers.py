"""Box F of a report: what the holder answered, short for the box and whole for the annex; pure."""

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.papers import Answer, Response
from phone_audit.reporting import figures
from phone_audit.reporting.document import Answered, Box
from phone_audit.reporting.labels import Lexicon
from phone_audit.reporting.voice import Voice

_ROOM = 330
"""Characters that fit into the box; more stands in the annex."""

_BOXES = {
    Answer.ACCEPTS: "accepts",
    Answer.ACCEPTS_EXPLAINING: "accepts_explaining",
    Answer.OBJECTS: "objects",
}


def answered(responses: tuple[Response, ...], words: Lexicon, voice: Voice) -> Answered:
    """Return box F with the newest answer ticked; without an answer, to be filled by hand.

    Refusing to sign is no answer: it ticks the sentence of the witnesses, and an answer
    given before or after stays.
    """
    given = [one for one in responses if one.answer is not Answer.NOT_SIGNED]
    newest = given[-1].answer if given else None
    texts = [one for one in responses if (one.text or "").strip()]
    short = " ".join(_dated(one, voice) if len(texts) > 1 else _text(one) for one in texts)
    if len(short) > _ROOM:
        short = f"{short[:_ROOM].rstrip()}… {words['answer_in_annex']}"
    return Answered(
        boxes=tuple(
            Box(label=words[key], ticked=answer is newest) for answer, key in _BOXES.items()
        ),
        unsigned=Box(
            label=words["unsigned"],
            ticked=any(one.answer is Answer.NOT_SIGNED for one in responses),
        ),
        short=short,
        whole=tuple(_dated(one, voice) for one in texts),
    )


def _dated(response: Response, voice: Voice) -> str:
    at = figures.short_moment(response.at, voice.zone, voice.lang)
    return f"{at}: {_text(response)}"


def _text(response: Response) -> str:
    return safe_text(" ".join((response.text or "").split()), 4000)
