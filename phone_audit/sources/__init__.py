"""One module per place evidence is read from: what to ask, how to read it, what it does not show.

A module here with a ``SOURCE`` is a source; nothing has to be registered.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules

from phone_audit.sources.interface import Source


@cache
def all_sources() -> tuple[Source, ...]:
    """Return every source, each after those it needs, otherwise in order of name.

    A module that fails to import stops the program: an examination must not lose a
    source quietly.
    """
    found = {
        module.SOURCE.name: module.SOURCE
        for module in (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
        if hasattr(module, "SOURCE")
    }
    order = TopologicalSorter({name: found[name].needs for name in sorted(found)})
    return tuple(found[name] for name in order.static_order())


def stages(sources: Iterable[Source]) -> Iterator[tuple[Source, ...]]:
    """Yield the sources in groups that can be asked together, each in the order given.

    What a source needs lies in the groups before its own; a source that is not among
    ``sources`` at all is not waited for.
    """
    waiting = {source.name: source for source in sources}
    while waiting:
        ready = tuple(one for one in waiting.values() if waiting.keys().isdisjoint(one.needs))
        if not ready:
            raise ValueError(f"sources that need each other: {', '.join(waiting)}")
        for source in ready:
            del waiting[source.name]
        yield ready
