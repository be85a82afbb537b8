"""`hetang serve`: the whole city on this machine: tables, pack, records, sign-in links, then the server."""

import hashlib
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from hetang.authority.grants import ROLES
from hetang.office.actions.make_sign_in_link import make_sign_in_link
from hetang.office.journal.packs import active_pack
from hetang.packs.pack import Pack
from hetang.wiring.actor import city, today
from hetang.wiring.command import DONE, WrongCall
from hetang.wiring.commands.assets import gather
from hetang.wiring.commands.city import load_city

NEEDS_DJANGO = True
LOADED = "loaded.json"   # in HETANG_HOME: which files of which pack were loaded, so that a second start need not read them
PORTS = range(1, 65536)
THREADS = 4   # of each worker: a page is computed, so more threads than cores only wait for each other


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pack", metavar="DIR", type=Path, help="loads this pack with its records first")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2)


def run(args: Namespace) -> int:
    if args.port not in PORTS:
        raise WrongCall(f"port {args.port}: a number from 1 to 65535 is accepted")
    if args.pack is not None:
        status = _load(args.pack)
        if status != DONE:
            return status
    else:
        call_command("migrate", interactive=False, verbosity=0)
    gather()
    pack = city()
    address = f"http://{args.host}:{args.port}"
    print(f"\n{pack.city.zh if pack.city else pack.name}: {address}/\n\nOne-time sign-in links, one a role (24 hours):", flush=True)
    for role, person in holders(pack).items():
        print(f"  {role:14} {pack.people[person].name.zh}  {address}{reverse('sign_in', args=[make_sign_in_link(person)])}")
    sys.stdout.flush()
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", args.host, "--port", str(args.port),
              "--workers", str(args.workers), "--blocking-threads", str(THREADS), "--backpressure", str(THREADS * 4),
              "--log-level", "warning", "hetang.wiring.wsgi:application"]
    return os.execv(sys.executable, server)


def holders(pack: Pack) -> dict[str, str]:
    """Of each role that is granted today one person who holds it."""
    day, found = today(pack), dict[str, str]()
    for person in pack.people:
        for role in pack.grants.roles(person, day):
            found.setdefault(role, person)
    return {role: found[role] for role in ROLES if role in found}


def _load(folder: Path) -> int:
    """Loads the pack, unless these very files were loaded into this database before."""
    call_command("migrate", interactive=False, verbosity=0)
    seen, active = _seen(folder), active_pack()
    path = Path(settings.HOME) / LOADED
    if active is not None and path.exists() and json.loads(path.read_text(encoding="utf-8")) == seen | {"pack": active.digest}:
        return DONE
    status = load_city(folder, None, "zh")
    active = active_pack()
    if status == DONE and active is not None:
        path.write_text(json.dumps(seen | {"pack": active.digest}), encoding="utf-8")
    return status


def _seen(folder: Path) -> dict[str, str]:
    """What tells these files and this database from others, without reading the files."""
    files = sorted((path.relative_to(folder.parent).as_posix(), path.stat()) for path in folder.parent.rglob("*") if path.is_file())
    told = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in files]
    database = settings.DATABASES["default"]
    place = f"{database['NAME']}@{database.get('HOST', '')}"
    return {"files": hashlib.sha256(json.dumps(told).encode()).hexdigest(), "database": place}
