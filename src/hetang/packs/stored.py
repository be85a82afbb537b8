"""A pack made again from the JSON under which it was activated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.figures.language import Definitions, parse_definitions
from hetang.matters.kinds import Kinds
from hetang.packs import mappings
from hetang.packs.matters import kinds_of
from hetang.packs.pack import Pack, assemble, definitions_json

NAMED = ("organisations", "places", "posts")  # whose names a bulletin's text may hold


def stored_pack(json: Mapping[str, Any]) -> Pack:
    """What was read without refusals reads again; anything else raises ValueError."""
    definitions = parse_definitions(definitions_json(json))
    if not isinstance(definitions, Definitions):
        raise ValueError(f"stored pack: {definitions[0].text('en')}")
    kinds = kinds_of(json, definitions)
    if not isinstance(kinds, Kinds):
        raise ValueError(f"stored pack: {kinds[0].text('en')}")
    items = [item for kind in NAMED for item in json[kind] if isinstance(item["name"], dict)]
    names = [text for item in items for text in item["name"].values()]
    bulletins = [parse_bulletin(item, names) for item in json["bulletins"]]
    read = [mappings.parse_mapping(item) for item in json["mappings"]]
    return assemble(
        json,
        definitions,
        kinds,
        {one.id: one for one in bulletins if isinstance(one, Bulletin)},
        {one.id: one for one in read if isinstance(one, mappings.Mapping)},
        None,
    )
