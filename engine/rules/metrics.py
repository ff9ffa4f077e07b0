"""The numbers, one definition each, printed where they are shown (M17, M23, M32)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

Z95 = 1.959963984540054  # two-sided 95 % of the normal distribution


@dataclass(frozen=True)
class Counts:
    """What became of the mails of a campaign, variant, source or rep; people counted once per campaign.

    `bounced` is hard, ended soft and block. `responses` are human. `positive` is interested plus referral. `referred`
    is the number of new contacts gained from responses and automatic replies.
    """

    sent: int = 0
    bounced: int = 0
    responses: int = 0
    positive: int = 0
    opt_outs: int = 0
    complaints: int = 0
    automatic: int = 0
    referred: int = 0

    @property
    def delivered(self) -> int:
        return max(0, self.sent - self.bounced)


@dataclass(frozen=True)
class Rate:
    """A share with its 95 % interval. `value` is None when there is nothing to divide by."""

    numerator: int
    denominator: int
    low: float
    high: float
    definition: str

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


def wilson(k: float, n: float) -> tuple[float, float]:
    """Wilson's score interval, 95 %. Without data everything is possible; late events cannot lift a share over 1."""
    if n <= 0:
        return 0.0, 1.0
    p = min(max(k, 0), n) / n
    centre = p + Z95**2 / (2 * n)
    margin = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
    scale = 1 + Z95**2 / n
    return max(0.0, min(p, (centre - margin) / scale)), min(1.0, max(p, (centre + margin) / scale))


def poisson_interval(k: float, n: float) -> tuple[float, float]:
    """The score interval of a count per mail, 95 %, for what can happen more than once per mail."""
    if n <= 0:
        return 0.0, math.inf
    margin = Z95 * math.sqrt(k + Z95**2 / 4)
    return max(0.0, (k + Z95**2 / 2 - margin) / n), (k + Z95**2 / 2 + margin) / n


def median_of(lengths: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(one.total_seconds() for one in lengths)) if lengths else None


def _share(k: int, n: int, definition: str) -> Rate:
    low, high = wilson(k, n)
    return Rate(k, n, low, high, definition)


def response_rate(counts: Counts) -> Rate:
    return _share(counts.responses, counts.delivered, "human responses ÷ delivered (sent − bounced)")


def positive_rate(counts: Counts) -> Rate:
    return _share(counts.positive, counts.delivered, "(interested + referral) ÷ delivered")


def opt_out_rate(counts: Counts) -> Rate:
    return _share(counts.opt_outs, counts.delivered, "opt-outs ÷ delivered")


def complaint_rate(counts: Counts) -> Rate:
    return _share(counts.complaints, counts.delivered, "complaints ÷ delivered")


def bounce_rate(counts: Counts) -> Rate:
    return _share(counts.bounced, counts.sent, "bounced (hard, soft that ended, block) ÷ sent")


def within_a_day(answered: int, of: int) -> Rate:
    return _share(answered, of, "answered within 24 hours ÷ answered, or waiting longer than that")


def referral_yield(counts: Counts) -> Rate:
    """One answer can name several people, so this may exceed 1 and has a Poisson interval."""
    low, high = poisson_interval(counts.referred, counts.delivered)
    definition = "new contacts gained from responses and automatic replies ÷ delivered"
    return Rate(counts.referred, counts.delivered, low, high, definition)


# --- A/B ------------------------------------------------------------------------------------------------------

RULE = (
    "A winner is declared when the evidence against equal positive rates (beta mixture likelihood ratio, valid however "
    "often one looks) is at least 20 to 1, with three texts 40 and with four 60, for each pair may err; and the "
    "winner's opt-out rate is at most one point above the other's."
)
EVIDENCE = 20.0  # 1 / 0.05: at most 5 % of equal pairs ever reach it (Ville's inequality)
PRIOR = (2.0, 38.0)  # the mixture's beta weights, mean 5 % (M16); the rule is valid for any, quickest near the truth
OPT_OUT_MARGIN = 0.01
WORTH_FINDING = 0.05  # M12 saw 0 of 100 against 10 of 100; below five points no team has the mails to tell
MOST = 100_000  # "more per side" beyond this is "these two are alike"


