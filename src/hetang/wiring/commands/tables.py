"""`hetang tables`: makes or brings up to date the tables of the database, and nothing else."""

from argparse import ArgumentParser, Namespace

from django.core.management import call_command

from hetang.wiring.outcome import DONE

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> int:
    prepare()
    return DONE


def prepare() -> None:
    """Applies the migrations that are missing."""
    call_command("migrate", interactive=False, verbosity=0)
