"""Where e-mail goes out, and which person has which address: both are the operator's, neither is in the pack."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from hetang.wiring.outcome import WrongCall

ADDRESSES = "addresses.csv"   # in HETANG_HOME: person,address
ENCRYPTED, PLAIN = "smtps", "smtp"


@dataclass(frozen=True)
class Post:
    """A way out: the server, who the letters are from, and the site that their links lead to."""

    server: str
    sender: str
    site: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self | None:
        """From HETANG_SMTP (smtp://USER:PASSWORD@HOST:PORT?starttls=1, or smtps://…), HETANG_MAIL_FROM and HETANG_SITE."""
        server = environment.get("HETANG_SMTP", "")
        if not server:
            return None
        sender, site = environment.get("HETANG_MAIL_FROM", ""), environment.get("HETANG_SITE", "")
        if urlsplit(server).scheme not in (ENCRYPTED, PLAIN) or "@" not in sender or urlsplit(site).scheme not in ("http", "https"):
            raise WrongCall(
                "HETANG_SMTP=smtp://HOST:PORT needs HETANG_MAIL_FROM=NAME@ADDRESS and HETANG_SITE=a site address beside it"
            )
        return cls(server, sender, site.rstrip("/"))


def addresses(home: Path) -> dict[str, str]:
    """Whoever is not in the file gets no letter, and finds the notification in the application."""
    path = home / ADDRESSES
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["person"]: row["address"] for row in csv.DictReader(file) if row.get("person") and row.get("address")}
