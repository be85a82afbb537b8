"""Processes that write to a city of their own: several at once, or one that is killed again and again.

    python -m tests.office.writers open | together PROCESSES ACTS | killed TIMES SEED | backup DIR
    python -m tests.office.writers open_town | matters PROCESSES ACTS | ticks PROCESSES | killed_matters TIMES SEED | backup_town DIR

Prints one JSON object: what was acknowledged, what stands, what `verify` found. HETANG_HOME and HETANG_DATABASE_URL
name the city. The parent never holds a connection while it forks.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django

LONGEST_LIFE_SECONDS = 0.25
PHOTO = hashlib.sha256(b"photo").hexdigest()
Act = Callable[[int, int], tuple[int, str]]


def act(process: int, number: int) -> tuple[int, str]:
    """The act of that number, the same bytes each time; (seq, digest) of its entry."""
    name = f"{process}-{number}"
    if number % 4 == 3:
        answer = judge_facts(city.id_of("act", name), city.QUALITY, [city.judgement(f"{process}-{number - 1}/0")])
    else:
        facts = [city.fact(f"{name}/{i}", number, matter=f"{name}/{i}") for i in range(1 + number % 3)]
        answer = record_facts(city.id_of("act", name), city.WORKS, facts)
    (accepted,) = answer
    assert isinstance(accepted, Accepted), answer
    return accepted.seq, accepted.digest


def matter_act(process: int, number: int) -> tuple[int, str]:
    """On a repair of one's own: opened, begun, logged twice, finished; then the next repair."""
    matter, turn = f"{process}-{number // 5}", number % 5
    day = f"2016-03-0{turn + 1}"
    answer = (
        lambda: town.do(day, "zhou", "repair.open", matter, fields={
            "title": matter, "area": "80.5", "site": "north", "reporter": f"139{number:08}",
        }),
        lambda: town.do(day, "lin", "repair.start", matter),
        lambda: town.do(day, "ma", "repair.log", matter, fields={"amount": str(number)}),
        lambda: town.do(day, "ma", "repair.log", matter, fields={"amount": "1"}),
        lambda: town.do(day, "lin", "repair.finish", matter, evidence=(PHOTO,)),
    )[turn]()
    accepted = town.done(answer)[0]
    return accepted.seq, accepted.digest


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that works and writes to a pipe; its process id, and where to read."""
    ends = os.pipe()
    child = os.fork()
    if child:
        os.close(ends[1])
        return child, ends[0]
    os.close(ends[0])
    try:
        work(ends[1])
    finally:
        os._exit(0)


def writing(pipe: int, process: int, first: int, last: int | None, act: Act = act) -> None:
    """Acts from `first` on, each told once it is acknowledged."""
    number = first
    while last is None or number < last:
        seq, digest = act(process, number)
        os.write(pipe, f"{number} {seq} {digest}\n".encode())
        number += 1


def told(pipe: int) -> list[tuple[int, int, str]]:
    """Everything that was acknowledged; a line cut short was not."""
    with os.fdopen(pipe, "rb") as lines:
        whole = [line.decode().split() for line in lines if line.endswith(b"\n")]
    return [(int(number), int(seq), digest) for number, seq, digest in whole]


def together(processes: int, acts: int) -> dict[str, Any]:
    children = [forked(lambda pipe, p=process: writing(pipe, p, 0, acts)) for process in range(processes)]
    acknowledged = [line for _, pipe in children for line in told(pipe)]
    for child, _ in children:
        os.waitpid(child, 0)
    return outcome(acknowledged)


def killed(times: int, seed: int, act: Act = act) -> dict[str, Any]:
    """After each kill the next process sends the last unacknowledged act again, as a client would."""
    chance, acknowledged, unacknowledged = random.Random(seed), dict[int, tuple[int, int, str]](), 0
    for _ in range(times):
        first = len(acknowledged)
        child, pipe = forked(lambda end, first=first: writing(end, 0, first, None, act))
        time.sleep(chance.uniform(0.01, LONGEST_LIFE_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for line in told(pipe):
            acknowledged[line[0]] = line
        unacknowledged += stands(len(acknowledged))
    return {**outcome(list(acknowledged.values())), "kills": times, "saved_without_answer": unacknowledged}


def killed_matters(times: int, seed: int) -> dict[str, Any]:
    return {**killed(times, seed, matter_act), **half_done()}


def half_done() -> dict[str, Any]:
    """Acts without what follows from them: a log or a finish whose facts are missing."""
    rows = select("SELECT seq, act FROM matter_entry WHERE act IN ('log', 'finish')")
    followed = {seq for (seq,) in select("SELECT entry FROM fact")}
    return {"without_facts": [seq for seq, _ in rows if seq + 1 not in followed], "acts": len(select("SELECT 1 FROM matter_entry"))}


def matters(processes: int, acts: int) -> dict[str, Any]:
    """All act on one matter at once: everybody logs, and everybody but one is too late to move it on from what was seen."""
    opening = town.reported("shared", on="2016-03-01")[0]
    town.done(town.do("2016-03-02", "lin", "repair.start", "shared"))
    connection.close()

    def work(pipe: int, process: int) -> None:
        for number in range(acts):
            amount = {"amount": str(process * acts + number + 1)}
            town.done(town.do("2016-03-03", "ma", "repair.log", "shared", fields=amount, seen=opening.seq))
        answer = town.do("2016-03-04", "lin", "repair.sue", "shared", note=f"process {process}", seen=opening.seq + 1)
        os.write(pipe, json.dumps([one.code if isinstance(one, Refusal) else one.kind for one in answer]).encode() + b"\n")

    children = [forked(lambda pipe, p=process: work(pipe, p)) for process in range(processes)]
    answers = [json.loads(line) for _, pipe in children for line in os.fdopen(pipe, "rb")]
    for child, _ in children:
        os.waitpid(child, 0)
    done = [act for (act,) in select("SELECT act FROM matter_entry ORDER BY seq")]
    state = json.loads(select("SELECT state FROM matter")[0][0])
    return {
        **outcome([]), "answers": sorted(answers), "acts": {name: done.count(name) for name in sorted(set(done))},
        "logged": state["done"]["log"][0],
    }


def ticks(processes: int) -> dict[str, Any]:
    """Workers of the clock at once, on repairs of which half are urgent."""
    for number in range(40):
        town.reported(number, urgent="yes" if number % 2 else "no")
        town.done(town.do("2016-03-02", "lin", "repair.start", number))
    connection.close()

    def work(pipe: int) -> None:
        made = tick(date(2016, 12, 31), at_once=3)
        os.write(pipe, json.dumps(made.entries).encode() + b"\n")

    children = [forked(work) for _ in range(processes)]
    made = [json.loads(line) for _, pipe in children for line in os.fdopen(pipe, "rb")]
    for child, _ in children:
        os.waitpid(child, 0)
    acts = [act for (act,) in select("SELECT act FROM matter_entry ORDER BY seq")]
    return {**outcome([]), "made": sum(made), "acts": {name: acts.count(name) for name in sorted(set(acts))}}


def stands(number: int) -> bool:
    """Whether the act after the last acknowledged one was saved all the same."""
    found = bool(select("SELECT 1 FROM entry WHERE id = %s", [city.id_of("act", f"0-{number}")]))
    connection.close()
    return found


def outcome(acknowledged: list[tuple[int, int, str]]) -> dict[str, Any]:
    entries = dict(select("SELECT seq, digest FROM entry"))
    lost = [line for line in acknowledged if entries.get(line[1]) != line[2]]
    found = verify()
    assert isinstance(found, Verified)
    return {
        "acknowledged": len(acknowledged), "lost": lost, "entries": len(entries),
        "in_order": sorted(entries) == list(range(len(entries))),
        "distinct": len({seq for _, seq, _ in acknowledged}), "findings": [one.to_json() for one in found.findings],
    }


def backed_up_town(folder: str) -> dict[str, Any]:
    """A town of matters: after all is lost, the restored one has the same matters, and its clock goes on."""
    list(town.story())
    read = "SELECT id, step, seq, state FROM matter ORDER BY id"
    kept, before = backup(Path(folder)), select(read)
    lose_everything()
    reached, sound = restore(Path(folder)), verify(checkpoint())
    return {
        "intact": sound.intact, "same": kept.to_json() == reached.to_json() and before == select(read),
        "ticked": tick(date(2016, 12, 31)).entries, "after": verify().intact,
    }


def backed_up(folder: str) -> dict[str, Any]:
    """A history, one person erased, a backup; then everything is lost and restored."""
    list(city.history())
    erase_subject(city.id_of("erase"), city.AUDIT, "resident-1", "本人申请")
    kept, ask = backup(Path(folder)), Ask("lamps", date(2017, 4, 26))
    before, refused = figure(ask), restore(Path(folder))
    lose_everything()
    reached, sound = restore(Path(folder)), verify(checkpoint())
    keys = {key.subject: bytes(key.key) for key in VaultKey.objects.all()}
    return {
        "intact": sound.intact, "refused": refused.code, "backed_up": kept.to_json(), "restored": reached.to_json(),
        "figure": before.to_json(), "figure_restored": figure(ask).to_json(),
        "after": {
            "intact": sound.intact, "erased": sound.erased,
            "opened_values": sum(vault.opened(row, keys) is not None for row in Vault.objects.all()),
        },
    }


def lose_everything() -> None:
    """The home is empty, the database too."""
    for name in ("evidence", "issued"):
        shutil.rmtree(Path(settings.HOME) / name, ignore_errors=True)
    with connection.cursor() as cursor:
        for statement in drop_triggers(connection.vendor):
            cursor.execute(statement)
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'DELETE FROM "{table}"')


def opened() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    return {"opened": [isinstance(one, Accepted) for one in city.opened()]}


def opened_town() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    store_evidence([File("photo.png", b"photo")])
    return {"opened": [isinstance(one, Accepted) for one in town.opened()]}


def main(words: list[str]) -> None:
    verbs: dict[str, Callable[..., dict[str, Any]]] = {
        "open": opened, "together": together, "killed": killed, "backup": backed_up, "open_town": opened_town,
        "matters": matters, "ticks": ticks, "killed_matters": killed_matters, "backup_town": backed_up_town,
    }
    result = verbs[words[0]](*(int(word) if word.isdigit() else word for word in words[1:]))
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from hetang.figures.plan import Ask
    from hetang.office.actions.erase_subject import erase_subject
    from hetang.office.actions.judge_facts import judge_facts
    from hetang.office.actions.record_facts import record_facts
    from hetang.office.actions.restore import restore
    from hetang.office.actions.store_evidence import File, store_evidence
    from hetang.office.actions.tick import tick
    from hetang.office.journal import vault
    from hetang.office.journal.act import Accepted
    from hetang.office.journal.bulk import select
    from hetang.office.reads.backup import backup
    from hetang.office.reads.entries import checkpoint
    from hetang.office.reads.figures import figure
    from hetang.office.reads.verify import Verified, verify
    from hetang.office.tables.append_only import drop_triggers
    from hetang.office.tables.models import Vault, VaultKey
    from hetang.terms.refusals import Refusal
    from tests.office import lakeside as city
    from tests.office import repairs as town

    main(sys.argv[1:])
