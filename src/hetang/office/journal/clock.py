"""The server's clock: the one place of the office that asks what time it is."""

import time


def now_us() -> int:
    """Microseconds since 1970 UTC."""
    return time.time_ns() // 1000
