"""A ledger's head as a text file, in the manner of the C2SP checkpoint: origin, size, root, and a blank line.

    hetang/jingdezhen
    128
    qqT1Z0yZ3k0wVbQvF6Xl0vS1sXkq2l8h0Yc0s1m3c6I=

A ledger under SM3 says so on an extension line `alg sm3`. What stands behind the blank line (signatures of
witnesses) is kept as it is.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from hetang.ledger.merkle import DIGEST_BYTES
from hetang.terms.digests import ALGORITHMS
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_CHECKPOINT = Refusal(
    "not_a_checkpoint",
    Text("这不是账簿的检查点：{why}", "this is no checkpoint of a ledger: {why}"),
    Text("三行：来源、条目数、根的 Base64，再一空行", "three lines: origin, size, root in Base64; then a blank line"),
)
ORIGIN_PREFIX = "hetang/"
_SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`root` is hex, as everywhere outside the file."""

    origin: str
    size: int
    root: str
    alg: str = "sha256"
    signatures: str = ""

    @property
    def ledger(self) -> str:
        return self.origin.removeprefix(ORIGIN_PREFIX)


def checkpoint_of(ledger: str, size: int, root: str, alg: str = "sha256") -> Checkpoint:
    return Checkpoint(ORIGIN_PREFIX + ledger, size, root, alg)


def format(checkpoint: Checkpoint) -> str:
    lines = [checkpoint.origin, str(checkpoint.size), b64encode(bytes.fromhex(checkpoint.root)).decode("ascii")]
    if checkpoint.alg != "sha256":
        lines.append(f"alg {checkpoint.alg}")
    return "\n".join(lines) + "\n\n" + checkpoint.signatures


def parse(text: str) -> Checkpoint | Refusal:
    body, blank, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3:
        return _refused("少于三行或缺空行", "fewer than three lines, or no blank line")
    origin, size, encoded, *extensions = lines
    if not origin.strip():
        return _refused("来源行是空的", "the origin line is empty")
    if _SIZE.fullmatch(size) is None:
        return _refused("第二行不是条目数", "its second line is no size")
    algs = [line.removeprefix("alg ") for line in extensions if line.startswith("alg ")] or ["sha256"]
    if len(algs) != 1 or algs[0] not in ALGORITHMS:
        return _refused("摘要算法不认识", "its digest algorithm is unknown")
    try:
        root = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        root = b""
    if len(root) != DIGEST_BYTES or b64encode(root).decode("ascii") != encoded:
        return _refused("第三行不是 32 字节的根", "its third line is no root of 32 bytes")
    return Checkpoint(origin, int(size), root.hex(), algs[0], signatures)


def _refused(zh: str, en: str) -> Refusal:
    return NOT_A_CHECKPOINT.filled(why=Text(zh, en))
