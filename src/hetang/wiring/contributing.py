"""Where contributions come in: a folder, or a mailbox whose password no address and no list of processes shows."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from hetang.web.mailbox import PLAIN, STARTTLS, TLS, Mailbox
from hetang.wiring.outcome import WrongCall

SOURCE, PASSWORD, PASSWORD_FILE = "HETANG_CONTRIBUTIONS", "HETANG_IMAP_PASSWORD", "HETANG_IMAP_PASSWORD_FILE"
PORTS = {"imaps": 993, "imap": 143}
HERE = ("127.0.0.1", "::1", "localhost")   # to which a password may go in the clear
ACCEPTED = f"{SOURCE}=FOLDER, or imaps://USER@HOST/INBOX with {PASSWORD} or {PASSWORD_FILE} beside it, is accepted"


def source_of(environment: Mapping[str, str]) -> Path | Mailbox | None:
    """From HETANG_CONTRIBUTIONS: a folder, imaps://USER@HOST:PORT/FOLDER, or imap://…?starttls=1; None: not set."""
    told = environment.get(SOURCE, "")
    if not told:
        return None
    if "://" not in told:
        folder = Path(told).absolute()
        if not folder.is_dir():
            raise WrongCall(f"{SOURCE}={told} is no folder; {ACCEPTED}")
        return folder
    try:
        parts = urlsplit(told)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise WrongCall(f"{SOURCE}: the port is no number; {ACCEPTED}") from None
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise WrongCall(f"{SOURCE} names no mailbox; {ACCEPTED}")
    if parts.password is not None:
        raise WrongCall(f"{SOURCE} holds a password; {ACCEPTED}")
    security = TLS if parts.scheme == "imaps" else STARTTLS if parse_qs(parts.query).get("starttls") == ["1"] else PLAIN
    if security == PLAIN and parts.hostname not in HERE:
        raise WrongCall(f"{SOURCE} would send the password in the clear; ?starttls=1 or imaps:// is accepted")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Mailbox(parts.hostname, port, unquote(parts.username), _password(environment), folder, security)


def _password(environment: Mapping[str, str]) -> str:
    if environment.get(PASSWORD):
        return environment[PASSWORD]
    file = environment.get(PASSWORD_FILE, "")
    if not file or not Path(file).is_file():
        raise WrongCall(f"the mailbox needs its password; {PASSWORD} or {PASSWORD_FILE} is accepted")
    return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
