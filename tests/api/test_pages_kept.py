"""A refused form keeps what was typed, also in browsers without script."""

from functools import partial

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from api.auth import COOKIE
from api.pages.kept import Typed, filled
from engine.flows.sign_in import leave_everywhere, make_link, set_password
from engine.rules.vocabulary import Bin, Kind
from engine.store.tables import Account, Contact, MessageIn, Opportunity, ResponseTask, User
from tests.support.api import URL, Office
from tests.support.pages import HTML, Tags, csrf_of, one, press

FORM = (
    '<!doctype html>\n<p title="a &amp; b">1 &lt; 2</p><details class="x"><summary>Change</summary>'
    '<form method="post" action="/it"><input type="hidden" name="csrf" value="t">'
    '<input name="why" value="old" required>'
    '<input type="checkbox" name="found" value="a" checked><input type="checkbox" name="found" value="b">'
    '<select name="bin"><option value="x" selected>X</option><option value="y">Y</option></select>'
    '<textarea name="notes" rows="2">was &amp; is</textarea></form></details>'
    '<details><summary>Other</summary><form action="/other"><input name="why" value="old"></form></details>'
    '<script>if (1 < 2 && 3) {}</script><svg><path d="M1"/></svg><!-- said -->'
)


def test_a_form_is_filled_with_what_was_typed_and_nothing_else_is_touched() -> None:
    typed = {"csrf": ["forged"], "why": ['"><b>'], "found": ["b"], "bin": ["y"], "notes": ["</textarea><script>&"]}
    page = filled(FORM, Typed("/it", "why", typed))
    assert page == (
        FORM.replace('<details class="x">', '<details open class="x">')
        .replace(
            'name="why" value="old" required', 'name="why" value="&quot;&gt;&lt;b&gt;" required aria-invalid="true"'
        )
        .replace('value="a" checked', 'value="a"')
        .replace('name="found" value="b"', 'name="found" value="b" checked')
        .replace('"x" selected', '"x"')
        .replace('value="y"', 'value="y" selected')
        .replace("was &amp; is", "&lt;/textarea&gt;&lt;script&gt;&amp;")
    )


@pytest.mark.parametrize("typed", [Typed("/nowhere", "why", {"why": ["x"]}), Typed("/nowhere", "", {})])
def test_a_page_without_the_form_stays_as_it_is(typed: Typed) -> None:
    assert filled(FORM, typed) == FORM


async def test_what_was_typed_is_there_once(busy: Office, boss: httpx.AsyncClient) -> None:
    account = await one(busy, select(Account).where(col(Account.bin) == Bin.WORKING))
    at = f"/accounts/{account.id}"
    shown = await press(boss, at, f"{at}/bin", bin="check_back", why="<b>Ask & wait</b>", check_back_on="someday")
    assert "is no date" in shown.text
    (field,) = [tag for tag in Tags(shown.text).named("input") if tag.get("name") == "why"]
    assert field["value"] == "<b>Ask & wait</b>"
    (wrong,) = [tag for tag in Tags(shown.text).named("input") if tag.get("name") == "check_back_on"]
    assert (wrong["value"], wrong["aria-invalid"]) == ("someday", "true")
    chosen = [tag["value"] for tag in Tags(shown.text).named("option") if "selected" in tag]
    assert [one for one in chosen if one in list(Bin)] == ["check_back"], "of the bins; the owner is another choice"
    assert "Ask" not in (await boss.get(at, headers=HTML)).text


async def test_a_fold_with_a_refused_form_is_open(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(Contact))
    at = f"/contacts/{row.id}"
    shown = (await press(boss, at, at, name="Nell New", email="no address", title="Head")).text
    assert 'value="Nell New"' in shown
    assert 'value="no address"' in shown
    assert "open" in Tags(shown).named("details")[-1]
    plain = Tags((await boss.get(at, headers=HTML)).text)
    assert "open" not in plain.named("details")[-1]


