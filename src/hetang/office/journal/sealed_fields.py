"""Personal fields of an act on a matter: the values go to the vault, the entry holds their commitments."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from hetang.matters.act import MatterAct
from hetang.matters.kinds import Field
from hetang.office.journal.states import states_of
from hetang.office.journal.vault import Secret, keys_of, salt_of
from hetang.packs.pack import Pack

OF_THE_MATTER = "matter"


def seal_fields(pack: Pack, acts: Iterable[MatterAct]) -> tuple[list[MatterAct], list[Secret]]:
    """The salts follow from the subject's key and the act's id, so that a repeat is the same bytes."""
    asked = list(acts)
    personal = [(act, _personal(pack, act)) for act in asked]
    if not any(fields for _, fields in personal):
        return asked, []
    with transaction.atomic():
        keys = keys_of({_subject(act, field) for act, fields in personal for field in fields})
    secrets: list[Secret] = []
    sealed: list[MatterAct] = []
    for act, fields in personal:
        made = [_secret(act, field, keys) for field in fields]
        secrets += made
        left = {name: value for name, value in act.fields.items() if name not in {field.id for field in fields}}
        sealed.append(replace(act, fields=left, sealed={**act.sealed, **{one.field: one.commitment for one in made}}))
    return sealed, secrets


def _secret(act: MatterAct, field: Field, keys: Mapping[str, bytes]) -> Secret:
    subject = _subject(act, field)
    return Secret(subject, field.id, salt_of(keys[subject], act.id, field.id), str(act.fields[field.id]))


def _personal(pack: Pack, act: MatterAct) -> list[Field]:
    """The personal fields that the act brings as values."""
    if not act.fields:
        return []
    running = states_of([act.matter])
    kind = pack.kinds.version(act.kind, running[0].version) if running else pack.kinds.on(act.kind, act.happened_on)
    fields = kind.fields if kind is not None else {}
    return [field for id, field in fields.items() if field.personal and act.fields.get(id) not in (None, "")]


def _subject(act: MatterAct, field: Field) -> str:
    """Whose value it is: the matter's, or of somebody whom another field tells apart within it."""
    if field.subject in (None, OF_THE_MATTER):
        return act.matter
    named: Any = act.fields.get(field.subject or "", field.subject)
    return f"{act.matter}/{named}"
