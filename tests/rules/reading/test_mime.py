"""Raw mail to values: broken structure, charsets and headers, and the limits that keep it quick."""

from datetime import UTC, datetime

import pytest

from engine.rules.reading import html_text, mime, tree
from engine.rules.reading.encoded import decode, decode_words, parameters
from engine.rules.reading.fields import mailboxes, message_ids, moment
from engine.rules.reading.html_text import html_to_text
from engine.rules.reading.mail import Mailbox
from engine.rules.reading.mime import parse


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        pytest.param(b"plain", "us-ascii", "plain", id="ascii"),
        pytest.param("Grüße".encode(), "", "Grüße", id="utf-8 undeclared"),
        pytest.param("Grüße".encode(), "iso-8859-1", "Grüße", id="utf-8 declared as latin-1"),
        pytest.param("Grüße".encode("cp1252"), "utf-8", "Grüße", id="latin-1 declared as utf-8"),
        pytest.param("“so”".encode("cp1252"), "iso-8859-1", "“so”", id="windows quotes in latin-1"),
        pytest.param("不存在".encode("gb18030"), "gb2312", "不存在", id="chinese"),
        pytest.param("存在".encode("iso-2022-jp"), "iso-2022-jp", "存在", id="japanese in seven bits"),
        pytest.param("存在".encode("iso-2022-jp"), "us-ascii", "存在", id="the same, undeclared"),
        pytest.param(b"\x1b$B-!B8\x1b(B a", "iso-2022-jp", "\ufffd存 a", id="a letter beyond the charset"),
        pytest.param(
            "送ってください。".encode("shift_jis"), "iso-2022-jp", "送ってください。", id="shift_jis in seven bits"
        ),
        pytest.param("送ってください。".encode("euc_jp"), "iso-2022-jp", "送ってください。", id="euc in seven bits"),
        pytest.param("Grüße".encode("cp850"), "cp-850", "Grüße", id="dos with a hyphen"),
        pytest.param("привет".encode("koi8-r"), "koi8-r", "привет", id="russian"),
        pytest.param(b"caf\xe9", "punycode", "café", id="a codec that is no charset"),
        pytest.param(b"\x81\x8d", "", "\x81\x8d", id="bytes that are nothing"),
        pytest.param(b"+AOk- +2D3eAA-", "utf-7", "é \U0001f600", id="utf-7"),
        pytest.param(b"+2AA- lone", "unicode-1-1-utf-7", "\ufffd lone", id="half of a surrogate pair"),
    ],
)
def test_bytes_become_the_text_that_was_meant(data: bytes, charset: str, text: str) -> None:
    assert decode(data, charset) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("no words", "no words", id="nothing encoded"),
        pytest.param("=?utf-8?q?Gr=C3=BC=C3=9Fe?= Jo", "Grüße Jo", id="quoted"),
        pytest.param("=?utf-8?b?R3LDvA==?= =?utf-8?b?w59l?=", "Grüße", id="two words, no space between"),
        pytest.param("=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße", id="split within a character"),
        pytest.param("=?utf-8?q?a?= =?iso-8859-1?q?=FC?= b", "aü b", id="two charsets"),
        pytest.param("Re: =?utf-8?q?x y?=", "Re: x y", id="spaces inside a word"),
        pytest.param("=?utf-8*de?q?ja?=", "ja", id="with a language"),
        pytest.param("=?utf-8?b?R3LDv!?= end", "Gr end", id="broken base64"),
        pytest.param("=?utf-8?q?a=0D=0Ab?=", "a  b", id="line ends hidden in a word"),
    ],
)
def test_encoded_words_are_read(raw: str, text: str) -> None:
    assert decode_words(raw).replace("\ufffd", "").replace("Ã", "") == text


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        pytest.param('text/plain; charset="utf-8"', "charset", "utf-8", id="quoted"),
        pytest.param("text/plain; charset=utf-8", "charset", "utf-8", id="bare"),
        pytest.param('a/b; name="a\\"b"', "name", 'a"b', id="escaped"),
        pytest.param('a/b; name="open', "name", "open", id="quote never closed"),
        pytest.param("a/b; name*=utf-8''Gr%C3%BC%C3%9Fe.txt", "name", "Grüße.txt", id="extended"),
        pytest.param("a/b; name*0*=utf-8''Gr%C3; name*1*=%BC.txt", "name", "Grü.txt", id="in pieces"),
        pytest.param("a/b; name*0=one; name*1=two", "name", "onetwo", id="plain pieces"),
        pytest.param("a/b; name*=nothing", "name", "nothing", id="extended without a charset"),
        pytest.param("a/b; name==?utf-8?q?=C3=BC?=", "name", "ü", id="an encoded word where none belongs"),
    ],
)
def test_parameters_are_read(value: str, name: str, text: str) -> None:
    assert parameters(value)[1][name] == text


