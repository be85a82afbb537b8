"""Words that an editor makes an alias of an indicator: learned, withdrawn and learned again by acts, never edited."""

import pytest

from hetang.office.actions.learn_word import learn_word
from hetang.office.actions.withdraw_word import withdraw_word
from hetang.office.journal.act import Accepted, Answer
from hetang.office.reads.entries import checkpoint
from hetang.office.reads.learned_words import learned_words, listed
from hetang.office.reads.rebuild import rebuild
from hetang.office.reads.verify import Verified, verify
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def opened() -> None:
    city.opened()


def learned(words: str, indicator: str = "lamps", name: object = "", by: dict[str, str] = city.KEEPER, lang: str = "zh") -> Answer:
    return learn_word(city.id_of("learn", words, indicator, name), by, indicator, words, lang)


def withdrawn(words: str, indicator: str = "lamps") -> Answer:
    return withdraw_word(city.id_of("withdraw", words, indicator), city.KEEPER, indicator, words, "zh")


def codes(answer: Answer) -> list[str]:
    return [one.code for one in answer if isinstance(one, Refusal)]


def test_a_word_is_learned_withdrawn_and_learned_for_another() -> None:
    assert isinstance(learned("亮起来的灯")[0], Accepted)
    assert learned_words() == (("lamps", "亮起来的灯", "zh"),)
    assert codes(learned("亮起来的灯", "lawns")) == ["names_another"]
    assert isinstance(withdrawn("亮起来的灯")[0], Accepted)
    assert learned_words() == ()
    assert codes(withdraw_word(city.id_of("twice"), city.KEEPER, "lamps", "亮起来的灯", "zh")) == ["not_learned"]
    (again,) = learned("亮起来的灯", "lawns", "again")
    assert isinstance(again, Accepted)
    assert [(one.entry, one.indicator, one.words) for one in listed()] == [(again.seq, "lawns", "亮起来的灯")]


def test_the_same_act_twice_is_one_entry() -> None:
    (first,), (again,) = learned("亮起来的灯"), learned("亮起来的灯")
    assert isinstance(first, Accepted) and isinstance(again, Accepted)
    assert (again.seq, again.repeated) == (first.seq, True)


@pytest.mark.parametrize("words", ["路灯", "lamps", "ＬＡＭＰＳ", " 草 坪 ".strip(), "south", "gardens"])
def test_words_that_name_something_already_are_refused(words: str) -> None:
    assert codes(learned(words)) == ["names_another"]


@pytest.mark.parametrize("words", ["灯", "27盏", "近一万户", "12345", "二十七", "点亮\n路灯", " 亮灯", "长" * 41, "——", "a\u200bb"])
def test_what_is_no_word_is_refused(words: str) -> None:
    assert codes(learned(words)) == ["not_words"]


def test_empty_words_and_unknown_names_are_refused() -> None:
    assert codes(learned("")) == ["wrong_field"]
    assert codes(learned("亮起来的灯", "nothing")) == ["unknown_indicator"]
    assert codes(learned("亮起来的灯", lang="fr")) == ["unknown_language"]
    assert learned_words() == ()


def test_only_an_editor_teaches_words() -> None:
    assert codes(learned("亮起来的灯", by=city.WORKS)) == ["not_granted"]
    learned("亮起来的灯")
    assert codes(withdraw_word(city.id_of("no"), city.WORKS, "lamps", "亮起来的灯", "zh")) == ["not_granted"]
    assert learned_words() == (("lamps", "亮起来的灯", "zh"),)


def test_the_words_follow_from_the_ledger() -> None:
    learned("亮起来的灯")
    learned("新草", "lawns")
    withdrawn("亮起来的灯")
    before = listed()
    assert rebuild(check=True).differences == []
    rebuild()
    assert listed() == before and learned_words() == (("lawns", "新草", "zh"),)
    sound = verify(checkpoint())
    assert isinstance(sound, Verified) and sound.intact, sound
