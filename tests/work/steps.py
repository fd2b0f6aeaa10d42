"""How much work a call is: steps of Python, and characters that methods of texts go over."""

import sys
from collections.abc import Callable
from types import FrameType

_GOING_OVER = frozenset(
    (
        "count",
        "decode",
        "encode",
        "find",
        "index",
        "join",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "replace",
        "rfind",
        "rindex",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "strip",
        "translate",
        "upper",
    )
)
_CHARACTERS = 16  # go with one step: C is faster than Python


def work(call: Callable[[], object]) -> int:
    """Return the steps of one call; the same call gives the same number on every machine.

    A step is an instruction of Python's interpreter, or sixteen characters that a method
    of a text goes over. What a regular expression does is not in it (``patterns.py``).
    """
    steps = 0
    characters = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Callable:
        nonlocal steps
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    def profile(_frame: FrameType, event: str, called: object) -> None:
        nonlocal characters
        if event == "c_call" and called.__name__ in _GOING_OVER:
            text = called.__self__
            if isinstance(text, str | bytes | bytearray):
                characters += len(text)

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return steps + characters // _CHARACTERS
