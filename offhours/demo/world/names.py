"""Where invented names come from. Telephone numbers are from ranges kept free for fiction where a country has them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """`weight` is how often companies are there; `phone` has an x for each random digit."""

    country: str
    language: str
    zones: tuple[tuple[str, str], ...]
    territory: str
    suffix: tuple[str, ...]
    phone: str
    weight: int


PLACES = (
    Place(
        "US",
        "en",
        (
            ("America/New_York", "Boston"),
            ("America/Chicago", "Chicago"),
            ("America/Denver", "Denver"),
            ("America/Los_Angeles", "Portland"),
        ),
        "North America",
        ("Inc.", "LLC", "Corp."),
        "+1 212 555 01xx",
        30,
    ),
    Place("CA", "en", (("America/Toronto", "Toronto"),), "North America", ("Inc.",), "+1 416 555 01xx", 5),
    Place(
        "GB",
        "en",
        (("Europe/London", "Leeds"), ("Europe/London", "Bristol")),
        "UK & Ireland",
        ("Ltd", "plc"),
        "+44 20 7946 0xxx",
        14,
    ),
    Place("IE", "en", (("Europe/Dublin", "Dublin"),), "UK & Ireland", ("Ltd",), "+353 20 915 01xx", 3),
    Place(
        "DE",
        "de",
        (("Europe/Berlin", "Hamburg"), ("Europe/Berlin", "Stuttgart")),
        "DACH",
        ("GmbH", "AG", "GmbH & Co. KG"),
        "+49 30 23125 xxx",
        14,
    ),
    Place("AT", "de", (("Europe/Vienna", "Graz"),), "DACH", ("GmbH",), "+43 1 5550 01xx", 3),
    Place(
        "FR",
        "fr",
        (("Europe/Paris", "Lyon"), ("Europe/Paris", "Nantes")),
        "France",
        ("SAS", "SA"),
        "+33 1 99 00 xx xx",
        9,
    ),
    Place("ES", "es", (("Europe/Madrid", "Valencia"),), "Southern Europe", ("S.L.", "S.A."), "+34 900 555 0xx", 6),
    Place("IT", "it", (("Europe/Rome", "Torino"),), "Southern Europe", ("S.p.A.", "S.r.l."), "+39 06 5550 01xx", 5),
    Place("PT", "pt", (("Europe/Lisbon", "Porto"),), "Southern Europe", ("Lda.", "S.A."), "+351 21 555 01xx", 4),
    Place("NL", "nl", (("Europe/Amsterdam", "Utrecht"),), "Benelux & Nordics", ("B.V.",), "+31 20 555 01xx", 6),
    Place("SE", "sv", (("Europe/Stockholm", "Malmö"),), "Benelux & Nordics", ("AB",), "+46 8 465 004 xx", 4),
    Place("DK", "da", (("Europe/Copenhagen", "Aarhus"),), "Benelux & Nordics", ("ApS",), "+45 55 50 01 xx", 3),
    Place("PL", "pl", (("Europe/Warsaw", "Gdańsk"),), "Central Europe", ("Sp. z o.o.",), "+48 22 555 01 xx", 3),
    Place("JP", "ja", (("Asia/Tokyo", "Tokyo"),), "Asia Pacific", ("K.K.",), "+81 3 5550 01xx", 4),
    Place("AU", "en", (("Australia/Sydney", "Sydney"),), "Asia Pacific", ("Pty Ltd",), "+61 2 5550 xxxx", 4),
)

FIRST = {
    "en": "Olivia James Emma Noah Grace Liam Hannah Ethan Chloe Mason Ruth Owen Nora Caleb Paige Dylan Tessa "
    "Marcus Leah Gavin Iris Trevor Joan Neil Priya Raj Denise Carl Fiona Stuart",
    "de": "Anna Jürgen Katharina Stefan Birgit Thomas Sabine Uwe Julia Matthias Heike Björn Monika Lars Ute Günther",
    "fr": "Camille Julien Élodie François Sylvie Mathieu Aurélie Benoît Chantal Thierry Hélène Rémi",
    "es": "Lucía Javier Carmen Álvaro Beatriz Iñigo Marta Sergio Rocío Andrés",
    "it": "Giulia Marco Francesca Lorenzo Chiara Paolo Silvia Matteo",
    "pt": "Inês Tiago Marta João Sofia Rui Beatriz Nuno",
    "nl": "Sanne Daan Lotte Bram Femke Ruben Marieke Joost Anouk Sjoerd",
    "sv": "Elsa Oskar Maja Anders Åsa Fredrik Linnéa Göran",
    "da": "Freja Mikkel Ida Søren Mette Rasmus",
    "pl": "Agnieszka Piotr Magdalena Tomasz Ewa Michał",
    "ja": "Yuki Haruto Aoi Kenji Sakura Takashi",
}
LAST = {
    "en": "Bennett Carver Dalton Ellery Fairbank Garrow Hollis Ingram Jarvis Kettering Lowell Marlow Norwood "
    "Oakes Pemberton Quincey Radley Sutter Thorne Underhill Varley Whitlock Yardley Ashcombe Blakely Crowther",
    "de": "Albrecht Brückner Dörfler Eckstein Feldkamp Größler Hinrichs Jäckel Kühnert Lindner Möhring Niehaus "
    "Oppermann Rößler Schönfeld Wegener",
    "fr": "Aubert Bérard Chevallier Delmas Fontanel Garnier Lacombe Mercadier Perrault Roussel Tessier Vasseur",
    "es": "Alcázar Benavente Carrasco Echeverría Fuentes Montalbán Ordóñez Quintana Salvatierra Villaverde",
    "it": "Bellandi Caruso Ferrante Galimberti Lombardini Moretti Pellegrino Santoro",
    "pt": "Almada Carvalhal Figueira Magalhães Nogueira Pimentel Sequeira Teixeira",
    "nl": "Brouwer Dijkstra Hoekstra Kuipers Molenaar Postma Schouten Veenstra Wiersma Zijlstra",
    "sv": "Bergkvist Dahlgren Ekström Hallberg Lindqvist Nyström Sjöberg Wallin",
    "da": "Bruun Friis Kjær Lund Nørgaard Thygesen",
    "pl": "Borkowski Dąbek Głowacki Jasiński Nowicki Zaręba",
    "ja": "Fujimoto Hayakawa Kobayashi Matsuda Nakajima Shimizu",
}
STEMS = [
    "Alder",
    "Birch",
    "Copper",
    "Delta",
    "Ember",
    "Fallow",
    "Granite",
    "Harbor",
    "Iron",
    "Juniper",
    "Keystone",
    "Lark",
    "Maple",
    "North",
    "Orchard",
    "Pewter",
    "Quarry",
    "River",
    "Summit",
    "Timber",
    "Umber",
    "Vale",
    "Willow",
    "Yarrow",
    "Zephyr",
    "Amber",
    "Basalt",
    "Cedar",
    "Dune",
    "Elm",
]
ENDS = [
    "works",
    "field",
    "line",
    "stone",
    "bridge",
    "point",
    "gate",
    "yard",
    "crest",
    "forge",
    "wave",
    "path",
    "mark",
    "ridge",
]

# vertical -> whose product it is, so that names fit what the company does
VERTICALS = {
    "Logistics": ("Freight", "Logistics"),
    "Manufacturing": ("Industries", "Components"),
    "Software": ("Systems", "Software"),
    "Healthcare": ("Health", "Medical"),
    "Financial services": ("Capital", "Finance"),
    "Retail": ("Stores", "Retail"),
    "Energy": ("Energy", "Power"),
    "Construction": ("Building", "Construction"),
    "Professional services": ("Partners", "Advisory"),
}
TITLES = {
    1: ("CEO", "Managing Director", "COO", "CFO", "President"),
    2: ("VP Operations", "VP Sales", "VP Finance", "Chief Information Officer", "SVP Supply Chain"),
    3: ("Director of Operations", "Director of IT", "Head of Sales", "Head of Procurement", "Plant Director"),
    4: ("Operations Manager", "IT Manager", "Sales Operations Manager", "Purchasing Manager"),
}
HELPER_TITLES = (
    "Executive Assistant",
    "Operations Manager",
    "Team Lead Operations",
    "Project Manager",
    "Office Manager",
)