@pytest.mark.parametrize(
    ("value", "boxes"),
    [
        pytest.param("a@b.test", [("", "a@b.test")], id="bare"),
        pytest.param("Jo <A@B.Test>", [("Jo", "a@b.test")], id="lower case"),
        pytest.param(
            '"Hill, Jo" <a@b.test>, c@d.test', [("Hill, Jo", "a@b.test"), ("", "c@d.test")], id="comma in name"
        ),
        pytest.param("a@b.test (Jo Hill)", [("Jo Hill", "a@b.test")], id="name in a comment"),
        pytest.param("=?utf-8?q?J=C3=B6?= <a@b.test>", [("Jö", "a@b.test")], id="encoded name"),
        pytest.param("a@b.test; c@d.test", [("", "a@b.test"), ("", "c@d.test")], id="semicolons"),
        pytest.param("Nobody At All", [("Nobody At All", "")], id="no address"),
        pytest.param("Postmaster <>", [("Postmaster", "")], id="empty address"),
        pytest.param("", [], id="empty"),
        pytest.param("<>", [], id="null"),
    ],
)
def test_addresses_are_read(value: str, boxes: list[tuple[str, str]]) -> None:
    assert mailboxes(value) == tuple(Mailbox(*box) for box in boxes)


def test_message_ids_keep_their_order_and_come_once() -> None:
    assert message_ids("<b@x> junk <a@x>\t<b@x> <not closed") == ("<b@x>", "<a@x>")


@pytest.mark.parametrize(
    ("dates", "received", "when"),
    [
        pytest.param(["Tue, 3 Mar 2026 08:00:00 +0000"], [], datetime(2026, 3, 3, 8, tzinfo=UTC), id="a date"),
        pytest.param(["Tue, 3 Mar 2026 08:00:00 -0000"], [], datetime(2026, 3, 3, 8, tzinfo=UTC), id="no zone"),
        pytest.param(
            ["soon"], ["by x; Tue, 3 Mar 2026 09:00:00 +0100"], datetime(2026, 3, 3, 8, tzinfo=UTC), id="received"
        ),
        pytest.param(["Tue, 99 Mar 2026 08:00:00 +0000"], ["by x"], None, id="impossible"),
        pytest.param(["Fri, 31 Dec 9999 23:59:59 -1200"], [], None, id="after time"),
    ],
)
def test_the_date_is_the_first_that_can_be_read(dates: list[str], received: list[str], when: datetime | None) -> None:
    assert moment(dates, received) == when


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        pytest.param(
            "text/plain; format=flowed", "one \ntwo\n\nthree \n> q \n> r", "one two\n\nthree \n> q \n> r", id="flowed"
        ),
        pytest.param("text/plain; format=flowed; delsp=yes", "on \ne", "one", id="without the space"),
        pytest.param("text/plain; format=flowed", "one\ntwo", "one\ntwo", id="flowed, nothing soft"),
        pytest.param("text/plain; format=flowed", "a  \n   \n b \n \nc", "a  b c", id="blank lines that go on"),
        pytest.param("text/plain; format=flowed", "a\n-- \nJo", "a\n-- \nJo", id="a signature is no soft end"),
        pytest.param("text/plain", "one \ntwo", "one \ntwo", id="not flowed"),
        pytest.param("text/plain", "lo\u0308schen", "löschen", id="accents apart, as a Mac writes them"),
        pytest.param("text/plain", "a\nbegin 644 x.txt\n#86)C\n`\nend\nb", "a\n\nb", id="a file in the text"),
        pytest.param("text/plain", "a\nbegin 644 cups\nb", "a\nbegin 644 cups\nb", id="no file in the text"),
    ],
)
def test_text_is_shown_as_its_writer_saw_it(kind: str, body: str, text: str) -> None:
    assert parse(f"Content-Type: {kind}\n\n{body}".encode()).body == text


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        pytest.param(
            "Content-Type: text/enriched",
            "<bold>Call me</bold> <fontfamily><param>Times</param>at 3</fontfamily>, <<5 minutes.",
            "Call me at 3, <5 minutes.",
            id="enriched",
        ),
        pytest.param(
            "Content-Transfer-Encoding: base64",
            "Q2FsbCBtZS4=\n\n-- \nhttp://groups.test\n",
            "Call me.",
            id="list footer",
        ),
        pytest.param("Content-Transfer-Encoding: base64", "Q2Fs\n\nbCBtZS4=\n", "Call me.", id="a gap in base64"),
        pytest.param("Content-Transfer-Encoding: x-uuencode", "begin 644 x\n#0V%T\n`\nend\n", "Cat", id="uuencode"),
        pytest.param("Content-Transfer-Encoding: x-uuencode", "begin 644 x\n#0V%T", "Cat", id="no end of uuencode"),
        pytest.param("Content-Transfer-Encoding: x-uuencode", "begin 644 x\n#0V%T\nzzz\n", "Cat", id="cut uuencode"),
        pytest.param(
            "",
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nCall me.\n- - a list\n\n"
            "-----BEGIN PGP SIGNATURE-----\nComment: made by-hand\n\niQEzBAEBCA\n=abcd\n-----END PGP SIGNATURE-----",
            "Call me.\n- a list",
            id="signed",
        ),
        pytest.param("", "Call me.\n-----BEGIN PGP SIGNATURE-----\n\niQEzBA", "Call me.", id="signed and cut"),
    ],
)
def test_what_wraps_the_words_is_taken_off(headers: str, body: str, text: str) -> None:
    assert parse(f"From: a@b.test\n{headers}\n\n{body}".replace("\n\n\n", "\n\n", 1).encode()).text == text


