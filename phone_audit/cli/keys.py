"""``keys``: the office's key pairs, this station's key, and who recognises whom."""

import argparse
from datetime import timedelta
from pathlib import Path

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.parser import add_language
from phone_audit.cli.passphrase import add_key_passphrase, key_passphrase
from phone_audit.errors import UsageError
from phone_audit.keys.files import create_private
from phone_audit.keys.fingerprint import in_groups, in_words
from phone_audit.keys.folder import KeyFolder, default_path
from phone_audit.keys.office import (
    OfficeKey,
    OfficeSecret,
    is_pair,
    is_protected,
    new_office,
    read_office,
    read_secret,
)
from phone_audit.keys.signing import Signer, public_pem
from phone_audit.keys.station import Certificate, certify, office_named, read_certificate

_MOST_BYTES = 64 * 1024
_YEAR = 365


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs of ``keys``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=say("TINDAKAN", "ACTION"))
    text = say(
        "Membuat pasangan kunci kantor. Paruh rahasia dilindungi kata sandi dan harus dijauhkan "
        "dari laptop; paruh publik dipasang di stasiun ini.",
        "Make the office's key pairs. The private half is protected by a passphrase and must "
        "leave the laptop; the public half is installed on this station.",
    )
    new = verbs.add_parser("new", help=text, description=text)
    new.add_argument("--name", required=True, help=say("nama kantor", "name of the office"))
    new.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="DIR",
        help=say("folder untuk kedua paruh, misalnya flashdisk", "where both halves go: a stick"),
    )
    new.add_argument("--station", metavar="NAME", help=say("nama laptop ini", "name this laptop"))
    new.add_argument("--replace", action="store_true", help=_replace())
    _add_days(new)
    add_key_passphrase(new)
    text = say("Menampilkan kunci dan sidik jarinya.", "Show keys and their fingerprints.")
    show = verbs.add_parser("show", help=text, description=text)
    show.add_argument("file", type=Path, nargs="?", metavar="FILE", help=_half())
    show.add_argument("--pem", action="store_true", help=say("kunci publik PEM", "public key, PEM"))
    text = say(
        "Memasang paruh publik kantor, atau sertifikat untuk stasiun ini.",
        "Install an office's public half, or a certificate for this station.",
    )
    install = verbs.add_parser("install", help=text, description=text)
    install.add_argument("file", type=Path, metavar="FILE", help=_half())
    install.add_argument("--replace", action="store_true", help=_replace())
    text = say(
        "Membuat kunci stasiun ini; minta kantor mengesahkannya dengan keys certify.",
        "Make this station's key; have the office certify it with keys certify.",
    )
    station = verbs.add_parser("station", help=text, description=text)
    station.add_argument("--name", required=True, help=say("nama laptop ini", "name this laptop"))
    text = say(
        "Mengesahkan kunci stasiun dengan kunci kantor.",
        "Certify a station's key with the office key.",
    )
    certified = verbs.add_parser("certify", help=text, description=text)
    certified.add_argument(
        "request",
        type=Path,
        nargs="?",
        metavar="FILE",
        help=say("station.json laptop lain; tanpa ini laptop ini", "another laptop's station.json"),
    )
    certified.add_argument("--key", type=Path, required=True, metavar="FILE", help=_private())
    certified.add_argument(
        "--to", type=Path, metavar="FILE", help=say("tulis sertifikat ke sini", "write it here")
    )
    _add_days(certified)
    add_key_passphrase(certified)
    for verb in (new, show, install, station, certified):
        add_language(verb)
        verb.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, in the folder of this computer's keys."""
    folder = KeyFolder(default_path())
    {
        "new": _new,
        "show": _show,
        "install": _install,
        "station": _station,
        "certify": _certify,
    }[arguments.verb](arguments, folder)
    return Exit.DONE


def open_secret(path: Path, arguments: argparse.Namespace) -> OfficeSecret:
    """Return the private halves in a file, asking for the passphrase where it needs one."""
    data = _read(path)
    phrase = key_passphrase(arguments, path.name) if is_protected(data) else None
    try:
        return read_secret(data, phrase)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


def open_signer(path: Path, arguments: argparse.Namespace) -> tuple[OfficeKey, Signer]:
    """Return the office and its private signing key.

    Raises:
        UsageError: the file holds none, or its office is not known on this computer.
    """
    secret = open_secret(path, arguments)
    if secret.signer is None:
        raise UsageError(
            say(f"{path}: berkas ini tidak memuat kunci tanda tangan", f"{path}: no signing key")
        )
    office = KeyFolder(default_path()).known_office(secret.signer.key_id)
    if office is None or not is_pair(office, secret):
        raise UsageError(
            say(
                f"{path}: kantor pemilik kunci ini belum dikenal di komputer ini; pasang paruh "
                "publiknya dahulu: phone-audit keys install FILE",
                f"{path}: the office of this key is not known on this computer; install its "
                "public half first: phone-audit keys install FILE",
            )
        )
    return office, secret.signer


