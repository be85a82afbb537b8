"""Trees answer for any day, as they stood on that day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text


def node(id: str, parent: str | None = None, since: str | None = None, until: str | None = None) -> Node:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    return Node(id, Text.of(id), parent, "", first, last)


CITY = Tree(
    [
        node("city"),
        node("north", "city"),
        node("south", "city"),
        node("street", "north", until="2016-06-30"),
        node("street", "south", since="2016-07-01"),
        node("lane", "street", since="2016-01-01", until="2016-12-31"),
    ]
)
BEFORE, AFTER, LATER = date(2016, 6, 30), date(2016, 7, 1), date(2017, 1, 1)


def test_a_street_moves_to_another_district_with_all_below_it() -> None:
    assert CITY.subtree("north", BEFORE) == {"north", "street", "lane"}
    assert CITY.subtree("north", AFTER) == {"north"}
    assert CITY.ancestors("lane", AFTER) == ("street", "south", "city")
    assert CITY.child_towards("city", "lane", BEFORE) == "north"
    assert CITY.child_towards("south", "street", AFTER) == "street"
    assert CITY.child_towards("north", "lane", AFTER) is None
    assert CITY.child_towards("lane", "lane", AFTER) is None


def test_a_node_stands_from_its_first_to_its_last_day() -> None:
    assert CITY.at("lane", LATER) is None and CITY.at("lane", date(2016, 12, 31)) is not None
    assert CITY.subtree("lane", LATER) == frozenset() and CITY.ancestors("lane", LATER) == ()
    assert CITY.children("city", AFTER) == ("north", "south") and CITY.roots(AFTER) == ("city",)
    assert "lane" in CITY and "nowhere" not in CITY and len(CITY) == 5 and list(CITY)[0] == "city"
    assert CITY.ids(LATER) == {"city", "north", "south", "street"}
    assert [state.parent for state in CITY.history("street")] == ["south", "north"]


def test_of_two_states_at_once_the_later_counts() -> None:
    tree = Tree([node("a"), node("b"), node("x", "a"), node("x", "b", since="2016-01-01")])
    assert tree.ancestors("x", date(2015, 12, 31)) == ("a",) and tree.ancestors("x", date(2016, 1, 1)) == ("b",)


def test_one_line_is_up_or_down_but_not_sideways() -> None:
    assert CITY.same_line("city", "lane", BEFORE) and CITY.same_line("lane", "city", BEFORE)
    assert CITY.same_line("lane", "lane", LATER)
    assert not CITY.same_line("north", "lane", AFTER)


def test_loops_and_orphans_are_named_and_do_not_hang() -> None:
    tree = Tree([node("a", "b"), node("b", "a", since="2016-01-01"), node("c", "c"), node("d", "gone"), node("e", "a")])
    assert tree.loops() == ["a", "b", "c"] and [state.id for state in tree.orphans()] == ["d"]
    day = date(2016, 1, 1)
    assert tree.ancestors("e", day) == ("a", "b") and tree.subtree("a", day) == {"a", "b", "e"}
    assert tree.ancestors("c", day) == () and tree.ancestors("d", day) == () and tree.roots(day) == ("d",)


@given(st.lists(st.integers(-1, 30), min_size=1, max_size=30), st.data())
def test_below_and_above_agree(parents: list[int], data: st.DataObject) -> None:
    nodes = [node(str(i), str(p) if 0 <= p < i else None) for i, p in enumerate(parents)]
    tree, day = Tree(nodes), date(2016, 1, 1)
    a, b = (str(data.draw(st.integers(0, len(parents) - 1))) for _ in "ab")
    assert (b in tree.subtree(a, day)) == (a == b or a in tree.ancestors(b, day))
    step = tree.child_towards(a, b, day)
    assert (step is None) == (a not in tree.ancestors(b, day))
    assert step is None or (step in tree.children(a, day) and b in tree.subtree(step, day))
