"""The folder HETANG_HOME: what the server keeps beside its database."""

import os
import secrets
from pathlib import Path

SECRET_BYTES = 48


def secret(path: Path) -> str:
    """The key at `path`, made once; two processes that start together end with the same one."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")   # of this caller alone, thread or process
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(SECRET_BYTES), encoding="ascii")
        try:
            os.link(draft, path)   # atomic, and refused when another process was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")
