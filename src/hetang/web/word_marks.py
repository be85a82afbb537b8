"""A checked draft as a Word file: a comment at each claim, and each correction as a change that can still be declined."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from hetang.claims.verdict import Checked
from hetang.terms.refusals import Refusal, Refused
from hetang.terms.words import Text
from hetang.web.word_comments import Comments, second, xml_bytes
from hetang.web.word_container import WORD, W, WordFile, open_word
from hetang.web.word_plain import placed_as_in, plain_word
from hetang.web.word_text import SPACE, M, Piece, WordText, read_word

READ_OTHERWISE = Refusal(
    "read_otherwise", Text("这份文稿现在读出的文字与核对时不同", "the draft is read otherwise now than when it was checked"),
    Text("重新核对后再取", "the draft checked once more"),
)
MOST_ID = 2**31 - 1
# What holds text that no comment can be tied to; it is tied to what stands in the text for it.
HOLDERS = frozenset({
    f"{W}txbxContent", f"{W}ruby", f"{M}oMath", f"{M}oMathPara", f"{W}footnote", f"{W}endnote",
})
INSERTED = (f"{W}ins", f"{W}moveTo")


@dataclass(frozen=True, slots=True)
class Correction:
    """An editor's words in the place of `text[start:end]`, and when they were accepted (microseconds UTC)."""

    start: int
    end: int
    instead: str
    editor: str
    at_us: int


def marked_docx(
    content: bytes, checked: Checked, corrections: Sequence[Correction] = (), lang: str = "zh", at_us: int | None = None,
) -> bytes | Refusal:
    """The same Word file, or a new one of a draft that was plain text. The same arguments give the same bytes.

    `at_us` dates the comments; None leaves them without a date. Corrections do not overlap. One that lies where Word knows no
    tracked change (a formula) is told in the comment alone.
    """
    is_word = content.startswith(WORD)
    word = open_word(content if is_word else plain_word(checked.text))
    if isinstance(word, Refusal):
        return word
    try:
        text = read_word(word)
        if is_word and text.text != checked.text:
            return READ_OTHERWISE
        if not is_word:
            text.pieces = placed_as_in(checked.text, text.pieces)
        return _Marking(word, text, Comments(word, lang, at_us)).marked(checked, corrections)
    except Refused as refused:
        return refused.refusals[0]


class _Marking:
    """The trees of a file while marks are put into them."""

    def __init__(self, word: WordFile, text: WordText, comments: Comments) -> None:
        self.word, self.text, self.comments = word, text, comments
        self.used = {id for tree in text.trees.values() for id in tree.xpath("//@*[local-name()='id']")}
        self.id = 0
        self.insertions: dict[Any, Any] = {}   # the last deletion of a correction -> what stands in its place

    def marked(self, checked: Checked, corrections: Sequence[Correction]) -> bytes:
        said = [(one.claim.number.start, one.claim.number.end) for one in checked.claims]
        self.text.pieces = _cut(self.text.pieces, said, sorted((one.start, one.end) for one in corrections))
        for correction in corrections:
            self.correct(correction)
        for judged in checked.claims:
            held = self.text.within(judged.claim.number.start, judged.claim.number.end)
            if held:
                self.comment(self.anchor(held[0]), self.anchor(held[-1]), self.comments.add(judged))
        changed = {name: xml_bytes(tree) for name, tree in self.text.trees.items()}
        return self.word.written({**changed, **self.comments.parts()})

    def correct(self, correction: Correction) -> None:
        """Each run of the old words is deleted where it stands; the new words follow, looking like the first of them."""
        runs = [piece.node.getparent() for piece in self.text.within(correction.start, correction.end)]
        if not runs or any(run.tag != f"{W}r" for run in runs):
            return
        about = {f"{W}author": correction.editor, f"{W}date": second(correction.at_us)}
        deleted = [self.deletion(run, about) for run in runs]
        if not correction.instead:
            return
        paragraph = _above(deleted[0], f"{W}p")
        last = [one for one in deleted if _above(one, f"{W}p") is paragraph][-1]
        insertion = self.change(f"{W}ins", about)
        insertion.append(_run_like(runs[0], correction.instead))
        self.leave_insertion(last).addnext(insertion)
        self.insertions[last] = insertion

    def deletion(self, run: Any, about: dict[str, str]) -> Any:
        deletion = self.change(f"{W}del", about)
        run.addprevious(deletion)
        deletion.append(run)
        for written in list(run.iter(f"{W}t")):
            written.tag = f"{W}delText"
            written.set(SPACE, "preserve")
        return deletion

    def leave_insertion(self, element: Any) -> Any:
        """Behind what may new words stand: an insertion that somebody made before is cut in two, never nested in."""
        wrapper = element.getparent()
        if wrapper.tag not in INSERTED:
            return element
        following = list(element.itersiblings())
        if following:
            rest = self.change(wrapper.tag, {key: value for key, value in wrapper.attrib.items() if key != f"{W}id"})
            rest.extend(following)
            wrapper.addnext(rest)
        return wrapper

    def change(self, tag: str, about: dict[str, str]) -> Any:
        self.id += 1
        while str(self.id) in self.used:
            self.id += 1
        return etree.Element(tag, {f"{W}id": str(self.id), **about})

    def anchor(self, piece: Piece) -> Any:
        """The element beside which a comment's range may begin or end."""
        line = [piece.node, *piece.node.iterancestors()]
        holder = next((element for element in reversed(line) if element.tag in HOLDERS), None)
        if holder is not None and holder.tag in (f"{W}footnote", f"{W}endnote"):
            part = next(name for name, tree in self.text.trees.items() if tree is line[-1])
            return self.text.references[part, holder.get(f"{W}id")]
        if holder is not None and holder.tag.startswith(M):
            return holder
        run = _above(piece.node if holder is None else holder, f"{W}r")
        return run.getparent() if run.getparent().tag == f"{W}del" else run

    def comment(self, first: Any, last: Any, number: str) -> None:
        end, reference = (etree.Element(f"{W}{tag}") for tag in ("commentRangeEnd", "r"))
        end.set(f"{W}id", number)
        first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": number}))
        self.insertions.get(last, last).addnext(end)
        end.addnext(reference)
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": number})


