"""A rep says that a first touch may leave although one of us writes with the company."""

from datetime import timedelta

from engine.store.tables import Correspondent
from tests.support.things import launched, post


async def test_a_mail_held_for_correspondence_is_let_go_by_a_person_once(admin, house):
    await launched(admin)
    async with house.database.begin() as session:
        last = house.clock.now() - timedelta(days=3)
        session.add(Correspondent(who="acme.test", mailbox_id=1, last_at=last))
    line = (await admin.get("/api/v1/contacts/1/ledger")).json()["items"][0]
    assert line["reason"] == "recent_activity"
    assert "spring@example.com wrote with them on" in line["detail"]
    assert "Write anyway" in (await admin.get(f"/contacts/{line['contact_id']}", headers={"accept": "text/html"})).text
    path = f"/mails/{line['message_out_id']}/write-anyway"
    assert (await post(admin, path, 200))["reason"] != "recent_activity"
    assert (await post(admin, path, 409))["field"] == "mail"
    assert (await post(admin, "/mails/99/write-anyway", 404))["field"] == "mail"