async def test_long_notes_are_kept_and_what_is_too_long_is_told(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(Opportunity).where(col(Opportunity.state) == "accepted"))
    at = f"/opportunities/{row.id}"
    words = " ".join(f"They need {number} lorries in town {number * 7 % 13}." for number in range(120))
    shown = (await press(boss, at, at, stage=words, value="1", outcome="open")).text
    assert f'value="{words}"' in shown
    noise = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(3_000))
    shown = (await press(boss, at, at, stage=noise, value="1", outcome="open")).text
    assert "What was typed is too long to be kept." in shown
    assert noise not in shown


@pytest.mark.parametrize("cookie", ["x", "eJwDAAAAAAE=", "%%%", "eJyLjgUAARUAuQ=="])
async def test_a_forged_cookie_changes_nothing(busy: Office, boss: httpx.AsyncClient, cookie: str) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    page = f"/responses/{task.message_in_id}"
    boss.cookies.set("offhours_typed", cookie)
    assert (await boss.get(page, headers=HTML)).status_code == 200


async def test_no_password_travels(busy: Office, boss: httpx.AsyncClient) -> None:
    token = csrf_of((await boss.get("/settings/users", headers=HTML)).text)
    given = {"csrf": token, "email": "no address", "name": "Nell", "password": "hunter2"}
    answer = await boss.post("/settings/users", data=given, headers={**HTML, "Referer": f"{URL}/settings/users"})
    assert answer.status_code == 303
    shown = await boss.get("/settings/users", headers=HTML)
    assert 'value="Nell"' in shown.text
    assert "hunter2" not in shown.text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "Offhours-Typed": "yes"}], ids=["plain", "script"])
async def test_whoever_was_signed_out_finds_what_they_typed_behind_the_door(
    busy: Office, boss: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    mail = await one(busy, select(MessageIn).where(col(MessageIn.kind) == Kind.INTERESTED))
    at = f"/responses/{mail.id}"
    token = csrf_of((await boss.get(at, headers=HTML)).text)
    async with busy.house.database.begin() as session:  # which signs her out everywhere
        ann = (await session.scalars(select(User).where(col(User.email) == "ann@yards.example"))).one()
        await set_password(session, ann, "four words are enough", busy.house.clock.now())
    given = {"csrf": token, "key": "0" * 20, "body": "Ten minutes of work"}
    refused = await boss.post(
        f"{at}/answer", data=given, headers={**HTML, **headers, "Referer": f"{URL}{at}?use=blank"}
    )
    door = refused.headers["hx-redirect" if headers else "location"]
    assert door == f"/sign-in?next={at}%3Fuse%3Dblank"
    inside = Tags((await boss.get(door, headers=HTML)).text).named("input")
    (to,) = [tag["value"] for tag in inside if tag.get("name") == "next"]
    form = {"email": "ann@yards.example", "password": "four words are enough", "next": to}
    shown = await boss.post("/sign-in", data=form, headers=HTML, follow_redirects=True)
    assert shown.url.path == at
    assert "You had been signed out, so nothing was done." in shown.text
    assert ">Ten minutes of work</textarea>" in shown.text
    assert "Ten minutes" not in (await boss.get(at, headers=HTML)).text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "Offhours-Typed": "yes"}], ids=["plain", "script"])
