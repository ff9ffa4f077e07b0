"""What tests of the API need before they can begin, made over the API itself."""

import httpx

SERVER = {"host": "localhost", "port": 2525, "security": "none", "username": "rep@example.com", "password": "secret"}
MAILBOX = {
    "address": "robin@example.com",
    "display_name": "Robin Rep",
    "time_zone": "UTC",
    "ramp": False,
    "smtp": SERVER,
    "imap": {**SERVER, "port": 1143},
}
FIRST = "Hi {{ first_name }},\n\nwho at {{ company }} looks after operations?\n\n{{ sender_first_name }}"
SECOND = "Hi {{ first_name }},\n\ndid my note reach you?\n\n{{ sender_first_name }}"


async def post(client: httpx.AsyncClient, path: str, status: int = 201, **body: object) -> dict:
    answer = await client.post(f"/api/v1{path}", json=body)
    assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text}"
    return answer.json()


async def contact(client: httpx.AsyncClient, email: str = "alex@acme.test", **more: object) -> dict:
    return (await post(client, "/contacts", email=email, source="website research", **more))["contact"]


async def template(client: httpx.AsyncClient, name: str, subject: str = "", body: str = SECOND) -> int:
    """The id of its version."""
    made = await post(client, "/templates", name=name, goal="referral", subject=subject, body=body)
    return made["newest"]["id"]


async def drafted(client: httpx.AsyncClient, name: str = "Spring", **more: object) -> dict:
    """A campaign of two mails and a call to everybody in logistics, ready to be launched."""
    address = f"{name.lower()}@example.com"
    mailbox = await post(client, "/mailboxes", **{**MAILBOX, "address": address})
    wanted = {
        "name": name,
        "goal": "referral",
        "target_list_id": (await post(client, "/target-lists", name=name, filter={"vertical": ["logistics"]}))["id"],
        "mailbox_ids": [mailbox["id"]],
        "steps": [
            {"template_versions": [await template(client, f"{name} 1", "Operations at {{ company }}?", FIRST)]},
            {"kind": "task", "delay_days": 2, "note": "Call them"},
            {"delay_days": 3, "template_versions": [await template(client, f"{name} 2")]},
        ],
    }
    return await post(client, "/campaigns", **(wanted | more))


async def launched(client: httpx.AsyncClient, *emails: str, name: str = "Spring") -> dict:
    """It runs, with one contact per address."""
    for email in emails or ("alex@acme.test",):
        await contact(client, email, name="Alex Sample", account={"vertical": "logistics"})
    answer = await client.patch(
        "/api/v1/workspace",
        json={
            "legal_name": "Example Ltd",
            "postal_address": "1 Sample Street, London",
            "policies": {"await_history": False},  # no poller is there to read it
        },
    )
    assert answer.status_code == 200, answer.text
    campaign = await drafted(client, name)
    return (await post(client, f"/campaigns/{campaign['id']}/launch", 200))["campaign"]
