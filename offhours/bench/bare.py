"""What the pipeline is compared with: aiosmtplib handing over ready bytes, and nothing else."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection

import aiosmtplib

from offhours.bench.helper import deaf_to_interrupts
from offhours.bench.sink import HOST


@dataclass(frozen=True)
class Parcel:
    sender: str
    recipient: str
    raw: bytes


def main(pipe: Connection, port: int, parcels: list[Parcel], mails: int, connections: int) -> None:
    """The helper process: opens its connections, says so, waits for the word, hands over `mails` mails."""
    deaf_to_interrupts()
    asyncio.run(_send(pipe, port, parcels, mails, connections))


async def _send(pipe: Connection, port: int, parcels: list[Parcel], mails: int, connections: int) -> None:
    clients = [await _open(port) for _ in range(connections)]
    pipe.send("ready")
    pipe.recv()
    todo = islice(cycle(parcels), mails)
    await asyncio.gather(*[_hand_over(client, todo) for client in clients])
    pipe.send("done")


async def _open(port: int) -> aiosmtplib.SMTP:
    client = aiosmtplib.SMTP(hostname=HOST, port=port, use_tls=False, start_tls=False)
    await client.connect()
    await client.login("rep@sender.example", "a password")
    return client


async def _hand_over(client: aiosmtplib.SMTP, todo: Iterator[Parcel]) -> None:
    for parcel in todo:
        await client.sendmail(parcel.sender, [parcel.recipient], parcel.raw)
