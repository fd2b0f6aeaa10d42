"""Names that differ from an innocent one by a slip of the finger."""

from collections.abc import Iterable

_SHORTEST = 7  # characters; shorter names are near one another by chance


class LookAlikes:
    """Innocent names made ready for asking what is nearly one of them.

    Two names are near if taking one character out of each can make them equal: one
    letter more, less, another or two swapped. ``com.andriod.x`` is near ``com.android``.
    """

    def __init__(
        self, packages: Iterable[str], domains: Iterable[str], systems: Iterable[str]
    ) -> None:
        self._packages = _index(packages)
        self._domains = _index(domains)
        self._systems = _index(systems)

    def of_package(self, package: str) -> str | None:
        """Return an innocent package or a system's prefix that a package nearly is."""
        if near := _near(package, self._packages):
            return near
        parts = package.split(".")
        starts = (".".join(parts[:count]) for count in range(2, len(parts)))
        return next((near for start in starts if (near := _near(start, self._systems))), None)

    def of_domain(self, domain: str) -> str | None:
        """Return an innocent domain that a registrable domain nearly is."""
        return _near(domain, self._domains)


def _index(names: Iterable[str]) -> dict[str, str]:
    return {
        shorter: name for name in names if len(name) >= _SHORTEST for shorter in _shortened(name)
    }


def _near(name: str, index: dict[str, str]) -> str | None:
    if len(name) < _SHORTEST or index.get(name) == name:
        return None
    return next((index[shorter] for shorter in _shortened(name) if shorter in index), None)


def _shortened(name: str) -> list[str]:
    """Return a name, and the name without each of its characters."""
    return [name, *(name[:i] + name[i + 1 :] for i in range(len(name)))]
