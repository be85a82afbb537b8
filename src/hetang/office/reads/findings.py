"""What is found broken, where, in both languages."""

from dataclasses import dataclass
from typing import Any

from hetang.terms.words import Text

SAYS = {
    "entry": Text("第 {seq} 条的字节被改，或与其前后不相接", "entry {seq} was changed, or does not link to its neighbours"),
    "entry_column": Text("第 {seq} 条的列“{at}”与其字节不符", "the column {at} of entry {seq} is not what its bytes say"),
    "entry_missing": Text("缺第 {seq} 条", "entry {seq} is missing"),
    "cut_tail": Text("账簿从第 {seq} 条起被截去", "from entry {seq} on the ledger has been cut off"),
    "rechained": Text(
        "第 {seq} 条或更早的某条与外存的头不符：账簿曾被重新链接",
        "up to entry {seq} this is not the ledger of the head kept outside",
    ),
    "other_ledger": Text("所给的头属于另一本账簿：{at}", "the head given is of another ledger: {at}"),
    "row": Text("第 {seq} 条第 {at} 行被改", "row {at} of entry {seq} was changed"),
    "rows": Text("第 {seq} 条的行有增减或换序", "rows of entry {seq} were added, dropped or moved"),
    "row_stray": Text("第 {seq} 条没有行，却存有行", "rows are stored for entry {seq}, which has none"),
    "head": Text("{at} 条时的头不是此账簿的头", "the head of size {at} is not that of this ledger"),
    "head_missing": Text("缺 {at} 条时的头", "the head of size {at} is missing"),
    "frontier": Text("账簿末端的记忆与账簿不符", "the frontier kept for the next append is not that of this ledger"),
    "pack": Text("第 {seq} 条启用的城市包 {at} 缺失或被改", "the pack {at} activated by entry {seq} is missing or changed"),
    "commitment": Text("保险库中 {at} 的值与承诺不符", "what the vault holds under {at} is not what was committed to"),
    "commitment_missing": Text("保险库缺 {at} 的值，也无删除条目", "the vault lacks {at}, and no entry says it was erased"),
    "commitment_stray": Text("保险库中的 {at} 不在账簿内", "the vault holds {at}, which no entry commits to"),
    "not_erased": Text("{at} 已宣告删除，仍在保险库中", "{at} was declared erased and is still in the vault"),
    "evidence": Text("佐证文件 {at} 缺失或被改", "the evidence file {at} is missing or changed"),
    "evidence_unknown": Text("第 {seq} 条引用的佐证 {at} 不在库中", "entry {seq} names evidence {at}, which the store lacks"),
    "issued": Text("所发文件 {at} 缺失或被改", "the issued file {at} is missing or changed"),
    "conflict": Text("所留存的冲突 {at} 被改", "the kept conflict {at} was changed"),
    "reading": Text("读表 {at} 与账簿不符", "the reading table differs from the ledger: {at}"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`seq`: the entry concerned, where there is one; `at`: the row, size, digest or table row."""

    code: str
    seq: int | None = None
    at: str = ""

    @property
    def says(self) -> Text:
        return SAYS[self.code].filled(seq="" if self.seq is None else self.seq, at=self.at)

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "entry": self.seq, "at": self.at, "says": self.says.to_json()}
