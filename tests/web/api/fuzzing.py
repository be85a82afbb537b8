"""Makes calls that were drawn from a description meet something: ids, days and acts that the city knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st


@dataclass(frozen=True)
class Words:
    """What the city knows: by the name of the parameter, ids by the word before them in the address, and acts."""

    of: dict[str, Sequence[Any]]
    ids: dict[str, Sequence[str]]
    acts: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class People:
    """Tokens of those who call; None for nobody."""

    tokens: Sequence[str | None]
    words: Words


def sensible(case: Any, words: Words, data: st.DataObject) -> None:
    """Half of all parameters and fields that the city has words for are replaced by one of them."""
    ids = words.ids.get(case.path.split("/")[2], ())
    for given in (case.path_parameters, case.query):
        if isinstance(given, dict):
            for name in given:
                known = ids if name == "id" else words.of.get(name, ())
                if known and data.draw(st.booleans()):
                    given[name] = data.draw(st.sampled_from(known))
    if case.path.endswith("/acts") and data.draw(st.integers(0, 3)):
        acts = data.draw(st.lists(st.builds(lambda act, id: {**act, "id": str(id)}, st.sampled_from(words.acts), st.uuids(version=4)),
                                  min_size=1, max_size=3))
        changed = [_changed(act, case.body, data) for act in acts]
        case.body = changed[0] if len(changed) == 1 else changed


def _changed(act: dict[str, Any], drawn: Any, data: st.DataObject) -> dict[str, Any]:
    """Some of its fields as they were drawn, or one left out; now and then as it was."""
    given = drawn[0] if isinstance(drawn, list) and drawn else drawn
    if isinstance(given, dict) and given and data.draw(st.booleans()):
        act |= {name: given[name] for name in data.draw(st.lists(st.sampled_from(sorted(given)), max_size=2))}
    if data.draw(st.integers(0, 3)) == 0:
        act.pop(data.draw(st.sampled_from(sorted(act))))
    return act
