"""Makes calls that were drawn from a description meet something: ids, days and acts that the city knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st


@dataclass(frozen=True)
class Words:
    """What the city knows, by the name of the parameter or field."""

    of: dict[str, Sequence[Any]]
    acts: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class People:
    """Tokens of those who call; None for nobody."""

    tokens: Sequence[str | None]
    words: Words


def sensible(case: Any, words: Words, data: st.DataObject) -> None:
    """Half of all parameters and fields that the city has words for are replaced by one of them."""
    for given in (case.path_parameters, case.query):
        if isinstance(given, dict):
            for name in [name for name in given if name in words.of]:
                if data.draw(st.booleans()):
                    given[name] = data.draw(st.sampled_from(words.of[name]))
    if case.path.endswith("/acts") and words.acts and data.draw(st.booleans()):
        case.body = _act(case.body, words, data)


def _act(drawn: Any, words: Words, data: st.DataObject) -> Any:
    """An act that the city accepts, with some of its fields taken from what was drawn, or a field left out."""
    act = dict(data.draw(st.sampled_from(words.acts)))
    act["id"] = str(data.draw(st.uuids(version=4)))
    if isinstance(drawn, dict) and data.draw(st.booleans()):
        act |= {name: drawn[name] for name in data.draw(st.lists(st.sampled_from(sorted(drawn)), max_size=2)) if name in drawn} if drawn else {}
    if data.draw(st.integers(0, 3)) == 0:
        act.pop(data.draw(st.sampled_from(sorted(act))))
    return act
