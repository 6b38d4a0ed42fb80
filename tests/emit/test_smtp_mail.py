"""The emitted helper that sends e-mail: addresses, and the settings of the server."""

import smtplib
from types import SimpleNamespace

import pytest

from translator.emit.support import support_text


class Server:
    """Notes what is sent."""

    log: list = []

    def __init__(self, host, port, timeout):
        self.log.append((host, port, timeout))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def starttls(self):
        self.log.append("tls")

    def login(self, user, password):
        self.log.append((user, password))

    def sendmail(self, sender, receivers, text):
        self.log.append((sender, receivers))


@pytest.fixture
def helper(monkeypatch):
    space = {}
    exec(compile(support_text("smtp_mail"), "smtp_mail.py", "exec"), space)
    for name in ("HOST", "PORT", "STARTTLS", "SSL", "TIMEOUT", "MAIL_FROM", "USER", "PASSWORD"):
        monkeypatch.delenv(f"SMTP_{name}", raising=False)
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(Server, "log", [])
    return SimpleNamespace(**space)


def test_airflows_defaults(helper, monkeypatch):
    monkeypatch.setenv("SMTP_MAIL_FROM", "me@b.c")
    helper.send_email("a@b.c;d@e.f , g@h.i", "s", "t", cc=["x"], bcc="y,z")
    receivers = ["a@b.c", "d@e.f", "g@h.i", "x", "y", "z"]
    assert Server.log == [("localhost", 25, 30), "tls", ("me@b.c", receivers)]


def test_a_connection_has_settings_of_its_own(helper, monkeypatch):
    monkeypatch.setenv("SMTP_MAIL_FROM", "me@b.c")
    monkeypatch.setenv("SMTP_HOST", "first")
    monkeypatch.setenv("SMTP_TEAM_HOST", "second")
    monkeypatch.setenv("SMTP_TEAM_USER", "u")
    monkeypatch.setenv("SMTP_TEAM_PASSWORD", "p")
    monkeypatch.setenv("SMTP_STARTTLS", "False")
    helper.send_email("a", "s", "t", conn_id="smtp_default")
    helper.send_email("a", "s", "t", conn_id="smtp_team", from_email="other")
    first = [("first", 25, 30), ("me@b.c", ["a"])]
    assert Server.log == [*first, ("second", 25, 30), ("u", "p"), ("other", ["a"])]


def test_without_a_sender_or_a_text_it_raises(helper, monkeypatch):
    with pytest.raises(ValueError, match="SMTP_MAIL_FROM"):
        helper.send_email("a", "s", "t")
    monkeypatch.setenv("SMTP_MAIL_FROM", "me")
    with pytest.raises(ValueError, match="subject"):
        helper.send_email("a", None, "t")
    assert Server.log == []


def test_a_dry_run_sends_nothing(helper, monkeypatch):
    monkeypatch.setenv("SMTP_MAIL_FROM", "me")
    helper.send_email("a", "s", "t", dryrun=True)
    assert Server.log == []
