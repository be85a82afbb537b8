"""`hetang assets`: gathers the pages' own files under names that hold their digest, ready to be served and cached."""

from argparse import ArgumentParser, Namespace

from django.core.management import call_command

from hetang.wiring.outcome import DONE

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> int:
    gather()
    return DONE


def gather() -> None:
    """Into HETANG_HOME/static; of the fonts' wheel the fonts alone."""
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.py", "py.typed", "__pycache__"])