Span = tuple[int, int]


def _cut(pieces: Sequence[Piece], said: Iterable[Span], corrected: Sequence[Span]) -> list[Piece]:
    """Pieces that end where a span ends, in runs that do so too; what is corrected has runs that hold nothing else."""
    cuts = sorted({offset for span in (*said, *corrected) for offset in span})
    ends, done = set(cuts), list[Piece]()
    for piece in reversed(pieces):   # from behind, so that what lies before keeps its place
        inner = cuts[bisect_right(cuts, piece.start) : bisect_left(cuts, piece.end)]
        if piece.node.tag != f"{W}t":
            inner = []
        parts = [Piece(start, end, piece.node) for start, end in zip([piece.start, *inner], [*inner, piece.end], strict=True)]
        for part in reversed(parts[1:]):
            part.node = _split_text(piece.node, part.start - piece.start)
        alone = any(_overlaps(corrected, part) for part in parts)
        if alone or piece.end in ends:
            _split_after(parts[-1].node)
        if alone or piece.start in ends:
            _split_before(parts[0].node)
        done += reversed(parts)
    return done[::-1]


def _overlaps(spans: Sequence[Span], piece: Piece) -> bool:
    """Whether the piece lies in one of the sorted spans."""
    place = bisect_left(spans, piece.end, key=lambda span: span[0])
    return place > 0 and spans[place - 1][1] > piece.start


def _split_text(node: Any, place: int) -> Any:
    """A `w:t` cut in two; what lies behind the cut gets a run of its own with the same look. Gives the second `w:t`."""
    second = etree.Element(node.tag, {SPACE: "preserve"})
    node.text, second.text = node.text[:place], node.text[place:]
    node.set(SPACE, "preserve")
    node.addnext(second)
    _split_before(second)
    return second


def _split_before(node: Any) -> None:
    run = node.getparent()
    before = node.getprevious()
    if run.tag != f"{W}r" or before is None or before.tag == f"{W}rPr":
        return
    second = etree.Element(run.tag, run.attrib)
    look = run.find(f"{W}rPr")
    if look is not None:
        second.append(deepcopy(look))
    second.extend([node, *node.itersiblings()])
    run.addnext(second)


def _split_after(node: Any) -> None:
    following = node.getnext()
    if following is not None:
        _split_before(following)


def _run_like(run: Any, text: str) -> Any:
    made = etree.Element(run.tag)
    look = run.find(f"{W}rPr")
    if look is not None:
        look = deepcopy(look)
        for change in look.findall(f"{W}rPrChange"):
            look.remove(change)
        made.append(look)
    written = etree.SubElement(made, f"{W}t", {SPACE: "preserve"})
    written.text = " ".join(text.split())
    return made


def _above(element: Any, tag: str) -> Any:
    return element if element.tag == tag else next(element.iterancestors(tag))
