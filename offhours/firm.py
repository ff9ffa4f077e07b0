"""The firm of the demo and of the benchmarks: what it writes into the gaps of the templates that come along."""

from collections.abc import Mapping
from types import MappingProxyType

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "what you help with": "finding new customers",
        "what you did for a firm like theirs, in one sentence": (
            "We helped a {{ vertical|default('company') }} firm of about your size to three times as many first"
            " meetings, without more people."
        ),
        "a problem that firms like theirs have, in one sentence": (
            "Teams in {{ vertical|default('your field') }} tell us that good answers to their mails get lost between"
            " mailboxes."
        ),
        "what changed for one of your customers, in one sentence": (
            "One of our customers now answers each of them within a day."
        ),
        "what a firm like theirs did with your help": (
            "A {{ vertical|default('similar') }} company we work with doubled its first meetings last year. They did it"
            " with short, honest mails and by answering every reply."
        ),
    }
)
