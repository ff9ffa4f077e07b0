"""Who is beyond reach: the rule in SQL against a slow and obvious one, through every way it is asked."""

from collections.abc import Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, literal, select

from engine.errors import Invalid
from engine.flows.suppress import suppress_address, suppress_domain
from engine.rules import addresses
from engine.store.suppressions import suppressed, suppression_of, why_suppressed
from engine.store.tables import Suppression
from tests.support.depth import DEEP
from tests.support.house import Desk

LABELS = st.sampled_from(
    ["acme", "ACME", "mail", "co", "uk", "a-b", "münchen", "xn--mnchen-3ya", "MÜNCHEN", "test", "1"]
)
DOMAINS = st.lists(LABELS, min_size=1, max_size=4).map(".".join)
WRITTEN = DOMAINS | DOMAINS.map("@{}".format)
LOCALS = st.sampled_from(["alex", "ALEX", "alex+news", "a", "acme.test", "%", "_", "o'neil"])
EMAILS = st.builds("{}@{}".format, LOCALS, DOMAINS)


def covers(suppression: str, email: str) -> bool:
    """An address covers itself and its forms; a domain covers those in it and in what is under it. Both are
    normalised."""
    in_domain = f".{addresses.domain_of(email)}".endswith(f".{suppression}")
    return in_domain or suppression in {email, addresses.mailbox_of(email)}


def a_companys(domain: str) -> str:
    """Nobody speaks for all of co.uk."""
    name = addresses.normalise_domain(domain)
    if not addresses.domain_label(name):
        raise Invalid("is anybody's.")
    return name


def possible(texts: Sequence[str], normalise) -> set[str]:
    found = set()
    for text in texts:
        try:
            found.add(normalise(text))
        except Invalid:
            continue  # neither somebody to write to nor anything to suppress
    return found


@settings(
    max_examples=60 * DEEP,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],  # each example clears the table
)
@given(st.lists(EMAILS, max_size=3), st.lists(WRITTEN, max_size=3), st.lists(EMAILS, min_size=1))
@example([], ["münchen.test"], ["alex@mail.MÜNCHEN.test"])
@example([], ["xn--mnchen-3ya.test"], ["alex@münchen.test"])
@example(["alex@acme.test"], [], ["alex+news@acme.test", "ALEX@Acme.Test"])
@example([], ["co.uk", "mail.acme.co.uk"], ["alex@acme.co.uk", "alex@mail.acme.co.uk", "alex@notacme.co.uk"])
async def test_an_address_is_suppressed_when_an_obvious_rule_says_so(
    desk: Desk, people: list[str], domains: list[str], asked: list[str]
) -> None:
    emails = possible(asked, addresses.normalise)
    known = possible(people, addresses.normalise) | possible(domains, a_companys)
    async with desk.house.database.begin() as session:
        await session.execute(delete(Suppression))
        for email in possible(people, addresses.normalise):
            await suppress_address(session, email, "asked", "a person", desk.clock.now())
        for domain in domains:
            if possible([domain], a_companys):
                await suppress_domain(session, domain, "asked", "a person", desk.clock.now())
    expected = {email for email in emails if any(covers(one, email) for one in known)}
    async with desk.house.database.begin() as session:
        assert (await suppressed(session, emails)) == dict.fromkeys(expected, "asked on 2026-03-03")
        for email in emails:
            nearest = max((one for one in known if covers(one, email)), key=len, default=None)
            found = await suppression_of(session, email)
            assert (found and (found.address or found.domain)) == nearest
            why = await session.scalar(
                select(why_suppressed("given.email")).select_from(
                    select(literal(email).label("email")).subquery("given")
                )
            )
            assert bool(why) == (email in expected)