def test_a_mail_with_everything_in_it_is_taken_apart() -> None:
    mail = parse(
        b"From: Jo <jo@b.test>\r\nTo: us@c.test\r\nCc: d@e.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
        b"X-Twice: one\r\nX-Twice: two\r\nMessage-ID: <1@b.test>\r\nIn-Reply-To: <0@c.test>\r\n"
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\npreamble\r\n'
        b"--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Gr=FC=DFe\r\n--x\r\nContent-Type: text/plain; name=a.txt\r\n"
        b"Content-Disposition: attachment\r\n\r\nno body\r\n"
        b"--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Subject: inner\r\nMessage-ID: <2@b.test>\r\n\r\nthe inner mail\r\n--x--\r\n"
    )
    assert (mail.sender, mail.subject, mail.body) == (Mailbox("Jo", "jo@b.test"), "Grüße", "Grüße")
    assert mail.headers["x-twice"] == ("one", "two")
    assert [part.content_type for part in mail.parts] == ["text/plain", "text/plain", "image/png", "message/rfc822"]
    assert mail.parts[1].filename == "a.txt"
    assert (mail.embedded[0].subject, mail.embedded[0].body, mail.embedded[0].text) == ("inner", "the inner mail", "")
    assert mail.defects == ()


@pytest.mark.parametrize(
    ("raw", "body", "defect"),
    [
        pytest.param(b"", "", None, id="empty"),
        pytest.param(b"just words", "just words", "no headers", id="no headers"),
        pytest.param(b"Subject: x", "", None, id="no body"),
        pytest.param(b"\n\nFrom jo Mon Mar  2 08:00:00 2026\nSubject: x\n\nhi", "hi", None, id="an envelope before it"),
        pytest.param(b"Content-Type: nonsense\n\nhi", "hi", None, id="no type"),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=q\n\nhi", "hi", "multipart without parts", id="no parts"
        ),
        pytest.param(b"Content-Type: multipart/mixed; boundary=q\n\n--q\n\nhi", "hi", None, id="never closed"),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=q\n\n--r\n\nhi\n--r--",
            "hi",
            "wrong or missing boundary",
            id="boundary",
        ),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=q\n\n--q\n\nhi\n--qq\n\nho",
            "hi\n--qq\n\nho",
            None,
            id="longer one",
        ),
        pytest.param(b"Content-Transfer-Encoding: base64\n\naGk=!", "hi", None, id="base64 with dirt"),
        pytest.param(b"Content-Transfer-Encoding: base64\n\naGkhaGk", "hi!", None, id="base64 cut short"),
        pytest.param(
            b"Content-Transfer-Encoding: base64\n\nTake me off, please.\n\nKay",
            "Take me off, please.\n\nKay",
            None,
            id="plain words called base64",
        ),
        pytest.param(b"Content-Type: application/pdf\n\nhi", "", None, id="no text at all"),
        pytest.param("Subject: x\n\nno\u00a0break\u200b".encode(), "no break", None, id="invisible characters"),
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(raw: bytes, body: str, defect: str | None) -> None:
    mail = parse(raw)
    assert mail.body == body
    assert mail.defects == ((defect,) if defect else ())


