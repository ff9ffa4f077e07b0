"""Mails that may or may not have been sent, over the API and on the page."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import select, update
from sqlmodel import col

from api.auth import CSRF_HEADER
from engine.edge.smtp import Outcome
from engine.flows.settle import NOT_PROVEN
from engine.rules.vocabulary import EnrollmentState, OutState, Role
from engine.store.tables import Enrollment, Mailbox, MessageOut
from tests.support.answers import sent
from tests.support.api import URL, Office
from tests.support.pages import HTML, csrf_of
from tests.support.things import post

MAILS = "/api/v1/uncertain-mails"


async def items(client, path=MAILS):
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["total"] == len(found["items"])
    return found["items"]


@pytest.fixture
async def mail(house, admin):
    return (await sent(house, admin, outcome=Outcome.UNKNOWN))[0]


async def test_a_mail_in_doubt_is_listed_with_its_evidence(admin, mail):
    (row,) = await items(admin)
    assert (row["id"], row["to_address"], row["mailbox"]) == (mail.id, "alex@acme.test", "spring@example.com")
    assert (row["message_id"], row["subject"], row["attempts"]) == (mail.message_id, mail.subject, 1)
    assert (row["state"], row["files_sent"], row["looked_at"], row["folders"]) == ("uncertain", False, None, [])
    assert row["looks_at"] > row["sending_at"]
    assert "proves nothing" in row["proof"]
    assert "twice" in row["if_again"]
    assert [event["what"] for event in row["history"]] == ["mail.uncertain"]
    assert row["line"]["reason"] == "uncertain"
    assert (await admin.get(f"{MAILS}/{mail.id}")).json() == row


@pytest.mark.parametrize(("was_sent", "state"), [(True, OutState.SENT), (False, OutState.DUE)])
async def test_a_mail_in_doubt_is_settled_by_whoever_looked(admin, mail, was_sent, state):
    settled = await post(admin, f"/uncertain-mails/{mail.id}/settle", 200, was_sent=was_sent)
    assert (settled["state"], settled["settled_by"]) == (state, "person")
    assert settled["line"]["message_out_id"] == (
        mail.id if state is OutState.DUE else settled["line"]["message_out_id"]
    )
    assert settled["history"][-1]["by"] == "admin@example.com"
    assert await items(admin) == []
    assert [row["id"] for row in await items(admin, f"{MAILS}/settled")] == [mail.id]
    assert (await post(admin, f"/uncertain-mails/{mail.id}/settle", 409, was_sent=True))["field"] == "mail"
    assert (await post(admin, "/uncertain-mails/99/settle", 404, was_sent=True))["field"] == "mail"


async def test_a_mail_whose_sequence_has_ended_is_not_sent_again(house, admin, mail):
    async with house.database.begin() as session:
        ended = update(Enrollment).where(col(Enrollment.id) == mail.enrollment_id)
        await session.execute(ended.values(state=EnrollmentState.STOPPED, state_why="they asked for it"))
    assert "not sent again: the sequence has ended (they asked for it)" in (await items(admin))[0]["if_again"]
    settled = await post(admin, f"/uncertain-mails/{mail.id}/settle", 200, was_sent=False)
    assert (settled["state"], settled["line"]["reason"]) == (OutState.FAILED, EnrollmentState.STOPPED)


async def test_a_rep_sees_and_settles_only_their_own(rep, mail):
    assert await items(rep) == []
    assert await items(rep, f"{MAILS}/settled") == []
    assert (await rep.get(f"{MAILS}/{mail.id}")).status_code == 403
    assert (await post(rep, f"/uncertain-mails/{mail.id}/settle", 403, was_sent=True))["field"] == "mail"


# --- the page ---------------------------------------------------------------------------------------------------


@pytest.fixture
async def boss(busy: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with busy.browser(Role.ADMIN, "ann@yards.example") as client:
        del client.headers[CSRF_HEADER]
        yield client


async def doubtful(office: Office) -> MessageOut:
    async with office.house.database.begin() as session:
        query = select(MessageOut).where(col(MessageOut.state) == OutState.UNCERTAIN)
        return (await session.scalars(query)).one()


async def look(client: httpx.AsyncClient, path: str, status: int = 200) -> str:
    answer = await client.get(path, headers=HTML)
    assert answer.status_code == status, answer.text
    return answer.text


async def press(client: httpx.AsyncClient, page: str, mail: MessageOut, was_sent: str) -> httpx.Response:
    data = {"csrf": csrf_of(await look(client, page)), "was_sent": was_sent}
    headers = {**HTML, "Referer": f"{URL}{page}"}
    return await client.post(f"/out/{mail.id}/settle", data=data, headers=headers, follow_redirects=True)


async def test_the_page_shows_what_is_known_and_what_each_button_does(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await doubtful(busy)
    assert "Was this mail sent?" in await look(boss, "/")
    for page in ("/uncertain", f"/uncertain/{mail.id}"):
        text = await look(boss, page)
        assert mail.to_address in text
        assert (mail.message_id or "").strip("<>") in text
        assert "The server closed the connection." in text
        assert NOT_PROVEN[1:] in text
        assert "Searched: Sent, Sent Items." in text
        assert "business day" in text
        assert "they get it twice" in text
    assert f'href="/uncertain/{mail.id}"' in await look(boss, f"/contacts/{mail.contact_id}")
    async with busy.house.database.begin() as session:
        campaign = (await session.get_one(Enrollment, mail.enrollment_id)).campaign_id
    assert f'href="/uncertain/{mail.id}"' in await look(boss, f"/campaigns/{campaign}?reason=uncertain")


@pytest.mark.parametrize("single", [False, True], ids=["among all", "on its own page"])
@pytest.mark.parametrize(
    ("answer", "state", "noted"),
    [("yes", OutState.SENT, "somebody looked: it was sent"), ("no", OutState.DUE, "it was not sent, and is to be")],
)
async def test_after_the_button_one_sees_what_became_of_it(
    busy: Office, boss: httpx.AsyncClient, answer: str, state: OutState, noted: str, single: bool
) -> None:
    mail = await doubtful(busy)
    page = f"/uncertain/{mail.id}" if single else "/uncertain"
    text = (await press(boss, page, mail, answer)).text
    async with busy.house.database.begin() as session:
        assert (await session.get_one(MessageOut, mail.id)).state is state
    assert f"Noted: the mail to {mail.to_address} was" in text
    assert noted[1:] in text
    assert "What became of" in text
    assert "Was this mail sent?" not in await look(boss, "/")
    assert "No mail is in doubt" in await look(boss, "/uncertain")


async def test_a_button_that_was_not_pressed_is_refused(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await doubtful(busy)
    assert "two buttons" in (await press(boss, "/uncertain", mail, "perhaps")).text


async def test_a_rep_decides_about_their_own_mails_only(busy: Office) -> None:
    mail = await doubtful(busy)
    async with busy.house.database.begin() as session:
        owner = (await session.get_one(Mailbox, mail.mailbox_id)).user_id
    for address in ("robin@yards.example", "sam@yards.example"):
        user = await busy.user(Role.REP, address)
        async with busy.browser(Role.REP, address) as client:
            mine = user.id == owner
            assert (mail.to_address in await look(client, "/uncertain")) is mine
            await look(client, f"/uncertain/{mail.id}", 200 if mine else 403)