def _new(arguments: argparse.Namespace, folder: KeyFolder) -> None:
    before = folder.office()
    if before is not None and not arguments.replace:
        raise UsageError(
            say(
                f"Stasiun ini sudah bekerja untuk {before.name} ({before.key_id}). Kunci baru "
                "hanya dengan --replace; kunci lama tetap dikenali.",
                f"This station works for {before.name} ({before.key_id}) already. Another key "
                "only with --replace; the old one stays recognised.",
            )
        )
    if not arguments.to.is_dir():
        raise UsageError(
            say(f"{arguments.to}: bukan folder", f"{arguments.to}: there is no such folder")
        )
    phrase = key_passphrase(arguments, say("kunci kantor baru", "the new office key"), new=True)
    office, secret_file = new_office(arguments.name, now().replace(microsecond=0), phrase)
    private = arguments.to / f"kantor-{office.key_id[:8]}.age"
    public = arguments.to / f"kantor-{office.key_id[:8]}.json"
    _write(private, secret_file)
    _write(public, office.data)
    folder.install_office(office, replace=arguments.replace)
    secret = read_secret(secret_file, phrase)  # proves that what was written opens again
    signer = secret.signer
    assert signer is not None
    mine = folder.certificate() or folder.make_station(
        arguments.station or say("Stasiun 1", "Station 1"), now().date()
    )
    folder.install_certificate(_certified(mine, signer, arguments.days))
    if arguments.json:
        print_json({**_office_json(office), "private": str(private), "public": str(public)})
        return
    _tell_office(office)
    print(say(f"Paruh publik  : {public}", f"Public half   : {public}"))
    print(say(f"Paruh rahasia : {private}", f"Private half  : {private}"))
    print(
        say(
            "Simpan paruh rahasia di luar laptop (flashdisk di brankas, salinan tercetak), dan "
            "kata sandinya di tempat lain. Tanpa keduanya jawaban mentah tidak dapat dibuka lagi.",
            "Keep the private half away from the laptop (a stick in a safe, a printed copy), and "
            "its passphrase elsewhere. Without both, raw answers can never be opened again.",
        )
    )


def _show(arguments: argparse.Namespace, folder: KeyFolder) -> None:
    office: OfficeKey | None
    mine: Certificate | None
    if arguments.file is not None:
        office, mine = _read_public(arguments.file, folder)
    else:
        office, mine = folder.office(), folder.certificate()
    if arguments.pem:
        for one in (office, mine):
            if one is not None:
                print(public_pem(one.public_key), end="")
        return
    if arguments.json:
        known = [_office_json(one) for one in folder.known()]
        print_json(
            {
                "folder": str(folder.path),
                "office": None if office is None else _office_json(office),
                "station": None if mine is None else _station_json(mine),
                "known": known,
            }
        )
        return
    if office is not None:
        _tell_office(office)
    if mine is not None:
        _tell_station(mine)
    if arguments.file is None:
        for one in folder.known():
            if office is None or one.key_id != office.key_id:
                text = shown(f"{one.name}  {in_groups(one.key_id)}")
                print(say(f"Dikenal juga : {text}", f"Also known   : {text}"))
        if office is None and mine is None:
            text = say("belum ada kunci; mulai dengan", "no keys yet; begin with")
            print(f"{folder.path}: {text} phone-audit keys new")


def _install(arguments: argparse.Namespace, folder: KeyFolder) -> None:
    office, certificate = _read_public(arguments.file, folder)
    if office is not None:
        folder.install_office(office, replace=arguments.replace)
        if arguments.json:
            print_json(_office_json(office))
        else:
            _tell_office(office)
            print(
                say(
                    "Bandingkan sidik jari ini dengan yang tercetak di kantor sebelum bekerja.",
                    "Compare this fingerprint with the one printed at the office before working.",
                )
            )
        return
    assert certificate is not None
    folder.install_certificate(certificate)
    if arguments.json:
        print_json(_station_json(certificate))
    else:
        _tell_station(certificate)