async def test_a_page_from_before_the_last_sign_in_is_shown_anew_with_what_was_typed(
    busy: Office, boss: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    row = await one(busy, select(Contact))
    at = f"/contacts/{row.id}"
    token = csrf_of((await boss.get(at, headers=HTML)).text)
    async with busy.house.database.begin() as session:
        ann = (await session.scalars(select(User).where(col(User.email) == "ann@yards.example"))).one()
        anew = await make_link(session, ann, busy.house.clock.now())
    await boss.post(f"/sign-in/{anew}", headers=HTML)
    given = {"csrf": token, "name": "Nell New", "email": row.email}
    refused = await boss.post(at, data=given, headers={**HTML, **headers, "Referer": URL + at})
    assert refused.headers["hx-redirect" if headers else "location"] == at
    shown = (await boss.get(at, headers=HTML)).text
    assert "You had been signed out, so nothing was done." in shown
    assert 'value="Nell New"' in shown
    assert (await one(busy, select(Contact))).name == row.name


@pytest.mark.parametrize("is_in_another_tab", [True, False])
async def test_what_was_typed_is_shown_to_nobody_else(
    busy: Office, boss: httpx.AsyncClient, is_in_another_tab: bool
) -> None:
    """Her session is gone, or over, as somebody else has come in on the same machine."""
    row = await one(busy, select(Contact))
    at = f"/contacts/{row.id}"
    given = {"csrf": csrf_of((await boss.get(at, headers=HTML)).text), "name": "Nell New", "email": row.email}
    async with busy.house.database.begin() as session:
        ann = (await session.scalars(select(User).where(col(User.email) == "ann@yards.example"))).one()
        other = (await session.scalars(select(User).where(col(User.id) != ann.id, col(User.active)).limit(1))).one()
        link = await make_link(session, other, busy.house.clock.now())
        await leave_everywhere(session, ann.id)
    come_in = partial(boss.post, f"/sign-in/{link}", headers=HTML)
    if is_in_another_tab:
        await come_in()
    refused = await boss.post(at, data=given, headers={**HTML, "Referer": URL + at})
    assert "offhours_typed" in boss.cookies, refused.headers
    if not is_in_another_tab:
        await come_in()
    shown = await boss.get(at, headers=HTML)
    assert (shown.status_code, "Nell New" in shown.text) == (200, False)
    assert "offhours_typed" not in boss.cookies


async def test_another_site_fills_in_no_form(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(Contact))
    boss.cookies.delete(COOKIE)
    forged = {**HTML, "Referer": "https://evil.example/contacts/1"}
    answer = await boss.post(f"/contacts/{row.id}", data={"name": "Evil"}, headers=forged)
    assert answer.headers["location"] == "/sign-in"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("page", "action"),
    [
        pytest.param("/campaigns/new", "", id="campaign"),
        pytest.param("/settings/templates/new", "", id="template"),
        pytest.param("/settings/lists/new", "", id="list"),
        pytest.param("/settings/imports/new", "", id="import"),
        pytest.param("/settings", "", id="workspace"),
        pytest.param("/accounts/{account}/pass", "", id="baton"),
        pytest.param("/responses/{answer}", "/answer", id="answer"),
        pytest.param("/settings/me", "", id="password"),
        pytest.param("/settings/mailboxes/new?address=robin@elm.example", "", id="new mailbox"),
        pytest.param("/settings/mailboxes/1", "", id="pace of a mailbox"),
        pytest.param("/settings/mailboxes/1/login?auth=password", "", id="login of a mailbox"),
        pytest.param("/erase?address=nobody@elm.example", "", id="erase"),
    ],
)
async def test_with_a_script_no_page_stands_where_a_form_is_sent(
    busy: Office, boss: httpx.AsyncClient, page: str, action: str
) -> None:
    """A browser that goes back to such an address has nothing to show (ERR_CACHE_MISS)."""
    account = await one(busy, select(Account).where(col(Account.bin) == Bin.WORKING))
    answer = await one(busy, select(MessageIn).where(col(MessageIn.kind) == Kind.INTERESTED))
    at = page.format(account=account.id, answer=answer.id)
    shown = await boss.get(at, headers=HTML)
    sent_to = f"{at.partition('?')[0]}{action}"
    forms = [
        form for form in Tags(shown.text).named("form") if form.get("action") == sent_to and form["method"] == "post"
    ]
    assert forms
    assert all(form.get("hx-post") == form["action"] for form in forms)


async def test_a_script_is_told_to_leave_a_page_for_another(busy: Office, boss: httpx.AsyncClient) -> None:
    at = "/settings/lists/new"
    form = {"csrf": csrf_of((await boss.get(at, headers=HTML)).text), "do": "save", "name": "All"}
    made = await boss.post(at, data=form, headers={**HTML, "HX-Request": "true", "Referer": f"{URL}{at}"})
    assert made.status_code == 204
    assert "Saved." in (await boss.get(made.headers["HX-Redirect"], headers=HTML)).text
