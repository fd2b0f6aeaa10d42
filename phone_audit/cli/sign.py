"""``sign``: put a PAdES signature on a PDF with a local certificate (``.p12``)."""

import argparse
import re
from pathlib import Path

from phone_audit import __version__
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.passphrase import add_key_passphrase, key_passphrase
from phone_audit.errors import UsageError
from phone_audit.keys.authorities import Trust, validation_context
from phone_audit.keys.files import create_private
from phone_audit.reporting.pdf_signatures import PdfSignature, signatures_of
from phone_audit.reporting.pdf_signing import Level, SigningKey, sign_pdf
from phone_audit.settings import SigningSettings, read_signing

_SUFFIX = "-ttd"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``sign``."""
    parser.add_argument("pdf", type=Path, metavar="PDF", help=say("berkas PDF", "the PDF"))
    parser.add_argument(
        "--p12",
        type=Path,
        required=True,
        metavar="FILE",
        help=say("kunci dan sertifikat penanda tangan", "key and certificate of the signer"),
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help=say("berkas hasil; baku NAMA-ttd.pdf", "the result; NAME-ttd.pdf by default"),
    )
    parser.add_argument(
        "--level",
        choices=[level.value for level in Level],
        default=Level.B_B.value,
        help=say(
            "b-b tanpa layanan, b-t dengan cap waktu, b-lta untuk arsip jangka panjang",
            "b-b without any service, b-t with a time stamp, b-lta for the long term",
        ),
    )
    parser.add_argument("--reason", metavar="TEXT", help=say("alasan", "why it is signed"))
    parser.add_argument("--location", metavar="TEXT", help=say("tempat", "where"))
    parser.add_argument(
        "--crl",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=say("daftar sertifikat dicabut, untuk b-lta", "revocation list, for b-lta"),
    )
    parser.add_argument(
        "--fetch",
        action="store_true",
        help=say(
            "ambil data pencabutan dari alamat di dalam sertifikat (butuh jaringan)",
            "fetch revocation data from the addresses in certificates (needs a network)",
        ),
    )
    add_trust(parser)
    add_key_passphrase(parser)
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def add_trust(parser: argparse.ArgumentParser) -> None:
    """Declare whose certificates are trusted, and which time-stamp service is asked."""
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=say("sertifikat otoritas yang dipercaya", "certificate of a trusted authority"),
    )
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help=say(
            "berkas TOML dengan [cap_waktu] alamat dan [tanda_tangan] akar",
            "a TOML file with [cap_waktu] alamat and [tanda_tangan] akar",
        ),
    )


def trust_of(arguments: argparse.Namespace) -> SigningSettings:
    """Return what the settings and ``--trust`` name."""
    settings = read_signing(arguments.settings)
    extra = tuple(read_file(path) for path in arguments.trust)
    return SigningSettings(time_stamp_url=settings.time_stamp_url, roots=(*settings.roots, *extra))


def run(arguments: argparse.Namespace) -> int:
    """Sign, look at the result as a stranger would, and say who has signed by now."""
    level = Level(arguments.level)
    pdf = read_file(arguments.pdf)
    settings = trust_of(arguments)
    target = arguments.to or _result_of(arguments.pdf)
    if target.exists():
        raise UsageError(
            say(f"{target}: sudah ada, tidak ditimpa", f"{target}: exists and is not overwritten")
        )
    phrase = key_passphrase(arguments, arguments.p12.name)
    key = SigningKey.from_p12(read_file(arguments.p12), phrase)
    signed = sign_pdf(
        pdf,
        key,
        level=level,
        reason=arguments.reason,
        location=arguments.location,
        time_stamper=None if level is Level.B_B else _stamper(settings),
        validation=validation_context(
            settings.roots, [read_file(path) for path in arguments.crl], fetch=arguments.fetch
        )
        if level is Level.B_LTA
        else None,
        program=__version__,
    )
    found = signatures_of(signed, target.name, settings.roots)
    if not create_private(target, signed):
        raise UsageError(
            say(f"{target}: sudah ada, tidak ditimpa", f"{target}: exists and is not overwritten")
        )
    if arguments.json:
        print_json({"signed": str(target), "signatures": found})
    else:
        tell_signatures(found)
        print(target)
    return Exit.DONE


def tell_signatures(found: tuple[PdfSignature, ...]) -> None:
    """Print one line for each signature: who, when, and what is wrong where something is."""
    for number, one in enumerate(found, start=1):
        moment = one.stamped_at or one.claimed_at
        when = f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "?"
        clock = (
            say("cap waktu", "time stamp") if one.stamped_at else say("jam penanda", "own clock")
        )
        kind = (
            say("Cap waktu dokumen", "Document time stamp")
            if one.is_time_stamp
            else say("Tanda tangan", "Signature")
        )
        print(shown(f"  {kind} {number}: {one.signer} ({one.issuer}), {when} ({clock})"))
        print(f"    {_TRUST[one.trust]()}")
        if one.complaint is not None:
            print("    " + say("TIDAK SAH: ", "NOT VALID: ") + say_words(one.complaint))


_TRUST = {
    Trust.TRUSTED: lambda: say(
        "sertifikatnya dari otoritas yang dipercaya di sini",
        "its certificate is from an authority trusted here",
    ),
    Trust.UNKNOWN: lambda: say(
        "asal sertifikat tidak diperiksa: beri sertifikat otoritas dengan --trust",
        "whose certificate it is was not checked: give the authority's with --trust",
    ),
    Trust.NOT_TRUSTED: lambda: say(
        "sertifikatnya BUKAN dari otoritas yang dipercaya di sini",
        "its certificate is NOT from an authority trusted here",
    ),
}


def read_file(path: Path) -> bytes:
    """Return a file a person named.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _stamper(settings: SigningSettings) -> object:
    if settings.time_stamp_url is None:
        raise UsageError(
            say(
                "Tingkat ini butuh layanan cap waktu: isi [cap_waktu] alamat pada --settings.",
                "This level needs a time-stamp service: set [cap_waktu] alamat in --settings.",
            )
        )
    from phone_audit.services.time_stamps import TimeStampService

    return TimeStampService(settings.time_stamp_url).stamper()


def _result_of(pdf: Path) -> Path:
    stem = re.sub(rf"{_SUFFIX}(_[0-9]+)?$", "", pdf.stem) + _SUFFIX
    target = pdf.with_name(stem + pdf.suffix)
    number = 2
    while target.exists():
        target = pdf.with_name(f"{stem}_{number}{pdf.suffix}")
        number += 1
    return target
