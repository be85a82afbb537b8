"""Personal fields of an act on a matter: the values go to the vault, the entry holds their commitments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from hetang.matters.act import MatterAct
from hetang.matters.kinds import Field, Kind
from hetang.office.journal.states import states_of
from hetang.office.journal.vault import Secret, keys_of, salt_of
from hetang.packs.pack import Pack

OF_THE_MATTER = "matter"


def seal_fields(pack: Pack, acts: Sequence[MatterAct]) -> tuple[list[MatterAct], dict[str, list[Secret]]]:
    """The acts without personal values, and those by the id of their act, for the vault.

    The salts follow from the subject's key and the act's id, so that a repeat is the same bytes.
    """
    names = {kind.id for kind in pack.kinds if any(field.personal for field in kind.fields.values())}
    if not any(act.fields and act.kind in names for act in acts):
        return list(acts), {}
    kinds = _kinds(pack, acts)
    personal = [_personal(kinds.get(act.matter), act) for act in acts]
    if not any(personal):
        return list(acts), {}
    with transaction.atomic():
        keys = keys_of({_subject(act, field) for act, of in zip(acts, personal, strict=True) for field in of})
    secrets: dict[str, list[Secret]] = {}
    sealed: list[MatterAct] = []
    for act, of in zip(acts, personal, strict=True):
        if of:
            made = secrets[act.id] = [_secret(act, field, keys) for field in of]
            left = {name: value for name, value in act.fields.items() if name not in {field.id for field in of}}
            act = replace(act, fields=left, sealed={**act.sealed, **{one.field: one.commitment for one in made}})
        sealed.append(act)
    return sealed, secrets


def _kinds(pack: Pack, acts: Sequence[MatterAct]) -> dict[str, Kind | None]:
    """By matter: the version under which it runs, or will run when the first of these acts has opened it."""
    kinds = {
        matter.id: pack.kinds.version(matter.kind, matter.version) for matter in states_of(act.matter for act in acts if act.fields)
    }
    for act in acts:
        if act.matter not in kinds:
            kinds[act.matter] = pack.kinds.on(act.kind, act.happened_on)
    return kinds


def _secret(act: MatterAct, field: Field, keys: Mapping[str, bytes]) -> Secret:
    subject = _subject(act, field)
    return Secret(subject, field.id, salt_of(keys[subject], act.id, field.id), str(act.fields[field.id]))


def _personal(kind: Kind | None, act: MatterAct) -> list[Field]:
    """The personal fields that the act brings as values."""
    fields = kind.fields if kind is not None and act.fields else {}
    return [field for id, field in fields.items() if field.personal and act.fields.get(id) not in (None, "")]


def _subject(act: MatterAct, field: Field) -> str:
    """Whose value it is: the matter's, or of somebody whom another field tells apart within it."""
    if field.subject in (None, OF_THE_MATTER):
        return act.matter
    named: Any = act.fields.get(field.subject or "", field.subject)
    return f"{act.matter}/{named}"
