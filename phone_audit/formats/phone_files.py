"""The files of a phone that is not there, and the few toybox commands that look at them."""

import hashlib
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from io import BytesIO

_LINKS = {
    "/sdcard": "/storage/emulated/0",
    "/mnt/sdcard": "/storage/emulated/0",
    "/storage/self/primary": "/storage/emulated/0",
}
"""Symbolic links that every phone has."""

_SUMS = {"sha256sum": hashlib.sha256, "sha1sum": hashlib.sha1, "md5sum": hashlib.md5}


class Looked:
    """What one command printed; its exit code is 1 as soon as anything was complained about."""

    def __init__(self) -> None:
        self.stdout: list[bytes] = []
        self.stderr: list[bytes] = []
        self.exit_code = 0

    def line(self, text: str) -> None:
        """Print one line."""
        self.stdout.append(text.encode("utf-8", "surrogateescape") + b"\n")

    def note(self, text: str) -> None:
        """Print one line on stderr that complains of nothing."""
        self.stderr.append(text.encode("utf-8", "surrogateescape") + b"\n")

    def complain(self, text: str) -> None:
        """Print one line on stderr."""
        self.note(text)
        self.exit_code = 1


class PhoneFiles:
    """Every file of a phone by its absolute path; folders are the parents of files.

    ``files`` maps ``/storage/emulated/0/Download/x.apk`` to bytes. A path that ends in
    ``/`` is a folder, which is how an empty one is told.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = {path: data for path, data in files.items() if not path.endswith("/")}
        self._children: dict[str, set[str]] = {"/": set()}
        for path in (*files, *_LINKS, "/storage/emulated/0/"):
            self._add_parents(path)

    def _add_parents(self, path: str) -> None:
        if path.endswith("/") and path != "/":
            path = path[:-1]
            self._children.setdefault(path, set())
        while path != "/":
            parent, name = posixpath.split(path)
            known = parent in self._children
            self._children.setdefault(parent, set()).add(name)
            if known and parent != "/":
                return
            path = parent

    def look(self, words: Sequence[str]) -> Looked | None:
        """Return what ``words`` prints, or ``None`` if it is no command or option known here.

        Understood: ``cat FILE...``, ``ls [-1 -a -A -d] PATH...``, ``find PATH...
        [-maxdepth N] [-type f|d] [-name P] [-iname P]``, ``sha256sum``, ``sha1sum`` and
        ``md5sum FILE...``, ``unzip -p ZIP ENTRY``, ``tail -c N FILE``, ``dd if=FILE bs=N
        skip=N count=N``. Lists are in byte order; a real ``find`` follows the order of the
        folder.

        Read from: toybox 0.8 ``cat.c``, ``ls.c``, ``find.c``, ``md5sum.c``, ``tail.c``,
        ``dd.c`` (Android 11 to 15); ``ziptool.cpp`` (10 to 15), which prints nothing for an
        entry that is not there.
        """
        command: Callable[[Sequence[str], Looked], bool] | None
        if words[0] in _SUMS:
            command = self._sums
        else:
            known = {
                "cat": self._cat,
                "ls": self._ls,
                "find": self._find,
                "unzip": self._unzip,
                "tail": self._tail,
                "dd": self._dd,
            }
            command = known.get(words[0])
        looked = Looked()
        if command is None or not command(words, looked):
            return None
        return looked

    def resolve(self, path: str) -> str:
        """Return the absolute path without links, dots and doubled slashes."""
        path = "/" + posixpath.normpath("/" + path).lstrip("/")
        for link, target in _LINKS.items():
            if path == link or path.startswith(link + "/"):
                return target + path[len(link) :]
        return path

    def is_link(self, path: str) -> bool:
        """Tell whether the path itself, without a slash behind it, is a symbolic link."""
        return not path.endswith("/") and "/" + path.lstrip("/") in _LINKS

    def _exists(self, path: str) -> bool:
        found = self.resolve(path)
        return found in self._children or (found in self._files and not path.endswith("/"))

    def _cat(self, words: Sequence[str], looked: Looked) -> bool:
        if len(words) == 1 or any(word.startswith("-") for word in words[1:]):
            return False
        for path in words[1:]:
            if data := self._read("cat", path, looked):
                looked.stdout.append(data)
        return True

    def _sums(self, words: Sequence[str], looked: Looked) -> bool:
        if len(words) == 1 or any(word.startswith("-") for word in words[1:]):
            return False
        for path in words[1:]:
            data = self._read(words[0], path, looked)
            if data is not None:
                looked.line(f"{_SUMS[words[0]](data).hexdigest()}  {path}")
        return True

    def _unzip(self, words: Sequence[str], looked: Looked) -> bool:
        match words:
            case [_, "-p", path, entry] if not entry.startswith("-"):
                data = self._files.get(self.resolve(path))
                try:
                    with zipfile.ZipFile(BytesIO(data or b"")) as archive:
                        if entry in archive.namelist():
                            looked.stdout.append(archive.read(entry))
                except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
                    looked.complain(f"unzip: couldn't open {path}: Invalid file")
                return True
            case _:
                return False

    def _tail(self, words: Sequence[str], looked: Looked) -> bool:
        match words:
            case [_, "-c", count, path] if count.isdecimal() and not path.startswith("-"):
                if data := self._read("tail", path, looked):
                    looked.stdout.append(data[max(0, len(data) - int(count)) :])
                return True
            case _:
                return False

    def _dd(self, words: Sequence[str], looked: Looked) -> bool:
        told = dict(word.partition("=")[::2] for word in words[1:])
        if set(told) != {"if", "bs", "skip", "count"} or len(words) != 5:
            return False
        numbers = [told[key] for key in ("bs", "skip", "count")]
        if not all(number.isdecimal() and len(number) < 9 for number in numbers):
            return False
        size, skip, count = map(int, numbers)
        data = self._read("dd", told["if"], looked)
        if data is not None:
            part = data[size * skip : size * (skip + count)]
            looked.stdout.append(part)
            blocks = f"{len(part) // size}+{bool(len(part) % size):d} records"
            looked.note(f"{blocks} in\n{blocks} out\n{len(part)} bytes copied")
        return True

    def _read(self, command: str, path: str, looked: Looked) -> bytes | None:
        data = self._files.get(self.resolve(path))
        if data is None or path.endswith("/"):
            why = "Is a directory" if self._exists(path) else "No such file or directory"
            looked.complain(f"{command}: {path}: {why}")
            return None
        return data

    def _ls(self, words: Sequence[str], looked: Looked) -> bool:
        flags = {letter for word in words[1:] if word.startswith("-") for letter in word[1:]}
        paths = [word for word in words[1:] if not word.startswith("-")] or ["/"]
        if not flags <= set("1adA"):
            return False
        found = sorted(path for path in paths if self._exists(path))
        for path in paths:
            if path not in found:
                looked.complain(f"ls: {path}: No such file or directory")
        folders = [p for p in found if "d" not in flags and self.resolve(p) in self._children]
        for path in found:
            if path not in folders:
                looked.line(path)
        for at, path in enumerate(folders):
            if len(found) > 1:
                if at or len(found) > len(folders):
                    looked.line("")
                looked.line(f"{path}:")
            names = self._children[self.resolve(path)] | ({".", ".."} if "a" in flags else set())
            for name in sorted(names):
                if not name.startswith(".") or flags & {"a", "A"}:
                    looked.line(name)
        return True

    def _find(self, words: Sequence[str], looked: Looked) -> bool:
        start = next((at for at, w in enumerate(words) if at and w.startswith("-")), len(words))
        tests = words[start:]
        if len(tests) % 2:
            return False
        options = dict(zip(tests[::2], tests[1::2], strict=True))
        if len(options) * 2 != len(tests) or not self._find_understands(options):
            return False
        for top in words[1:start] or ["."]:
            if not self._exists(top):
                looked.complain(f"find: '{top}': No such file or directory")
                continue
            self._walk(top, options, looked)
        return True

    @staticmethod
    def _find_understands(options: Mapping[str, str]) -> bool:
        known = {
            "-name": r"[^\[\]\\]+",
            "-iname": r"[^\[\]\\]+",
            "-type": "[fd]",
            "-maxdepth": "[0-9]{1,3}",
        }
        return all(
            name in known and re.fullmatch(known[name], value) is not None
            for name, value in options.items()
        )

    def _walk(self, top: str, options: Mapping[str, str], looked: Looked) -> None:
        deepest = int(options.get("-maxdepth", "999"))
        waiting = [(top.rstrip("/") or "/", self.resolve(top), 0)]
        while waiting:
            shown, path, depth = waiting.pop()
            link = depth == 0 and self.is_link(top)
            folder = path in self._children and not link
            if self._fits(shown, options, "d" if folder else ("l" if link else "f")):
                looked.line(top if depth == 0 else shown)
            if folder and depth < deepest:
                waiting += [
                    (f"{shown.rstrip('/')}/{name}", f"{path.rstrip('/')}/{name}", depth + 1)
                    for name in sorted(self._children[path], reverse=True)
                ]

    @staticmethod
    def _fits(shown: str, options: Mapping[str, str], kind: str) -> bool:
        name = posixpath.basename(shown)
        return (
            options.get("-type", kind) == kind
            and fnmatchcase(name, options.get("-name", "*"))
            and fnmatchcase(name.lower(), options.get("-iname", "*").lower())
        )