@dataclass(frozen=True)
class Verdict:
    """`winner` is "a", "b" or None; `more_per_side`: about how many more delivered mails would tell, if any."""

    winner: str | None
    more_per_side: int | None
    evidence: float
    reason: str
    rule: str = RULE


def ab_verdict(a: Counts, b: Counts, labels: tuple[str, str] = ("A", "B"), *, pairs: int = 1) -> Verdict:
    """Compare two variants, called by their labels, of a step in which so many `pairs` are compared: each asks for as
    many times the evidence, so that all together err no more often than one (Bonferroni). Count both sides at the same
    age (say, mails older than 14 days), else the older leads."""
    found, enough = evidence(a, b), EVIDENCE * pairs
    if found < enough:
        return _undecided(a, b, found, enough)
    a_leads = a.positive * b.delivered > b.positive * a.delivered
    winner, label, best, other = ("a", labels[0], a, b) if a_leads else ("b", labels[1], b, a)
    excess = (opt_out_rate(best).value or 0.0) - (opt_out_rate(other).value or 0.0)
    if excess > OPT_OUT_MARGIN:
        reason = f"{label} has more positive answers but {excess:.1%} more opt-outs: no winner"
        return Verdict(None, None, found, reason)
    reason = f"{label} is better: {_ratio(best)} positive against {_ratio(other)}"
    return Verdict(winner, 0, found, reason)


def evidence(a: Counts, b: Counts) -> float:
    """How many to one the counts speak against equal positive rates; capped where a float ends."""
    return math.exp(min(_log_evidence(a.positive, a.delivered, b.positive, b.delivered), 700.0))


def _ratio(counts: Counts) -> str:
    return f"{min(counts.positive, counts.delivered)} of {counts.delivered}"


def _undecided(a: Counts, b: Counts, found: float, enough: float) -> Verdict:
    more = _more_per_side(a, b, enough)
    if more is None:
        return Verdict(None, None, found, "Cannot tell yet, and they look alike: keep either")
    return Verdict(None, more, found, f"Cannot tell yet, about {more} more per side")


def _log_evidence(ka: float, na: float, kb: float, nb: float) -> float:
    """Log of a mixture likelihood over the best likelihood with one common rate.

    For any common rate p the mixture over p's likelihood is a martingale of mean 1; dividing by the largest of them
    only makes it smaller, so by Ville's inequality it passes 20 with probability below 5 %, ever, whatever the
    sample sizes and however often one looks.
    """
    ka, kb = min(ka, na), min(kb, nb)
    return _log_mixture(ka, na) + _log_mixture(kb, nb) - _log_best(ka + kb, na + nb)


def _log_beta(x: float, y: float) -> float:
    return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)


def _log_mixture(k: float, n: float) -> float:
    return _log_beta(PRIOR[0] + k, PRIOR[1] + n - k) - _log_beta(*PRIOR)


def _log_best(k: float, n: float) -> float:
    return sum(part * math.log(part / n) for part in (k, n - k) if part > 0)


def _more_per_side(a: Counts, b: Counts, enough: float) -> int | None:
    """If both go on as they do (at least five points apart), how many more until the rule speaks."""
    pa, pb = _apart(_smoothed(a), _smoothed(b))

    def tells(more: int) -> bool:
        ka, kb = a.positive + more * pa, b.positive + more * pb
        return _log_evidence(ka, a.delivered + more, kb, b.delivered + more) >= math.log(enough)

    if not tells(MOST):
        return None
    low, high = 0, MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tells(middle) else (middle, high)
    return high


def _smoothed(counts: Counts) -> float:
    return (min(counts.positive, counts.delivered) + PRIOR[0]) / (counts.delivered + sum(PRIOR))


def _apart(pa: float, pb: float) -> tuple[float, float]:
    if abs(pa - pb) >= WORTH_FINDING:
        return pa, pb
    low = min(pa, pb)
    return (low + WORTH_FINDING, low) if pa >= pb else (low, low + WORTH_FINDING)