def _station(arguments: argparse.Namespace, folder: KeyFolder) -> None:
    made = folder.make_station(arguments.name, now().date())
    if arguments.json:
        print_json({**_station_json(made), "request": str(folder.path / "station.json")})
        return
    _tell_station(made)
    request = folder.path / "station.json"
    print(
        say(
            f"Mintakan pengesahan kantor: phone-audit keys certify {request} --key FILE",
            f"Have the office certify it: phone-audit keys certify {request} --key FILE",
        )
    )


def _certify(arguments: argparse.Namespace, folder: KeyFolder) -> None:
    asked: Certificate | None
    if arguments.request is not None:
        _, asked = _read_public(arguments.request, folder)
    else:
        asked = folder.certificate()
    if asked is None:
        raise UsageError(
            say(
                "Tidak ada kunci stasiun untuk disahkan; buat dengan keys station.",
                "There is no station key to certify; make one with keys station.",
            )
        )
    _, signer = open_signer(arguments.key, arguments)
    certificate = _certified(asked, signer, arguments.days)
    mine = folder.signer()
    if mine is not None and mine.key_id == certificate.key_id:
        folder.install_certificate(certificate)
    elif arguments.to is None:
        raise UsageError(
            say(
                "Sertifikat ini untuk laptop lain: beri --to FILE, lalu keys install di sana.",
                "This certificate is for another laptop: give --to FILE, then keys install there.",
            )
        )
    if arguments.to is not None:
        _write(arguments.to, certificate.data)
    if arguments.json:
        print_json(_station_json(certificate))
    else:
        _tell_station(certificate)


def _certified(asked: Certificate, signer: Signer, days: int) -> Certificate:
    if days < 1:
        raise UsageError(say("--days: sedikitnya 1", "--days: at least 1"))
    today = now().date()
    return certify(asked, signer, today, today + timedelta(days=days))


def _read_public(
    path: Path, folder: KeyFolder
) -> tuple[OfficeKey, None] | tuple[None, Certificate]:
    """Return what a file holds: an office's public half, or a station's certificate."""
    data = _read(path)
    office = read_office(data)
    if office is not None:
        return office, None
    certificate = read_certificate(data, folder.known_office(office_named(data)))
    if certificate is None:
        raise UsageError(
            say(
                f"{path}: bukan paruh publik kantor, dan bukan sertifikat dari kantor yang dikenal",
                f"{path}: neither an office's public half nor a certificate of a known office",
            )
        )
    return None, certificate


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    try:
        made = create_private(path, data)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if not made:
        raise UsageError(
            say(f"{path}: sudah ada, tidak ditimpa", f"{path}: exists and is not overwritten")
        )


def _tell_office(office: OfficeKey) -> None:
    print(shown(f"{say('Kantor', 'Office')}       : {office.name}"))
    print(f"  {say('Sidik jari', 'Fingerprint')} : {in_groups(office.key_id)}")
    print(f"  {say('Terucap', 'In words')}    : {in_words(office.key_id)}")


def _tell_station(certificate: Certificate) -> None:
    statement = certificate.statement
    print(shown(f"{say('Stasiun', 'Station')}      : {certificate.name}"))
    print(f"  {say('Sidik jari', 'Fingerprint')} : {in_groups(certificate.key_id)}")
    if statement.office is None:
        print("  " + say("Belum disahkan kantor.", "Not certified by an office yet."))
    else:
        until = statement.valid_until
        print(
            "  "
            + say(
                f"Disahkan kantor {in_groups(statement.office)} sampai {until}",
                f"Certified by office {in_groups(statement.office)} until {until}",
            )
        )


def _office_json(office: OfficeKey) -> dict[str, object]:
    return {
        "fingerprint": office.key_id,
        "words": in_words(office.key_id),
        "name": office.name,
        "sealing": office.statement.sealing,
        "signing": office.public_key,
        "made_at": office.statement.made_at,
    }


def _station_json(certificate: Certificate) -> dict[str, object]:
    statement = certificate.statement
    return {
        "fingerprint": certificate.key_id,
        "name": certificate.name,
        "signing": certificate.public_key,
        "office": statement.office,
        "valid_from": statement.valid_from,
        "valid_until": statement.valid_until,
    }


def _add_days(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--days",
        type=int,
        default=_YEAR,
        metavar="N",
        help=say("berlakunya pengesahan stasiun", "how long the station's certificate is valid"),
    )


def _replace() -> str:
    return say("ganti kunci kantor yang terpasang", "replace the office key that is installed")


def _half() -> str:
    return say("paruh publik kantor, atau sertifikat", "an office's public half, or a certificate")


def _private() -> str:
    return say("paruh rahasia kunci kantor", "the office key's private half")
