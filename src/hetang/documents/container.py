"""The zip of a package, byte for byte one way only: stored members, one fixed date, nothing before, between or behind."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from hetang.terms.words import Text

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_FIXED_DATE = 0x21  # 1980-01-01, the first day that the format knows
_UTF8 = 0x0800
_HEAD = struct.Struct("<4sHHHHHIIIHH")


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """Members in the order given, not compressed: no other library would compress to the same bytes."""
    local, central = bytearray(), bytearray()
    for name, data in members.items():
        encoded, place = name.encode(), len(local)
        about = (20, _UTF8, 0, 0, _FIXED_DATE, zlib.crc32(data), len(data), len(data), len(encoded))
        local += struct.pack("<4sHHHHHIIIHH", _LOCAL, *about, 0) + encoded + data
        central += struct.pack("<4sHHHHHHIIIHHHHHII", _CENTRAL, 20, *about, 0, 0, 0, 0, 0, place) + encoded
    end = struct.pack("<4sHHHHIIH", _END, 0, 0, len(members), len(members), len(central), len(local), 0)
    return bytes(local + central + end)


def looks_like_package(data: bytes, names: tuple[str, ...]) -> bool:
    """Whether it is, or was before somebody damaged it, a container that names these members."""
    return all(name.encode() in data for name in names)


def read_zip(data: bytes) -> dict[str, bytes] | Text:
    """The members, or in a few words what is wrong; whatever `write_zip` would not have written is wrong."""
    members: dict[str, bytes] = {}
    place = 0
    while data[place : place + 4] == _LOCAL and place + _HEAD.size <= len(data):
        head = _HEAD.unpack_from(data, place)
        size, name_length = head[8], head[9]
        start = place + _HEAD.size
        try:
            name = data[start : start + name_length].decode()
        except UnicodeDecodeError:
            return Text(f"第 {start} 字节处的成员名不是 UTF-8", f"a member's name at byte {start} is not UTF-8")
        if name in members:
            return Text(f"成员 {name} 出现两次", f"the member {name} stands twice")
        content = data[start + name_length : start + name_length + size]
        if zlib.crc32(content) != head[6]:
            return Text(f"{name} 的校验和不符", f"the check sum of {name} does not hold")
        members[name] = content
        place = start + name_length + size
    if write_zip(members) != data:
        return Text("容器里有写包时不会产生的字节", "bytes of the container that no writer of packages makes")
    return members
