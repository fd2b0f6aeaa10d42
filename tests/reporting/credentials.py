"""Invented authorities, signers and a time-stamp service, made anew for each run of the tests."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSPHRASE = "contoh kata sandi"

_DAY = timedelta(days=1)
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Contoh"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*wanted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in wanted for usage in _USAGES})


class Authority:
    """A certification authority; ``above`` is the one that certified it."""

    def __init__(self, common_name: str, above: "Authority | None" = None) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.subject = _name(common_name)
        self.certificate = (above or self).certify(
            self.subject,
            self.key.public_key(),
            x509.BasicConstraints(ca=True, path_length=None),
            _usage("key_cert_sign", "crl_sign"),
        )

    def certify(
        self, subject: x509.Name, key: Any, *extensions: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + 365 * _DAY)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=True)
        return builder.sign(self.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def revocation_list(self) -> bytes:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.subject)
            .last_update(now - timedelta(hours=1))
            .next_update(now + _DAY)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def p12(self, person: str, *, whole_chain: bool = True, kind: str = "ec") -> bytes:
        """Return key and certificate of a person, with the authorities' certificates."""
        key: Any = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "ec"
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        certificate = self.certify(
            _name(person), key.public_key(), _usage("digital_signature", "content_commitment")
        )
        chain = [self.certificate]
        if whole_chain and self.certificate.issuer != self.subject:
            chain.append(root().certificate)
        return pkcs12.serialize_key_and_certificates(
            person.encode(), key, certificate, chain, BestAvailableEncryption(PASSPHRASE.encode())
        )


@cache
def root() -> Authority:
    return Authority("Otoritas Induk Contoh")


@cache
def below_root() -> Authority:
    return Authority("Otoritas Antara Contoh", root())


@cache
def time_stamper() -> Any:
    """Return a time-stamp service that answers without a network."""
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = root().certify(
        _name("Cap Waktu Contoh"),
        key.public_key(),
        _usage("digital_signature"),
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]),
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(root().certificate.public_bytes(Encoding.DER)))
    return DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=asn1_keys.PrivateKeyInfo.load(private),
        certs_to_embed=store,
    )
