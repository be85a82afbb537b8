"""The desk of one request: who asks, in which language, of which city, and how that city says its names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from hetang.authority.grants import ROLES
from hetang.authority.relations import CLOCK
from hetang.office.reads.figures import sees_facts
from hetang.office.reads.knowing import Asker
from hetang.packs.pack import Pack
from hetang.terms.trees import Tree
from hetang.terms.words import Text
from hetang.web import spelling
from hetang.web.wordbook import plain, words

LEAST_SHOWN_LEVEL = 3  # a select lists four levels of a tree; what lies deeper is asked for in the address
SEES_NAMES = frozenset({"read_facts", "judge", "record", "take_over", "activate", "issue"})
SEES_EVIDENCE = frozenset({"read_facts", "judge", "attach", "withdraw"})
SEES_BULLETINS = frozenset({"read_bulletin"})


@dataclass(frozen=True)
class Desk:
    """`today` is the city's day. Names are those of that day: a reorganised office is shown as it is now."""

    lang: str
    person: str | None
    pack: Pack
    today: date
    size: int  # of the ledger that this visit reads, and its root
    root: str

    def t(self, key: str, /, **values: object) -> Markup:
        return words(self.lang, key, **values)

    def plain(self, key: str, /, **values: object) -> str:
        return plain(self.lang, key, **values)

    @cached_property
    def asker(self) -> Asker:
        """The person as the reads of matters know him."""
        return Asker(self.person, self.pack)

    @property
    def organisations(self) -> Tree:
        """With every change that the ledger tells of."""
        return self.asker.organisations

    @cached_property
    def roles(self) -> dict[str, Text]:
        """The names of the roles that the pack declares."""
        return {one["id"]: Text.of(one["name"]) for one in self.pack.source_json.get("roles", ())}

    @property
    def demonstration(self) -> bool:
        """Whether the desk stands on a day that the pack names."""
        return self.pack.demonstration is not None

    @cached_property
    def allowed(self) -> frozenset[str]:
        """What the person's roles allow anywhere; an act on one organisation is asked of authority by office."""
        roles = self.pack.grants.roles(self.person, self.today) if self.person else frozenset()
        return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))

    @cached_property
    def sees_closed(self) -> bool:
        """Facts of measures that are not open."""
        return sees_facts(self.pack, self.person, self.today)

    @property
    def sees_entries(self) -> bool:
        """What entries hold word for word: facts of every measure among it."""
        return self.sees_closed

    @property
    def sees_names(self) -> bool:
        """Who recorded and who judged."""
        return bool(self.allowed & SEES_NAMES)

    @property
    def sees_evidence(self) -> bool:
        return bool(self.allowed & SEES_EVIDENCE)

    @property
    def sees_bulletins(self) -> bool:
        return bool(self.allowed & SEES_BULLETINS)

    def said(self, text: Text) -> str:
        return text.text(self.lang)

    def titled(self, text: Text) -> str:
        """As a heading: in English with a capital."""
        said = self.said(text)
        return said[:1].upper() + said[1:] if self.lang == "en" else said

    def day(self, value: date | str, this_year: int | None = None) -> str:
        return spelling.day(value, self.lang, this_year)

    def moment(self, us: int, this_year: int | None = None) -> str:
        return spelling.moment(us, self.lang, self.pack.time_zone, this_year)

    def place(self, id: str | None) -> str:
        return self._node(self.pack.places, id)

    def organisation(self, id: str | None) -> str:
        return self._node(self.organisations, id)

    def person_name(self, id: str | None) -> str:
        if id == CLOCK:
            return self.plain("relations.clock")
        known = self.pack.people.get(id) if id else None
        return known.name.text(self.lang) if known else id or "—"

    def seat(self) -> str:
        """The post that the person holds today, or the organisation, or nothing."""
        for post, holders in self.pack.grants.holders.items():
            if any(h.person == self.person and h.holds(self.today) for h in holders) and post in self.pack.posts:
                held = self.pack.posts[post]
                organ, name = self.organisation(held.organisation), held.name.text(self.lang)
                return name if organ in name else f"{organ} {name}"
        return ""

    def place_options(self, whole: bool = False) -> list[tuple[str, str, int]]:
        """To sift by; `whole`: to the lowest, as a form must offer them."""
        return list(_options(self.pack.places, self.today, self.lang, whole))

    def organisation_options(self, whole: bool = False) -> list[tuple[str, str, int]]:
        return list(_options(self.organisations, self.today, self.lang, whole))

    def _node(self, tree: Tree, id: str | None) -> str:
        if id is None:
            return "—"
        node = tree.at(id, self.today) or next(iter(tree.history(id)), None)
        return node.name.text(self.lang) if node else id


def _options(tree: Tree, day: date, lang: str, whole: bool) -> Iterator[tuple[str, str, int]]:
    """(id, name, depth) from the roots down, as a select shows them."""
    waiting = [(id, 0) for id in reversed(tree.roots(day))]
    while waiting:
        id, level = waiting.pop()
        node = tree.at(id, day)
        if node is not None:
            yield id, node.name.text(lang), level
        if whole or level < LEAST_SHOWN_LEVEL:
            waiting += [(child, level + 1) for child in reversed(tree.children(id, day))]
