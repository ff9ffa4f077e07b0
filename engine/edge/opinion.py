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
"""Bytes; one word with its wrapping has some hundred."""
LONGEST_WORD = 16
"""Tokens the answer may have: a kind has under five."""
REST = 60.0
"""Seconds of machine time in which it is not asked again after it failed: mails behind it must not wait for each."""


@dataclass
class Opinion:
    """`url` is the base of the API, `timeout` in seconds for the whole question."""

    url: str
    model: str
    key: str = field(repr=False)
    timeout: float
    _rests_until: float = 0.0

    @property
    def who(self) -> str:
        return f"{self.model} at {urlsplit(self.url).netloc}"

    @property
    def rests(self) -> bool:
        return asyncio.get_running_loop().time() < self._rests_until

    async def ask(self, instruction: str, text: str) -> str:
        """What it says, at most some words. Unreachable at once while it rests."""
        clock = asyncio.get_running_loop()
        if self.rests:
            raise Unreachable(f"{self.who} failed a moment ago.", field="opinion_url", remedy="It is asked again soon.")
        try:
            async with asyncio.timeout(self.timeout):
                status, body = await post(
                    f"{self.url}/chat/completions",
                    LARGEST_ANSWER,
                    document=self._question(instruction, text),
                    headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
                )
            return _said(status, body, self.who)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            self._rests_until = clock.time() + REST
            why = f"no answer within {self.timeout:g} seconds" if isinstance(error, TimeoutError) else str(error)
            why = shorten(why).rstrip(".") or type(error).__name__
            raise Unreachable(f"{self.who}: {why}.", field="opinion_url") from error
        except ProtocolTrouble:
            self._rests_until = clock.time() + REST
            raise

    def _question(self, instruction: str, text: str) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "temperature": 0,
            "max_tokens": LONGEST_WORD,
        }


def _said(status: int, body: bytes, who: str) -> str:
    if status != httpx.codes.OK:
        what = f"status {status}" if status else "an answer without end"
        raise ProtocolTrouble(f"{who} answered with {what}.", field="opinion_url")
    try:
        answer = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as wrong:
        raise ProtocolTrouble(f"{who}: the answer makes no sense.", field="opinion_url") from wrong
    if not isinstance(answer, str):
        raise ProtocolTrouble(f"{who}: the answer is no text.", field="opinion_url")
    return answer[:200]
