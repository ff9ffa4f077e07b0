"""Invents the market from a seed: companies first, then people, then what each will do."""

import unicodedata
from dataclasses import replace
from random import Random

from offhours.demo.world.destinies import assign_destinies
from offhours.demo.world.dice import dice
from offhours.demo.world.model import BOUGHT_LIST, CONFERENCE_LIST, WEBSITE_RESEARCH, Company, Person, World
from offhours.demo.world.names import (
    ENDS,
    FIRST,
    HELPER_TITLES,
    LAST,
    PLACES,
    STEMS,
    TITLES,
    VERTICALS,
    Place,
)

COMPANIES = 300
# people per company: 130 x 1 + 140 x 2 + 30 x 3 = 500
HEADCOUNTS = (1,) * 130 + (2,) * 140 + (3,) * 30
BOUGHT = 125  # a quarter
CONFERENCE = 150

_UNDECOMPOSED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "Ø": "O", "Ł": "L"})


def build_world(seed: int) -> World:
    """The same seed gives the same world, on any machine and Python."""
    rng = dice("world", seed)
    companies = _companies(rng)
    people = _People(rng)
    contacts = [people.invent(company, level) for company, level in _positions(rng, companies)]
    sources = [BOUGHT_LIST] * BOUGHT + [CONFERENCE_LIST] * CONFERENCE
    sources += [WEBSITE_RESEARCH] * (len(contacts) - len(sources))
    rng.shuffle(sources)
    contacts = [replace(one, source=source) for one, source in zip(contacts, sources, strict=True)]
    final, helpers = assign_destinies(rng, contacts, people.invent_helper)
    return World(seed, tuple(companies), tuple(final), {one.email: one for one in (*final, *helpers)})


def ascii_of(text: str) -> str:
    """As addresses are written: `Jürgen` is `jurgen`, `Dąbek` is `dabek`."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED)).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain.lower() if letter.isalnum())


def _companies(rng: Random) -> list[Company]:
    stems = rng.sample([f"{stem}{end}" for stem in STEMS for end in ENDS], COMPANIES)
    places = rng.choices(PLACES, weights=[place.weight for place in PLACES], k=COMPANIES)
    places[: len(PLACES)] = PLACES  # every country and language occurs, whatever the seed
    rng.shuffle(places)
    return [_company(rng, stem, place) for stem, place in zip(stems, places, strict=True)]


def _company(rng: Random, stem: str, place: Place) -> Company:
    vertical = rng.choice(tuple(VERTICALS))
    zone, city = rng.choice(place.zones)
    employees = int(10 ** rng.uniform(1.3, 3.7))
    word = rng.choice((*VERTICALS[vertical], ""))
    return Company(
        name=" ".join(filter(None, (stem, word, rng.choice(place.suffix)))),
        domain=f"{stem.lower()}.{rng.choice(('example', 'test'))}",
        vertical=vertical,
        employees=employees,
        revenue=employees * rng.randrange(90, 400) * 1000,
        territory=place.territory,
        country=place.country,
        time_zone=zone,
        language=place.language,
        business_model=rng.choice(("B2B", "B2B", "B2B", "B2C", "marketplace")),
        city=city,
    )


def _positions(rng: Random, companies: list[Company]) -> list[tuple[Company, int]]:
    """Who exists: in each company the levels are distinct, most senior first."""
    counts = list(HEADCOUNTS)
    rng.shuffle(counts)
    return [
        (company, level)
        for company, count in zip(companies, counts, strict=True)
        for level in sorted(rng.sample(tuple(TITLES), count))
    ]


class _People:
    """Gives each new person a free address."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def invent(self, company: Company, level: int) -> Person:
        return self._person(company, level, self._rng.choice(TITLES[level]))

    def invent_helper(self, company: Company) -> Person:
        """A delegate, a referral or a replacement: nobody's list has them."""
        return self._person(company, 5, self._rng.choice(HELPER_TITLES))

    def _person(self, company: Company, level: int, title: str) -> Person:
        rng = self._rng
        place = next(one for one in PLACES if one.country == company.country)
        while True:
            first = rng.choice(FIRST[company.language].split())
            last = rng.choice(LAST[company.language].split())
            email = f"{ascii_of(first)}.{ascii_of(last)}@{company.domain}"
            if email not in self._taken:
                break
        self._taken.add(email)
        phone = "".join(str(rng.randrange(10)) if mark == "x" else mark for mark in place.phone)
        return Person(first, last, title, level, email, phone, company.language, "", company)
