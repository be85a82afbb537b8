"""`hetang links`: one-time sign-in links, one a role or for the persons named; no fixed password exists."""

from argparse import ArgumentParser, Namespace

from django.urls import reverse

from hetang.authority.grants import ROLES
from hetang.office.actions.make_sign_in_link import VALID_HOURS, make_sign_in_link
from hetang.packs.pack import Pack
from hetang.terms.refusals import Refusal
from hetang.wiring.actor import city, today
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--at", metavar="ADDRESS", default="http://127.0.0.1:8000", help="where the city is served")
    parser.add_argument("--for", dest="persons", metavar="PERSON", nargs="+", default=(), help="links for these persons alone")


def run(args: Namespace) -> int:
    pack = city()
    unknown = [person for person in args.persons if person not in pack.people]
    if unknown:
        raise WrongCall(f"--for {unknown[0]}: the id of a person of the city is accepted")
    status = DONE
    whose = [(person, person) for person in args.persons] or list(holders(pack).items())
    name = pack.city.zh if pack.city else pack.name
    lines = [f"{name}: {args.at}/", "", f"One-time sign-in links{'' if args.persons else ', one a role'} ({VALID_HOURS} hours):"]
    for role, person in whose:
        token = make_sign_in_link(person)
        refused = isinstance(token, Refusal)
        said = token.text("en") if isinstance(token, Refusal) else f"{args.at}{reverse('sign_in', args=[token])}"
        lines.append(f"  {role:14} {pack.people[person].name.zh}  {said}")
        status = NO if refused else status
    print("\n".join(["", *lines]), flush=True)
    return status


def holders(pack: Pack) -> dict[str, str]:
    """Of each role that is granted today one person who holds it."""
    day, found = today(pack), dict[str, str]()
    for person in pack.people:
        for role in pack.grants.roles(person, day):
            found.setdefault(role, person)
    return {role: found[role] for role in (*ROLES, *found) if role in found}
