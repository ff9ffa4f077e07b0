"""No mail takes long, however it is made. Each of these took a second or more, and most of it grew with the square."""

import time

import pytest

from engine.rules.reading.chain import read

HEAD = b"From: Ann Roy <ann.roy@example.com>\nSubject: Re: offer\n"
RECIPIENT = b"Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n"
REPORT = b"--b\nContent-Type: message/delivery-status\n\n" + 400 * RECIPIENT


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(HEAD + b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 330_000, id="never a hard end"),
        pytest.param(b'From: "' + b'\\"' * 10_000 + b" <ann@example.com>\n\nhi", id="a quote that never ends"),
        pytest.param(HEAD + b"Content-Type: multipart/report; boundary=b\n\n" + 200 * REPORT, id="many reports"),
    ],
)
def test_no_mail_takes_a_second(raw: bytes) -> None:
    before = time.process_time()
    assert read(raw)[1].rule != "broken"
    assert time.process_time() - before < 1
