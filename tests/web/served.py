"""A city of the tests behind the real server, for a browser: `python -m tests.web.served PORT [town]`; prints sign-in tokens.

HETANG_HOME names a folder of its own; what is served is the lakeside city with an erratum, or the town with its matters.
"""

import os
import sys

import django
from django.core.management import call_command


def main(port: str, city: str) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    people = [lakeside.READER, lakeside.EDITOR]
    if city == "town":
        town_story.build()
        people = [town.HEAD, town.CHECKER, town.MAYOR, town.OFFICER, town.CLERK]
    else:
        lakeside.build()
        lakeside.correct()
        lakeside.hand_in()
    print(*(make_sign_in_link(person) for person in people), flush=True)
    server = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", "1", "--log-level", "error"]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *server, "hetang.wiring.wsgi:application"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hetang.wiring.settings")
    django.setup()
    from hetang.office.actions.make_sign_in_link import make_sign_in_link  # noqa: PLC0415 - tables need the settings
    from tests.web import lakeside, town_story  # noqa: PLC0415
    from tests.web.api import town  # noqa: PLC0415

    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
