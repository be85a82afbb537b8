"""A pack read whole: frozen declarations made from its one JSON form, which also gives its digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.authority.grants import Grant, Grants, Holding
from hetang.documents.bulletin import Bulletin
from hetang.figures.language import Definitions
from hetang.matters.kinds import Kinds
from hetang.packs import mappings
from hetang.terms.dates import parse_day
from hetang.terms.digests import canonical, digest
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text
from hetang.terms.workdays import Calendar, parse_calendars

CALENDAR = "cn"  # where a pack has several and names none
NODE_KEYS = ("id", "name", "parent", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts: an id and a name, nothing else."""

    id: str
    name: Text
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post in an organisation; who holds it on which day stands in the grants."""

    id: str
    organisation: str
    name: Text


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the city or the product in both languages."""

    id: str
    name: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a city declares. `digest` names it: the same content gives the same one, however it lies in files."""

    name: str
    version: str
    digest: str
    city: Text | None
    time_zone: str
    place: str | None
    organisation: str | None
    definitions: Definitions
    places: Tree
    organisations: Tree
    people: Mapping[str, Person]
    posts: Mapping[str, Post]
    grants: Grants
    bulletins: Mapping[str, Bulletin]
    mappings: Mapping[str, mappings.Mapping]
    words: Mapping[str, Word]
    roles: Mapping[str, Text]
    kinds: Kinds
    calendars: Mapping[str, Calendar]
    calendar: Calendar  # the one by which workdays are counted; without years where the pack has none
    demonstration: date | None  # the day on which a demonstration stands
    examples: tuple[Mapping[str, Any], ...]
    records: Mapping[str, Any] | None  # of records/records.yaml; not part of the digest
    source_json: Mapping[str, Any]


def pack_digest(source_json: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of the merged pack."""
    return digest(canonical(source_json))


def definitions_json(source_json: Mapping[str, Any]) -> dict[str, Any]:
    """What `figures.language.parse_definitions` reads, and what an issued package carries."""
    return {name: source_json[name] for name in ("measures", "indicators", "rules")}


def tree(nodes: Iterable[Mapping[str, Any]]) -> Tree:
    return Tree(
        Node(
            id=node["id"],
            name=Text.of(node["name"]),
            parent=node.get("parent"),
            kind=node.get("kind", ""),
            since=_day(node.get("since")),
            until=_day(node.get("until")),
            more={key: value for key, value in node.items() if key not in NODE_KEYS},
        )
        for node in nodes
    )


def people(given: Iterable[Mapping[str, Any]]) -> dict[str, Person]:
    return {one["id"]: Person(one["id"], Text.of(one["name"]), one.get("synthetic", False)) for one in given}


def posts(given: Iterable[Mapping[str, Any]]) -> dict[str, Post]:
    return {one["id"]: Post(one["id"], one["organisation"], Text.of(one["name"])) for one in given}


def words(given: Iterable[Mapping[str, Any]]) -> dict[str, Word]:
    return {
        one["id"]: Word(one["id"], Text.of(one["name"]), Text.of(one["note"]) if "note" in one else None)
        for one in given
    }


def grants(given: Iterable[Mapping[str, Any]], of_posts: Iterable[Mapping[str, Any]]) -> Grants:
    holders = {
        post["id"]: tuple(
            Holding(one["person"], _known_day(one["since"]), _day(one.get("until"))) for one in post.get("holders", ())
        )
        for post in of_posts
    }
    return Grants(
        tuple(
            Grant(
                one["role"], one.get("over"), _known_day(one["since"]), _day(one.get("until")),
                person=one.get("person"), post=one.get("post"),
                place=one.get("place"), kinds=frozenset(one.get("kinds", ())),
            )
            for one in given
        ),
        holders,
    )  # fmt: skip


def calendar(cover: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Calendar:
    """The calendar that the cover names, else `cn`, else the only one, else one of which no year is known."""
    only = next(iter(calendars)) if len(calendars) == 1 else CALENDAR
    id = cover.get("calendar") or (CALENDAR if CALENDAR in calendars else only)
    return calendars.get(id, Calendar(id))


def _day(text: str | None) -> date | None:
    return None if text is None else parse_day(text)


def _known_day(text: str) -> date:
    day = parse_day(text)
    assert day is not None  # the schema has accepted it
    return day


def assemble(
    source_json: Mapping[str, Any], definitions: Definitions, kinds: Kinds, bulletins: Mapping[str, Bulletin],
    of_mappings: Mapping[str, mappings.Mapping], records: Mapping[str, Any] | None,
) -> Pack:  # fmt: skip
    """A pack in which nothing is refused, as one value."""
    cover = source_json["pack"]
    calendars = parse_calendars(source_json.get("calendars", ()))
    return Pack(
        name=cover["name"],
        version=cover["version"],
        digest=pack_digest(source_json),
        city=Text.of(cover["city"]) if "city" in cover else None,
        time_zone=cover["time_zone"],
        place=cover.get("place"),
        organisation=cover.get("organisation"),
        definitions=definitions,
        places=tree(source_json["places"]),
        organisations=tree(source_json["organisations"]),
        people=people(source_json["people"]),
        posts=posts(source_json["posts"]),
        grants=grants(source_json["grants"], source_json["posts"]),
        bulletins=bulletins,
        mappings=of_mappings,
        words=words(source_json["words"]),
        roles={role["id"]: Text.of(role["name"]) for role in source_json["roles"]},
        kinds=kinds,
        calendars=calendars,
        calendar=calendar(cover, calendars),
        demonstration=_day(cover.get("demonstration", {}).get("day")),
        examples=tuple(source_json["examples"]),
        records=records,
        source_json=source_json,
    )