def test_the_plain_form_of_a_mail_is_preferred() -> None:
    plain = b"This is what I think, and I say it at some length so that nobody doubts it."
    raw = (
        b"Content-Type: multipart/alternative; boundary=q\n\n--q\n\n"
        + plain
        + b"\n--q\nContent-Type: text/html\n\n<p>x\n--q--"
    )
    assert parse(raw).body == plain.decode()


def test_headers_in_eight_bits_are_read_line_by_line() -> None:
    mail = parse("Subject: Grüße\n".encode() + "X-Old: Grüße\n".encode("latin-1") + b"From: \x00a@b.test\n\n")
    assert (mail.subject, mail.header("X-Old"), mail.sender.email) == ("Grüße", "Grüße", "a@b.test")


def test_the_sender_header_stands_in_for_a_missing_from() -> None:
    assert parse(b"Sender: a@b.test\n\n").sender.email == "a@b.test"


def test_a_mail_that_is_too_big_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "BYTES_AT_MOST", 20)
    assert parse(b"Subject: x\n\n" + b"a" * 50).defects == ("only the first 20 bytes were read",)


def test_nesting_and_numbers_of_parts_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b"core"
    for number in range(20):
        mark = b"b%d" % number
        deep = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\n\n--"
            + mark
            + b"\n"
            + deep
            + b"\n--"
            + mark
            + b"--"
        )
    assert "too many or too deep parts" in parse(deep).defects
    monkeypatch.setattr(tree, "PARTS_AT_MOST", 3)
    many = parse(b"Content-Type: multipart/mixed; boundary=q\n\n" + b"--q\n\na\n" * 30)
    assert len(many.parts) == 3


def test_mails_within_mails_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = b"Content-Type: message/rfc822\n\n"
    assert len(parse(inner * 4 + b"Subject: core\n\nx").embedded[0].embedded) == 1
    monkeypatch.setattr(mime, "EMBEDDED_DEPTH", 1)
    assert parse(inner * 4 + b"Subject: core\n\nx").embedded[0].embedded == ()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("a<br>b<br><br>c", "a\nb\n\nc", id="breaks"),
        pytest.param("<p>a</p><p>b</p>", "a\n\nb", id="paragraphs"),
        pytest.param("<div>a</div><div>b <b>c</b></div>", "a\nb c", id="blocks"),
        pytest.param("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\nc", id="table"),
        pytest.param("<style>x</style><script>y</script><!-- z -->a &amp; b", "a & b", id="not words"),
        pytest.param("a<blockquote>b</blockquote>c", "a\n> b\nc", id="quote"),
        pytest.param('a<blockquote style="border: none">b</blockquote>', "a\n\nb", id="indentation"),
        pytest.param('a<div class="gmail_quote">b<blockquote>c</blockquote></div>d', "a\n> b\n> > c\nd", id="nested"),
        pytest.param('a<div class="gmail_quote"></div>b', "a\nb", id="empty quote"),
        pytest.param(
            '<div class="gmail_quote"><p>Jo wrote:</p><blockquote>a</blockquote>b<blockquote>c</blockquote>d</div>e',
            "> Jo wrote:\n> > a\nb\n> c\nd\ne",
            id="answers within gmail's quote",
        ),
        pytest.param(
            '<div class="gmail_quote"><div>---------- Forwarded message ---------<br>From: Jo:</div>'
            "<blockquote>a</blockquote>b</div>",
            "> ---------- Forwarded message ---------\n> From: Jo:\n> > a\n> b",
            id="a forwarded mail",
        ),
        pytest.param(
            '<div class="gmail_quote">Jo wrote:<blockquote>a<blockquote>b</blockquote>c</blockquote></div>',
            "> Jo wrote:\n> > a\n> > > b\n> > c",
            id="quotes within quotes",
        ),
        pytest.param(
            f'<div class="gmail_quote">Jo wrote:{"<i></i>" * 13}<blockquote>a</blockquote>b</div>',
            "> Jo wrote:\n> > a\n> b",
            id="a quote far below its attribution",
        ),
        pytest.param('<div style="display:none">peek</div><p>a</p>', "a", id="hidden"),
        pytest.param('a<hr id="stopSpelling">b', "a\n> b", id="hotmail"),
        pytest.param("", "", id="empty"),
    ],
)
def test_html_becomes_lines(html: str, text: str) -> None:
    assert [line for line in html_to_text(html).split("\n") if line.strip("> ")] == [
        line for line in text.split("\n") if line.strip("> ")
    ]


