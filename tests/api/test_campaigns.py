"""Templates, target lists and campaigns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.rules.vocabulary import Role
from tests.support.things import FIRST, MAILBOX, SECOND, contact, drafted, launched, post, template

WORDS = {"goal": "referral", "subject": "Operations at {{ company }}?", "body": FIRST}


async def test_a_template_is_shown_as_it_would_leave(admin):
    await admin.patch("/api/v1/workspace", json={"legal_name": "Example Ltd", "postal_address": "1 Sample Street"})
    made = await post(admin, "/templates/check", 200, **WORDS)
    assert made["ok"], made
    assert made["subject"] == "Operations at Example Ltd?"
    assert made["body"].startswith("Hi Alex,")
    assert "Example Ltd, 1 Sample Street" in made["body"]
    assert made["fields"] == ["company", "first_name", "sender_first_name"]
    assert "No more mail from me: https://" in made["body"]


async def test_a_template_is_shown_with_the_way_to_opt_out_that_its_mails_will_have(admin, office):
    office.transport.app.state.house = replace(office.house, is_reached=False)
    made = await post(admin, "/templates/check", 200, **WORDS)
    assert 'just reply "stop"' in made["body"]


async def test_a_template_is_shown_for_a_contact_from_a_mailbox(admin):
    who = await contact(admin, name="Kim Lee", account={"name": "Acme Corp"}, custom={"plan": "pro"})
    mailbox = await post(admin, "/mailboxes", **MAILBOX)
    body = "Hi {{ first_name }},\n\nis {{ custom.plan }} right for {{ company }}?\n\n{{ sender_name }}"
    made = await post(
        admin, "/templates/check", 200, **WORDS | {"body": body}, contact_id=who["id"], mailbox_id=mailbox["id"]
    )
    assert made["body"].startswith("Hi Kim,\n\nis pro right for Acme Corp?\n\nRobin Rep")
    assert (await post(admin, "/templates/check", 404, **WORDS, contact_id=99))["field"] == "contact_id"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": "Hi {{ frist_name }}, who?"}, "body"),
        ({"body": "Hi {{ first_name }"}, "body"),
        ({"body": "{{ custom.nobody_has_this }}"}, "body"),
        ({"body": "{% for x in range(9) %}{% endfor %}"}, "body"),
        ({"subject": "{% if company %}Yards"}, "subject"),
        ({"subject": "Re: our talk"}, "subject"),
        ({"body": ""}, "body"),
    ],
)
async def test_what_forbids_sending_is_found_before_saving_and_refused_at_saving(admin, change, field):
    found = await post(admin, "/templates/check", 200, **WORDS | change)
    assert not found["ok"]
    worst = next(finding for finding in found["findings"] if finding["severity"] == "error")
    assert worst["field"] == field
    assert worst["remedy"]
    refused = await post(admin, "/templates", 422, name="Bad", **WORDS | change)
    assert {name: refused[name] for name in ("field", "problem", "remedy")} == {
        name: worst[name] for name in ("field", "problem", "remedy")
    }
    assert (await admin.get("/api/v1/templates")).json()["total"] == 0


async def test_a_revision_is_a_new_version_and_campaigns_keep_theirs(admin):
    campaign = await drafted(admin)
    first = campaign["steps"][0]["variants"][0]
    revised = await post(admin, f"/templates/{first['template_id']}/versions", subject="New", body=FIRST)
    assert revised["version"] == 2
    shown = (await admin.get(f"/api/v1/templates/{first['template_id']}")).json()
    assert [version["version"] for version in shown["versions"]] == [2, 1]
    listed = (await admin.get("/api/v1/templates", params={"goal": "referral"})).json()
    assert {row["name"]: row["newest"]["version"] for row in listed["items"]} == {"Spring 1": 2, "Spring 2": 1}
    again = (await admin.get(f"/api/v1/campaigns/{campaign['id']}")).json()
    assert again["steps"][0]["variants"][0]["version"] == 1


async def test_a_filter_is_counted_before_it_is_saved(admin):
    await contact(admin, account={"vertical": "logistics", "employees": 80})
    await contact(admin, "kim@other.test", account={"vertical": "retail"})
    wanted = {"vertical": ["Logistics"], "employees_min": 50, "bin": ["cold"]}
    found = await post(admin, "/target-lists/preview", 200, filter=wanted)
    assert (found["count"], [row["email"] for row in found["sample"]]) == (1, ["alex@acme.test"])
    saved = await post(admin, "/target-lists", name="L", filter=wanted)
    assert (await admin.get(f"/api/v1/target-lists/{saved['id']}/preview")).json()["count"] == 1
    changed = await admin.patch(f"/api/v1/target-lists/{saved['id']}", json={"filter": {}})
    assert changed.json()["filter"] == {}
    assert (await admin.get(f"/api/v1/target-lists/{saved['id']}/preview")).json()["count"] == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"colour": ["red"]}, "filter.colour"),
        ({"vertical": "logistics"}, "filter.vertical"),
        ({"bin": ["warm"]}, "filter.bin"),
        ({"title": [""]}, "filter.title"),
        ({"employees_min": "many"}, "filter.employees_min"),
        ({"account_quiet_since": "yesterday"}, "filter.account_quiet_since"),
        ({"employees_min": 10**30}, "filter.employees_min"),
    ],
)
async def test_a_wrong_filter_is_refused_by_name(admin, values, field):
    for path, more in (("/target-lists/preview", {}), ("/target-lists", {"name": "L"})):
        refused = await post(admin, path, 422, filter=values, **more)
        assert refused["field"] == field


async def test_a_filter_of_a_wrong_type_says_what_to_give(admin):
    refused = await post(admin, "/target-lists/preview", 422, filter={"vertical": "logistics"})
    assert refused["problem"] == "'logistics' is no list."
    assert refused["remedy"] == 'Give a list of texts, one at least, e.g. ["logistics"].'


async def test_a_campaign_is_drafted_checked_and_launched(admin, office):
    campaign = await launched(admin, "alex@acme.test", "kim@other.test")
    shown = (await admin.get(f"/api/v1/campaigns/{campaign['id']}")).json()
    assert (shown["state"], shown["enrollments"], shown["mails"]) == ("running", {"active": 2}, {"due": 2})
    assert [(step["kind"], step["delay_days"]) for step in shown["steps"]] == [("mail", 0), ("task", 2), ("mail", 3)]
    assert office.house.bell.rings[-1] == "send"
    assert (await post(admin, f"/campaigns/{campaign['id']}/launch", 409))["field"] == "campaign.state"


async def test_a_launch_says_what_became_of_those_on_the_list_who_are_not_enrolled(admin):
    await launched(admin, "alex@acme.test", "kim@other.test")
    client = await contact(admin, "jo@client.test", account={"vertical": "logistics"})
    await post(admin, f"/accounts/{client['account_id']}/bin", 200, bin="current_client", why="signed")
    await contact(admin, "new@fresh.test", account={"vertical": "logistics"})
    draft = await drafted(admin, "Autumn")
    made = await post(admin, f"/campaigns/{draft['id']}/launch", 200)
    assert (made["enrolled"], made["on_list"], made["elsewhere"]) == (1, 4, 2)
    await contact(admin, "newer@fresher.test", account={"vertical": "logistics"})
    page = await admin.post(
        f"/campaigns/{(await drafted(admin, 'Winter'))['id']}/launch",
        headers={"Accept": "text/html"},
        follow_redirects=True,
    )
    assert (
        "Launched: 1 enrolled of 5 on the list. Not enrolled: another campaign writes to 3; 1 may not be" in page.text
    )


async def test_nothing_is_launched_without_a_postal_address(admin):
    await contact(admin, account={"vertical": "logistics"})
    campaign = await drafted(admin)
    refused = await post(admin, f"/campaigns/{campaign['id']}/launch", 422)
    assert refused["field"] == "workspace.postal_address"
    assert (await admin.get(f"/api/v1/campaigns/{campaign['id']}")).json()["state"] == "draft"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"steps": []}, "campaign.steps"),
        ({"steps": [{"kind": "task", "note": "call"}]}, "campaign.steps"),
        ({"steps": [{}]}, "steps.1"),
        ({"mailbox_ids": []}, "campaign.mailboxes"),
        ({"goal": "conversation"}, "steps.1"),
    ],
)
async def test_an_incomplete_draft_is_not_launched(admin, change, field):
    await launched(admin, "alex@acme.test", name="Other")
    await contact(admin, "kim@new.test", account={"vertical": "logistics"})
    campaign = await drafted(admin)
    answer = await admin.patch(f"/api/v1/campaigns/{campaign['id']}", json=change)
    assert answer.status_code == 200, answer.text
    assert (await post(admin, f"/campaigns/{campaign['id']}/launch", 422))["field"] == field


async def test_a_list_of_nobody_is_not_launched(admin):
    await launched(admin)
    campaign = await drafted(admin, "Second")
    refused = await post(admin, f"/campaigns/{campaign['id']}/launch", 422)
    assert refused["field"] == "campaign.target_list", "everybody is in the first campaign already"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"target_list_id": 99}, 422, "target_list_id"),
        ({"mailbox_ids": [99]}, 422, "mailbox_ids"),
        ({"mailbox_ids": [-1]}, 422, "mailbox_ids"),
        ({"steps": [{"template_versions": [99]}]}, 422, "steps.1.variants"),
        ({"steps": [{"kind": "task", "template_versions": [1]}]}, 422, "steps.1.variants"),
        ({"steps": [{"template_versions": [1, 1, 1, 1, 1]}]}, 422, "steps.1.template_versions"),
        ({"steps": [{"delay_days": -1}]}, 422, "steps.1.delay_days"),
        ({"steps": [{}, {"delay_days": -1}]}, 422, "steps.2.delay_days"),
        ({"steps": [{}, {}]}, 422, "steps.2.delay_days"),
        ({"steps": [{"kind": "task"}, {}, {"kind": "task"}, {}]}, 422, "steps.4.delay_days"),
        ({"window": {"days": [9]}}, 422, "window.days"),
        ({"window": {"opens": "07:00", "closes": "07:00"}}, 422, "window.closes"),
        ({"name": ""}, 422, "name"),
        ({"name": "Other"}, 409, "name"),
        ({"goal": "both"}, 422, "goal"),
    ],
)
async def test_a_wrong_draft_is_refused_by_name(admin, change, status, field):
    await drafted(admin, "Other")
    campaign = await drafted(admin)
    answer = await admin.patch(f"/api/v1/campaigns/{campaign['id']}", json=change)
    assert (answer.status_code, answer.json()["field"]) == (status, field), answer.text


async def test_steps_must_fit_the_goal(admin):
    asking = await post(admin, "/templates", name="Talk", goal="conversation", subject="Talk?", body=SECOND)
    campaign = await drafted(admin)
    answer = await admin.patch(
        f"/api/v1/campaigns/{campaign['id']}", json={"steps": [{"template_versions": [asking["newest"]["id"]]}]}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "steps.1.variants")
    assert "the template 'Talk', which asks for a conversation, not for a referral" in answer.json()["problem"]


async def test_two_texts_are_two_variants(admin):
    one, two = await template(admin, "One", "A?", FIRST), await template(admin, "Two", "B?", FIRST)
    campaign = await drafted(admin, steps=[{"template_versions": [one, two]}])
    assert [variant["label"] for variant in campaign["steps"][0]["variants"]] == ["A", "B"]


async def test_a_running_campaign_keeps_what_was_promised(admin):
    campaign = await launched(admin)
    path = f"/api/v1/campaigns/{campaign['id']}"
    assert (await admin.patch(path, json={"steps": []})).json()["field"] == "campaign.state"
    changed = await admin.patch(path, json={"name": "Renamed", "window": {"days": [0, 1]}})
    assert (changed.json()["name"], changed.json()["window"]["days"]) == ("Renamed", [0, 1])
    assert (await admin.delete(path)).status_code == 409


async def test_a_draft_can_be_deleted(admin):
    campaign = await drafted(admin)
    assert (await admin.delete(f"/api/v1/campaigns/{campaign['id']}")).status_code == 204
    assert (await admin.get("/api/v1/campaigns")).json()["total"] == 0


async def test_the_ledger_has_one_line_per_contact_and_its_counts_add_up(admin, office):
    campaign = await launched(admin, "alex@acme.test", "kim@other.test", "lou@third.test")
    await post(admin, "/suppressions", address="kim@other.test")
    path = f"/api/v1/campaigns/{campaign['id']}/ledger"
    ledger = (await admin.get(path)).json()
    assert ledger["counts"] == {"ready": 2, "stopped": 1}
    office.house.clock.at += timedelta(hours=3)
    ledger = (await admin.get(path, params={"reason": "window", "limit": 1})).json()
    misspelt = (await admin.get(path, params={"reason": "windo"})).json()
    assert (misspelt["field"], misspelt["remedy"][:11]) == ("reason", "Use one of "), "else it would be nobody"
    assert ledger["counts"] == {"window": 2, "stopped": 1}
    assert (ledger["lines"]["total"], len(ledger["lines"]["items"])) == (2, 1)
    assert ledger["lines"]["items"][0]["until"] == "2026-03-03T17:00:00Z"
    (mine,) = (await admin.get("/api/v1/ledger")).json()
    assert (mine["total"], mine["counts"]) == (2, {"window": 2}), "who has ended waits for nothing"
    assert (await admin.get("/api/v1/ledger", params={"rep": mine["rep_id"]})).json() == [mine]
    assert (await admin.get("/api/v1/ledger", params={"rep": 999})).status_code == 404
    await post(admin, f"/campaigns/{campaign['id']}/pause", 200)
    assert (await admin.get(path)).json()["counts"]["campaign_paused"] == 2
    assert (await post(admin, f"/campaigns/{campaign['id']}/pause", 409))["field"] == "campaign.state"
    assert (await post(admin, f"/campaigns/{campaign['id']}/resume", 200))["state"] == "running"


async def test_whoever_is_in_a_campaign_is_free_for_another_when_it_is_ended(admin):
    """That is what the errors of a campaign that was launched advise."""
    old = (await admin.get(f"/api/v1/campaigns/{(await launched(admin))['id']}")).json()
    refused = await admin.patch(f"/api/v1/campaigns/{old['id']}", json={"goal": "conversation"})
    assert refused.json()["remedy"].endswith("pause it, end it, and draft a new one.")
    assert (await post(admin, f"/campaigns/{old['id']}/end", 409))["remedy"] == "Only a paused one can be ended."
    await post(admin, f"/campaigns/{old['id']}/pause", 200)
    assert (await post(admin, f"/campaigns/{old['id']}/end", 200))["state"] == "finished"
    steps = [{"template_versions": [old["steps"][0]["variants"][0]["template_version_id"]]}]
    given = {"goal": old["goal"], "target_list_id": old["target_list_id"], "mailbox_ids": old["mailbox_ids"]}
    new = await post(admin, "/campaigns", name="Another", steps=steps, **given)
    assert (await post(admin, f"/campaigns/{new['id']}/launch", 200))["enrolled"] == 1
    assert (await post(admin, f"/campaigns/{2**64}/end", 404))["field"] == "campaign"


async def test_a_rep_launches_with_their_own_mailboxes_only(admin, office):
    own = await launched(admin)
    async with office.browser(Role.REP) as rep:
        for answer in (
            await rep.post(f"/api/v1/campaigns/{own['id']}/pause"),
            await rep.post(f"/api/v1/campaigns/{own['id']}/end"),
            await rep.patch(f"/api/v1/campaigns/{own['id']}", json={"name": "Mine"}),
        ):
            assert (answer.status_code, answer.json()["field"]) == (403, "mailbox_ids")
        assert (await rep.get(f"/api/v1/campaigns/{own['id']}")).status_code == 200
        await contact(rep, "new@fresh.test", account={"vertical": "logistics"})
        mine = await drafted(rep, "Mine")
        await post(rep, f"/campaigns/{mine['id']}/launch", 200)
        answer = await rep.patch(f"/api/v1/campaigns/{mine['id']}", json={"mailbox_ids": [1]})
        assert answer.status_code == 403


async def test_the_forecast_says_when_it_ends_how_many_a_day_and_what_binds(admin):
    campaign = await launched(admin, "alex@acme.test", "kim@other.test")
    answer = await admin.get(f"/api/v1/campaigns/{campaign['id']}/forecast")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["people"], found["why_not"], found["stuck"], found["runs"]) == (2, "", [], 9)
    assert found["dry"]["middle"] == "2026-03-03"
    assert found["finish"]["early"] <= found["finish"]["middle"] <= found["finish"]["late"]
    assert (found["days"][0]["day"], found["days"][0]["first_touches"]) == ("2026-03-03", 2)
    assert sum(day["first_touches"] + day["follow_ups"] for day in found["days"]) == found["mails"]
    assert {cause["reason"] for cause in found["binds"]} >= {"list"}
    assert found["assumed"]


async def test_the_forecast_of_what_is_not_there_or_cannot_begin_is_refused(admin):
    assert (await admin.get("/api/v1/campaigns/9/forecast")).status_code == 404
    bare = await drafted(admin, mailbox_ids=[])
    answer = await admin.get(f"/api/v1/campaigns/{bare['id']}/forecast")
    assert (answer.status_code, answer.json()["field"]) == (422, "campaign.mailboxes")
