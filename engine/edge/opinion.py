"""Asks an OpenAI-compatible endpoint one question. Every failure is a WireError in words."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from engine.edge.trouble import shorten
from engine.edge.web import post
from engine.errors import ProtocolTrouble, Unreachable

LARGEST_ANSWER = 65_536
"""Bytes; one word with its wrapping has some hundred, and what a model thinks before it some thousand."""
OPTIONAL: dict[str, Any] = {"temperature": 0}
"""What is asked for besides model and words, until the endpoint refuses it: newer models take no temperature, and a
limit of tokens would cut off those that think first."""
REFUSED = frozenset({400, 401, 403, 404, 405, 422})
"""Statuses that say that something is set up wrongly: the same question would be refused again."""
ECHO = 30
"""Characters by which words are recognised that an endpoint says back."""
REST = 60.0
"""Seconds of machine time in which it is not asked again after it failed: mails behind it must not wait for each."""


class OpinionRefused(ProtocolTrouble):
    """Key, model or address are wrong: a person has to act."""


@dataclass
class Opinion:
    """`url` is the base of the API, `timeout` in seconds for the whole question."""

    url: str
    model: str
    key: str = field(repr=False)
    timeout: float
    told: str = ""
    """What was last put on record of it (engine.flows.opinion)."""
    _rests_until: float = 0.0
    _left_out: set[str] = field(default_factory=set)

    @property
    def who(self) -> str:
        return f"{self.model} at {urlsplit(self.url).netloc}"

    @property
    def rests(self) -> bool:
        return asyncio.get_running_loop().time() < self._rests_until

    async def ask(self, instruction: str, text: str) -> str:
        """What it says. Unreachable at once while it rests; OpinionRefused when it is set up wrongly."""
        clock = asyncio.get_running_loop()
        if self.rests:
            raise Unreachable(f"{self.who} failed a moment ago.", field="opinion_url", remedy="It is asked again soon.")
        try:
            async with asyncio.timeout(self.timeout):
                status, body = await self._post(instruction, text)
                if unwanted := self._unwanted(status, body):
                    self._left_out |= unwanted
                    status, body = await self._post(instruction, text)
            return _said(status, body, self.who, text)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            self._rests_until = clock.time() + REST
            why = f"no answer within {self.timeout:g} seconds" if isinstance(error, TimeoutError) else str(error)
            why = shorten(why).rstrip(".") or type(error).__name__
            raise Unreachable(f"{self.who}: {why}.", field="opinion_url") from error
        except ProtocolTrouble:
            self._rests_until = clock.time() + REST
            raise

    async def _post(self, instruction: str, text: str) -> tuple[int, bytes]:
        return await post(
            f"{self.url}/chat/completions",
            LARGEST_ANSWER,
            document=self._question(instruction, text),
            headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
        )

    def _question(self, instruction: str, text: str) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            **{name: value for name, value in OPTIONAL.items() if name not in self._left_out},
        }

    def _unwanted(self, status: int, body: bytes) -> set[str]:
        """What was asked for and is refused by name."""
        if status not in {400, 422}:
            return set()
        return {name for name in OPTIONAL.keys() - self._left_out if name.encode() in body}


def _said(status: int, body: bytes, who: str, text: str) -> str:
    if status != httpx.codes.OK:
        what = f"status {status}" if status else "an answer without end"
        if status in REFUSED:
            why = _reason(body, text)
            raise OpinionRefused(f"{who} answered with {what}{f': {why}' if why else ''}.", field="opinion_url")
        raise ProtocolTrouble(f"{who} answered with {what}.", field="opinion_url")
    try:
        answer = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as wrong:
        raise ProtocolTrouble(f"{who}: the answer makes no sense.", field="opinion_url") from wrong
    if not isinstance(answer, str):
        raise ProtocolTrouble(f"{who}: the answer is no text.", field="opinion_url")
    return answer


def _reason(body: bytes, text: str) -> str:
    """Its own words, unless they repeat what was asked about: that stands in no log."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    for name in ("error", "message", "detail"):
        said = said.get(name, said) if isinstance(said, dict) else said
    shown = shorten(said).rstrip(".") if isinstance(said, str) else ""
    return "" if shorten(text)[:ECHO] in shown else shown