def test_answers_between_gmails_quotes_are_the_new_words() -> None:
    html = (
        'Hi, see inline.<div class="gmail_quote"><div>On Mon, Nov 16, 2026 at 6:05 PM Jo wrote:</div>'
        "<blockquote>Who?</blockquote><div>I do.</div><blockquote>How many?</blockquote><div>Forty.</div></div>"
    )
    assert (
        parse(f"From: a@b.test\nContent-Type: text/html\n\n{html}".encode()).text
        == "Hi, see inline.\n\nI do.\n\nForty."
    )


def test_html_nested_beyond_reason_loses_its_lines_but_not_its_words() -> None:
    assert html_to_text("<div>" * 5_000 + "far down" + "</div>" * 5_000) == "far down"


def test_html_with_many_tags_that_is_not_deep_keeps_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert html_to_text("<div>a</div>" * 2_000).count("\n") == 1_999
    monkeypatch.setattr(html_text, "NODES_AT_MOST", 40)
    assert html_to_text("<p>a</p>" * 2_000).count("a") < 40


def test_nothing_in_a_read_mail_holds_half_of_a_surrogate_pair() -> None:
    half, word = b"+2AA-", b"=?utf-7?q?+2AA-_x?="
    head = b"From: " + word + b" <a@b.example>\nTo: " + word + b" <c@b.example>\nSubject: " + word
    kind = b"\nContent-Type: text/plain; charset=utf-7; name*=utf-7''+2AA-x; other=\"" + word + b'"\n\n'
    mail = parse(head + b"\nX-Other: " + word + kind + half + b" hello\n")
    assert "\ufffd hello" in mail.text
    for part in (mail.subject, mail.sender.name, mail.parts[0].filename, *mail.parts[0].params.values(), mail.body):
        part.encode()
    html = b"From: a@b.example\nContent-Type: text/html\n\n<p>&#xD800; &#55296; hello</p>"
    parse(html).text.encode()


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("This message requires an HTML viewer.", "Please take me off your list."),
        ("[https://firma.test/logo.png]", "Please take me off your list."),
        ("Please take me off your list. ", "Please take me off your list."),
        ("No.", "No."),
    ],
)
def test_a_plain_form_that_says_nothing_of_the_html_is_a_stub(plain, text):
    shown = text if plain == "No." else "Please take me off your list."
    raw = (
        "Content-Type: multipart/alternative; boundary=q\n\n"
        f"--q\nContent-Type: text/plain\n\n{plain}\n--q\nContent-Type: text/html\n\n<p>{shown}</p>\n--q--\n"
    )
    assert parse(raw.encode()).text == text


@pytest.mark.parametrize(
    ("above", "text"),
    [("Kim Lund (Firma) via Desk", "Please take us off your list."), ("Yes, please call.", "Yes, please call.")],
)
def test_below_a_help_desks_line_its_agent_writes_whoever_is_named_above(above, text):
    line = "##- Please type your reply above this line -##"
    assert parse(f"\n{above}\n\n{line}\n\nPlease take us off your list.\n".encode()).text == text
