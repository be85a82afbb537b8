"""The `hetang` command line: finds the command asked for, loads only that one, and says its faults in one sentence."""

import argparse
import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib.abc import SourceLoader
from types import ModuleType
from typing import NoReturn

from hetang.wiring import commands
from hetang.wiring.outcome import DONE, WRONG_CALL

RESERVED = {"import": "import_file"}   # a module may not bear Python's own word


class Parser(argparse.ArgumentParser):
    """An argument parser whose refusal is one sentence on standard error."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_CALL, f"{self.prog}: {message}; `{self.prog} --help` says what is accepted\n")


def names() -> list[str]:
    """The commands there are."""
    words = {module: word for word, module in RESERVED.items()}
    return sorted(words.get(module.name, module.name) for module in pkgutil.iter_modules(commands.__path__))


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; gives its exit status: 0 done, 1 the answer is no, 2 the call was wrong."""
    words = list(sys.argv[1:] if words is None else words)
    known = names()
    outer = Parser(prog="hetang", description="Hetang (荷塘): every figure leads back to its facts.",
                   epilog=f"commands: {', '.join(known)}; `hetang COMMAND --help` tells of one")
    outer.add_argument("command", choices=known, metavar="COMMAND")
    asked = outer.parse_args(words[:1])
    try:
        module = load(f"{commands.__name__}.{RESERVED.get(asked.command, asked.command)}")
        parser = Parser(prog=f"hetang {asked.command}", description=module.__doc__)
        module.arguments(parser)
        status: int = module.run(parser.parse_args(words[1:]))
        sys.stdout.flush()
        return status
    except BrokenPipeError:   # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        sentence = said(fault)
        if sentence is None:
            raise
        print(f"hetang {asked.command}: {sentence}", file=sys.stderr)
        return WRONG_CALL


def load(name: str) -> ModuleType:
    """The command's module. Models can be imported only once Django stands, so NEEDS_DJANGO is read before the import."""
    spec = importlib.util.find_spec(name)
    source = spec.loader.get_source(name) if spec and isinstance(spec.loader, SourceLoader) else None
    if "\nNEEDS_DJANGO = True\n" in (source or ""):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hetang.wiring.settings")
        importlib.import_module("django").setup()
    return importlib.import_module(name)


def said(fault: Exception) -> str | None:
    """The sentence for a fault that the caller can mend; None for a fault of the program."""
    kinds = {kind.__name__ for kind in type(fault).__mro__}
    if kinds & {"WrongCall", "UnsafeDatabase"}:
        return str(fault)
    if isinstance(fault, OSError) and fault.filename is not None:
        return f"{fault.filename}: {fault.strerror}; a path that can be read or written here is accepted"
    if isinstance(fault, UnicodeDecodeError):
        return f"the text is not UTF-8: {fault.reason} at byte {fault.start}; a file in UTF-8 is accepted"
    if isinstance(fault, OSError):
        return str(fault)
    if kinds & {"OperationalError"}:   # Django's or the driver's: no table, no server, locked too long
        return f"the database did not answer: {str(fault).strip().splitlines()[0]}; " \
               "HETANG_DATABASE_URL names one that does, `hetang city load PACK` prepares it"
    return None


if __name__ == "__main__":
    sys.exit(main())
