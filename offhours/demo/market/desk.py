"""Takes in what the reps send and carries out what follows. Every event is one transaction; nothing here waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import getaddresses
from random import Random

from engine.clock import Clock
from engine.rules.vocabulary import Kind
from offhours.demo.market.automatic import EUROPEAN
from offhours.demo.market.letters import Letter, encoded, finish, mail_date, text_content
from offhours.demo.market.people import Act, Arrival, Fate, carry_out, plan, plan_return, returned
from offhours.demo.market.reps import ANSWERED, reply_due, reply_letter
from offhours.demo.market.scene import Scene, read_original
from offhours.demo.market.smtp import header_of
from offhours.demo.market.store import INBOX, SEEN, SENT, Intention, Store, Submission, moment_of
from offhours.demo.market.texts import variants
from offhours.demo.world import Delivery, Person, World
from offhours.demo.world.dice import dice

UNRELATED_SHARE = 0.02  # of mails sent, the rep gets something that has nothing to do with prospecting
# in the order of the texts
STRANGERS = (
    "billing@shop.example",
    "digest@letters.example",
    "sam@friends.example",
    "parcels@shop.example",
    "board@chessclub.example",
    "noreply@expenses.example",
)
HARD_REFUSALS = (
    "550 5.1.1 <{rcpt}>: Recipient address rejected: User unknown in virtual mailbox table",
    "550 5.1.1 No such user here",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {rcpt} not found",
)
SOFT_REFUSALS = (
    "450 4.2.0 <{rcpt}>: Recipient address rejected: Greylisted, please try again later",
    "451 4.7.1 Temporarily deferred, try again in a few minutes",
)


class Desk:
    """`until` is the last moment for which anything new is planned, None for no end."""

    def __init__(self, store: Store, clock: Clock, world: World, mailboxes: Mapping[str, str], seed: int) -> None:
        self._store = store
        self._clock = clock
        self._world = world
        self._mailboxes = mailboxes
        self._own_domains = {address.partition("@")[2] for address in mailboxes}
        self._seed = seed

    def _dice(self, *about: object) -> Random:
        return dice(self._seed, *about)

    # in the SMTP dialogue

    def screen(self, recipient: str, login: str) -> str:
        """ "" or why this recipient is refused."""
        person = self._world.people.get(recipient)
        if recipient in self._mailboxes or recipient.partition("@")[2] in self._own_domains:
            return ""
        if person is None:
            known = recipient.partition("@")[2] in self._world.domains
            status = "5.1.1" if known else "5.1.2"
            reason = "User unknown" if known else "Domain not found"
            return self._refuse(recipient, login, f"550 {status} <{recipient}>: {reason}", "hard")
        if person.destiny.delivery == Delivery.REFUSED_HARD:
            words = self._dice("refusal", recipient).choice(HARD_REFUSALS)
            return self._refuse(recipient, login, words.format(rcpt=recipient), "hard")
        if person.destiny.delivery == Delivery.REFUSED_SOFT:
            return self._greylist(person, login)
        return ""

    def _greylist(self, person: Person, login: str) -> str:
        words = self._dice("refusal", person.email).choice(SOFT_REFUSALS).format(rcpt=person.email)
        with self._store.transaction():
            if self._store.person_count(person.email, "setbacks") > person.destiny.soft_times:
                return ""
            self._store.record_refusal(self._clock.now(), login, person.email, words, "soft")
        return words

    def _refuse(self, recipient: str, login: str, words: str, bounce: str) -> str:
        with self._store.transaction():
            self._store.record_refusal(self._clock.now(), login, recipient, words, bounce)
        return words

    def accept(self, login: str, sender: str, recipients: list[str], raw: bytes) -> str:
        """Keeps the mail, its copy in Sent and everything it will lead to. Returns the queue id."""
        header, now = header_of(raw), self._clock.now()
        with self._store.transaction():
            submission = self._store.accept(
                at=now,
                mailbox=login,
                sender=sender.lower(),
                message_id=header("Message-ID"),
                subject=header("Subject"),
                in_reply_to=header("In-Reply-To"),
                raw=raw,
            )
            self._store.file(login, SENT, raw, submission.message_id, now, (SEEN,))
            copied = {address.lower() for _, address in getaddresses([header("Cc")])}
            for recipient in recipients:
                role = "cc" if recipient in copied else "to"
                fate = self._deliver(submission, recipient, role)
                self._store.record_acceptance(submission.id, recipient, role, fate)
        return f"{submission.id:08X}"

    def _deliver(self, submission: Submission, recipient: str, role: str) -> Fate:
        if recipient in self._mailboxes:
            self._store.file(recipient, INBOX, submission.raw, submission.message_id, submission.at)
        person = self._world.people.get(recipient)
        if recipient in self._mailboxes or person is None:
            return Fate.COLLEAGUE
        if role == "cc":
            return Fate.CC
        if self._store.reached_before(recipient, submission.message_id):
            return Fate.AGAIN
        return self._meet(submission, person)

    def _meet(self, submission: Submission, person: Person) -> Fate:
        """The mail is at the person's door for the first time."""
        if person.destiny.delivery in {Delivery.DSN_HARD, Delivery.DSN_SOFT, Delivery.DSN_BLOCK}:
            setbacks = self._store.person_count(person.email, "setbacks")
            fate = returned(person, setbacks)
            if fate is not None:
                back = plan_return(submission.at, self._dice("return", person.email, setbacks))
                self._intend(back.due, back.act, person.email, submission)
                return fate
        number = self._store.person_count(person.email, "deliveries")
        rng = self._dice("arrival", person.email, number)
        away = self._store.away_until(person.email)
        for one in plan(Arrival(person, number, submission.at, away, rng)):
            self._intend(one.due, one.act, person.email, submission, one.detail)
            if one.act == Act.ABSENCE:
                self._store.set_away(person.email, moment_of(f"{one.detail['back']}T00:00:00"))
        if rng.random() < UNRELATED_SHARE:
            self._intend(submission.at + timedelta(hours=rng.uniform(0, 9)), Act.UNRELATED, "", submission)
        return Fate.DELIVERED

    def _intend(
        self, due: datetime, act: Act, address: str, submission: Submission, detail: dict[str, str] | None = None
    ) -> None:
        until = self.until()
        if until is None or due <= until:
            self._store.intend(due, act, address, submission.mailbox, submission.id, detail)

    def until(self) -> datetime | None:
        text = self._store.meta("until")
        return moment_of(text) if text else None

    # what follows

    def perform(self, intention: Intention) -> None:
        """Carries out one intention that needs no HTTP, exactly once."""
        assert intention.submission is not None
        now = self._clock.now()
        with self._store.transaction():
            if not self._store.finish_intention(intention.id, now):
                return
            submission = self._store.submission(intention.submission)
            if intention.act == Act.REP_REPLY:
                self._rep_replies(intention, submission, now)
            elif intention.act == Act.UNRELATED:
                self._file(submission, INBOX, self._unrelated(intention), "", now, about="")
            else:
                self._person_acts(intention, submission, now)

    def _person_acts(self, intention: Intention, submission: Submission, now: datetime) -> None:
        scene = Scene(
            number=intention.id,
            person=self._world.people[intention.address],
            people=self._world.people,
            submission=submission,
            at=intention.due,
            detail=intention.detail,
            rng=self._dice("letter", intention.act, intention.address),
        )
        letter = carry_out(Act(intention.act), scene)
        self._file(submission, INBOX, letter, intention.address, now, about=submission.message_id)
        if letter.kind == Kind.UNSUBSCRIBE:
            self._store.record_opt_out(intention.address, now, "reply")
        if letter.kind in ANSWERED:
            due = reply_due(now, self._dice("rep", letter.message_id))
            detail = {"answer": letter.message_id, "kind": letter.kind, "who": _named(letter)}
            self._intend(due, Act.REP_REPLY, intention.address, submission, detail)

    def _file(
        self, submission: Submission, folder: str, letter: Letter, contact: str, now: datetime, *, about: str
    ) -> None:
        flags = (SEEN,) if folder == SENT else ()
        self._store.file(submission.mailbox, folder, letter.raw, letter.message_id, now, flags)
        self._store.record_truth(
            message_id=letter.message_id,
            mailbox=submission.mailbox,
            folder=folder,
            kind=letter.kind,
            bounce=letter.bounce,
            about=about,
            sender=letter.sender,
            contact=contact,
            at=now,
            facts=letter.facts,
        )

    def _rep_replies(self, intention: Intention, submission: Submission, now: datetime) -> None:
        """Unless the rep answered through the engine already."""
        answer_id = intention.detail["answer"]
        if self._store.answered_by_submission(answer_id):
            return
        (uid,) = self._store.uids_by_message_id(submission.mailbox, INBOX, answer_id)
        message = self._store.message(submission.mailbox, INBOX, uid)
        assert message is not None
        answer = read_original(message.raw, "", message.arrived)
        rep = read_original(submission.raw, submission.mailbox, submission.at).name
        letter = reply_letter(
            number=intention.id,
            mailbox=submission.mailbox,
            rep=rep,
            answer=answer,
            kind=intention.detail["kind"],
            who=intention.detail["who"],
            at=intention.due,
            rng=self._dice("reply", answer_id),
        )
        self._file(submission, SENT, letter, intention.address, now, about=answer_id)

    def _unrelated(self, intention: Intention) -> Letter:
        """Mail every rep gets: newsletters, invoices, colleagues."""
        rng = self._dice("unrelated", intention.id)
        sender, variant = rng.choice(list(zip(STRANGERS, variants("unrelated", "en"), strict=True)))
        message_id = f"<{rng.getrandbits(64):x}.{intention.id}@{sender.partition('@')[2]}>"
        slots = {"ticket": rng.randrange(10_000, 99_999)}
        headers = [
            ("From", sender),
            ("To", intention.mailbox),
            ("Subject", encoded(variant.subject.format_map(slots))),
            ("Date", mail_date(intention.due)),
            ("Message-ID", message_id),
        ]
        text = variant.body.format_map(slots) + "\n"
        raw = finish(headers, text_content(text, f"<p>{text}</p>", rng.choice(EUROPEAN), rng))
        return Letter(message_id, raw, Kind.UNRELATED, sender)


def _named(letter: Letter) -> str:
    """The first name of the person a referral named, for the rep's thanks."""
    learned = letter.facts.get("learned")
    if isinstance(learned, list) and learned:
        return str(learned[0]["name"]).split()[0]
    return ""
