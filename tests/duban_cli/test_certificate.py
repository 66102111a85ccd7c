"""`duban serve --tls`: one certificate, kept while it names all names and lasts."""

import datetime as dt
import ssl
import stat

import pytest

pytest.importorskip("cryptography")
from cryptography import x509

from duban_cli import certificate as module
from duban_cli.certificate import certificate


def test_it_names_the_machine_and_can_be_served(tmp_path):
    made = certificate(tmp_path, ["10.1.2.3", "localhost", "[::1]", "*", ""])
    names = (
        x509.load_pem_x509_certificate(made.certificate.read_bytes())
        .extensions.get_extension_for_class(x509.SubjectAlternativeName)
        .value
    )
    assert sorted(str(name.value) for name in names) == ["10.1.2.3", "::1", "localhost"]
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(made.certificate, made.key)
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert len(made.fingerprint.split(":")) == 32


def test_it_is_kept_until_a_name_is_added_or_it_ends(tmp_path, monkeypatch):
    first = certificate(tmp_path, ["localhost"])
    assert certificate(tmp_path, ["localhost"]).fingerprint == first.fingerprint
    second = certificate(tmp_path, ["localhost", "duban.county"])
    assert second.fingerprint != first.fingerprint
    monkeypatch.setattr(module, "MONTH", dt.timedelta(days=731))
    assert certificate(tmp_path, ["localhost", "duban.county"]).fingerprint != second.fingerprint
