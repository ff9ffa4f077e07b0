"""Names in scripts that have no capitals: Korean, Arabic, Hebrew and Thai. What somebody is called by tells them."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator

from engine.rules.reading.names import Named

_FAR = re.compile("[\u0590-\u06ff\u0e00-\u0e7f\uac00-\ud7a3]")
_NOT_LATIN = re.compile("[\u0370-\u06ff\u0e00-\u0e7f\uac00-\ud7a3]")
_KOREAN = re.compile(
    r"(?<![가-힣])(?P<name>(?:[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길][가-힣]{2}|[김이박최정강조윤장임오신권황홍] ?(?=[과차부팀]장|대리))) ?"
    r"(?=(?:과장|부장|차장|대리|팀장|이사|대표|사장|실장|본부장|센터장|상무|전무|주임|사원|매니저|책임|선임|수석|선생|프로|씨|님)(?:님|에게|께|한테|이|가|은|는|을|를|과|와|의|로|으로|[\s,.(:]|$))"
)
_ARABIC = re.compile(
    r"(?<![\u0600-\u06ff])(?:ال[أا]ستاذة?|السيدة?|المهندسة?|الدكتورة?|الزميلة?|زميل(?:ي|تي|نا|تنا)|ال[أا]خت?|[دمأ]\.) ?"
    r"(?P<name>(?!(?:هو|هي|في|من|على|عن|إلى|الى|الذي|التي)\b)[\u0621-\u064a]{2,15}(?: (?!(?:هو|هي|في|من|على|عن|إلى|الى|عبر|رقم|مدير|مديرة|مسؤول|المسؤول|المسؤولة|لأن|لانه|الذي|التي)\b)(?:(?:عبد|أبو|بن|آل) )?[\u0621-\u064a]{2,15})?)"
)
_HEBREW = re.compile(
    '(?<![\u05d0-\u05ea])(?:גב[׳\']|גברת|מר|ד[״"]ר|עו[״"]ד) (?P<name>[\u05d0-\u05ea]{2,12}(?: (?!(?:הוא|היא|של|על|ב?מייל|מנהל|מנהלת|אחראי|אחראית)\\b)[\u05d0-\u05ea-]{2,14})?)'
)
_THAI = re.compile(
    "(?:คุณ|นางสาว|นาย|พี่|ดร\\.) ?(?P<name>(?!ต้อง|สามารถ|ควร|จะ|ได้|ช่วย|ส่ง|ติดต่อ|อาจ|มี|ที่|ไม่|เป็น|สนใจ|ลอง|คือ|ครับ|ค่ะ|กำลัง|หมาย|เคย)[ก-ฮเ-ไ][ก-๎]{1,14}?)"
    "(?=ได้|ที่|ฝ่าย|แผนก|จะ|เป็น|แทน|ครับ|ค่ะ|นะ|โดย|หรือ|และ|ผู้|ซึ่ง|หัวหน้า|ทาง|[^ก-๎]|$)"
)


def is_far(text: str) -> bool:
    """Whether anything in it is in a script that addresses are not written in, but for Chinese and Japanese."""
    return not text.isascii() and _NOT_LATIN.search(text) is not None


def names_by_calling(text: str) -> Iterator[Named]:
    """Who is named with what they are called by: "박지영 과장", "الأستاذ سامي حداد", "คุณวิภา"."""
    if not _FAR.search(text):
        return
    for pattern in (_KOREAN, _ARABIC, _HEBREW, _THAI):
        for found in pattern.finditer(text):
            name = found["name"].strip()
            yield Named(name, found.start("name"), found.start("name") + len(name))
