"""Runs a market in a process of its own, to be killed. Arguments: folder, real start, speed, SMTP port."""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from engine.clock import FastClock
from offhours.demo.market.market import Market
from offhours.demo.world import build_world
from tests.demo.driver import MAILBOXES, TUESDAY


async def run(folder: str, real: str, speed: str, smtp_port: str) -> None:
    clock = FastClock(datetime.fromisoformat(real), TUESDAY, float(speed))
    market = Market(Path(folder), clock, build_world(7), MAILBOXES, seed=7, smtp_port=int(smtp_port))
    await market.start()
    sys.stdout.write(f"{market.smtp_port}\n")
    sys.stdout.flush()
    await clock.sleep(timedelta(days=365_000))


asyncio.run(run(*sys.argv[1:]))
