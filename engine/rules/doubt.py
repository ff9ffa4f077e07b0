"""A mail that may or may not have been sent, in words: what Sent proves, and what a person's word would do."""

from dataclasses import dataclass

NO_ANSWER = "None came: whether the server took it was not heard."


@dataclass(frozen=True)
class Doubt:
    """`ended` is why the sequence has ended, None while it goes on. `days` are the business days until the next step,
    None when there is none. `code` and `text` are the server's answer, if any came.
    """

    files_sent: bool
    removed: bool
    moved: bool
    """Since it was handed over the mailbox was moved, or what is told of its copies was changed."""
    asked_before: bool
    """It was not in Sent once, and was sent once more for that reason."""
    ended: str | None
    days: int | None
    code: int | None
    text: str

    @property
    def answer(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code else NO_ANSWER

    @property
    def proof(self) -> str:
        """What the Sent folder can prove of this mail."""
        if self.removed:
            return "The mailbox was removed, so nothing can be looked up in it."
        if self.moved:
            return (
                "In Sent: it was sent. Not in Sent: that proves nothing, as the mailbox was moved to another server or "
                "account, or what is told of its copies was changed, since it was handed over."
            )
        if not self.files_sent:
            return "In Sent: it was sent. Not in Sent: that proves nothing, as this provider files no copies by itself."
        if self.asked_before:
            return (
                "In Sent: it was sent. Not in Sent: this provider files what it takes, but the mail was sent once more "
                "for that reason already, and is not a second time by itself."
            )
        return (
            "In Sent: it was sent. Not in Sent: it was not, as this provider files what it takes; "
            "then it is sent once more by itself."
        )

    @property
    def if_sent(self) -> str:
        counts = "It counts as sent when it was handed over"
        if self.ended is not None:
            return f"{counts}. Nothing follows: the sequence has ended ({self.ended})."
        if self.days is None:
            return f"{counts}. It was the last step, so the sequence is complete."
        when = f"{self.days} business day{'' if self.days == 1 else 's'} later" if self.days else "at once"
        return f"{counts}; the next step follows {when}."

    @property
    def if_again(self) -> str:
        if self.ended is not None:
            return f"It counts as not sent. It is not sent again: the sequence has ended ({self.ended})."
        leaves = "leaves at the mailbox's next free moment, within windows and caps, with the same Message-ID"
        if self.removed:
            return (
                "It waits again, and as long as the mailbox is gone: only when the same address is connected anew it "
                f"{leaves}. If it did arrive, they then get it twice."
            )
        return f"It waits again and {leaves}. If it did arrive, they get it twice."
