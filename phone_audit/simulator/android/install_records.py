"""What ``dumpsys package installs`` and ``dumpsys package changes`` print, from Android 8 to 16."""

from phone_audit.simulator.android.changes import Change, since_boot
from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import millis, number_from

_WIDTH = 120
_ANDROID_13 = 33


def dump_installs(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys package installs``: sessions since the phone started.

    Format: pairs that run on, in lines of at most 120 characters::

        Historical install sessions:
          Session 1733822157:
              userId=0 installerPackageName=com.google.android.packageinstaller createdMillis=1763
          588000000 stageDir=/data/app/vmdl1733822157.tmp stageCid=null

    Up to 12 a finished session is kept as text and broken anywhere when it is printed;
    from 13 on only its parameters are.

    Read from: AOSP ``PackageInstallerService.dump``, ``PackageInstallerSession.dumpLocked``,
    ``PackageInstallerHistoricalSession.dump``, ``IndentingPrintWriter.write``, 8-16.
    """
    out = _Wrapping(_WIDTH)
    sections = ["Active", *(["Finalized"] if phone.sdk >= 29 else []), "Historical"]
    for section in sections:
        out.line(f"{section} install sessions:")
        out.indent = "  "
        if section == "Historical":
            for change in since_boot(phone):
                if not change.removal:
                    _session(phone, change, out)
        out.line()
        out.indent = ""
    out.line("Legacy install sessions:")
    out.line("  {}")
    return out.text().encode()


def dump_changes(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys package changes``: packages changed since the start.

    Format::

        Package Changes:
          Sequence number=2
          User 0:
            seq=1, package=id.contoh.permainan

    Read from: AOSP ``PackageManagerService.dump`` 8-11, ``DumpHelper`` 12-16.
    """
    last: dict[tuple[int, str], int] = {}
    for number, change in enumerate(since_boot(phone)):
        last[change.user, change.app.package] = number
    lines = ["Package Changes:", f"  Sequence number={len(since_boot(phone))}"]
    for user in sorted({user for user, _ in last}):
        lines.append(f"  User {user}:")
        for number, package in sorted((n, p) for (u, p), n in last.items() if u == user):
            lines.append(f"    seq={number}, package={package}")
    return ("\n".join(lines) + "\n").encode()


def _session(phone: Phone, change: Change, out: "_Wrapping") -> None:
    number = number_from(1, 2_147_483_647, phone.serial, change.app.package, "session")
    heading = f"Session {number}:\n"
    before, parameters, after = _pairs(phone, change, number)
    if phone.sdk < _ANDROID_13:
        out.write(heading + "".join(f"    {line}\n" for line in (before, parameters, after)))
    else:
        out.write(heading)
        out.indent = "    "
        for pair in before.split(" ")[:-1]:
            out.write(pair + " ")
        out.line()
        out.write(parameters + "\n")
        for pair in after.split(" ")[:-1]:
            out.write(pair + " ")
        out.line()
        out.indent = "  "
    out.line()


def _pairs(phone: Phone, change: Change, number: int) -> tuple[str, str, str]:
    app = change.app
    installer = app.installer or "null"
    before = f"userId={change.user} "
    if phone.sdk >= 29:
        before += f"mOriginalInstallerUid=10100 mOriginalInstallerPackageName={installer} "
    before += f"installerPackageName={installer} "
    if phone.sdk >= 30:
        before += f"installInitiatingPackageName={installer} installOriginatingPackageName=null "
    before += f"mInstallerUid=10100 createdMillis={millis(change.at)} "
    before += f"stageDir=/data/app/vmdl{number}.tmp stageCid=null "
    parameters = (
        "mode=1 installFlags=0x400010 installLocation=0 sizeBytes=17946700 "
        f"appPackageName={app.package} appIcon=false appLabel=null "
        f"originatingUri={app.file_address if change.first else None} originatingUid=-1 "
        f"referrerUri={app.page_address if change.first else None} abiOverride=null "
    ).replace("=None ", "=null ")
    parameters += "volumeUuid=null grantedRuntimePermissions=null "
    after = (
        "mClientProgress=1.0 mProgress=1.0 mSealed=true mPermissionsManuallyAccepted=true "
        "mDestroyed=true mFds=0 mBridges=0 mFinalStatus=1 mFinalMessage=null "
    )
    return before, parameters, after


class _Wrapping:
    """``IndentingPrintWriter`` with a greatest width: what is too long is broken, come what may."""

    def __init__(self, width: int) -> None:
        self.indent = ""
        self._width = width
        self._parts: list[str] = []
        self._empty = True
        self._length = 0

    def line(self, text: str = "") -> None:
        self.write(text + "\n")

    def write(self, text: str) -> None:
        """Write one piece, as one call of ``print`` does."""
        start = 0
        for end, letter in enumerate(text, start=1):
            self._length += 1
            if letter == "\n":
                self._put(text[start:end])
                start, self._empty, self._length = end, True, 0
            if self._length >= self._width - len(self.indent):
                if self._empty:
                    self._put(text[start:end] + "\n")
                    start, self._length = end, 0
                else:
                    self._parts.append("\n")
                    self._length = end - start
                self._empty = True
        if start < len(text):
            self._put(text[start:])

    def text(self) -> str:
        return "".join(self._parts)

    def _put(self, text: str) -> None:
        if self._empty:
            self._parts.append(self.indent)
        self._empty = False
        self._parts.append(text)
