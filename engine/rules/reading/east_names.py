"""Names in Chinese and Japanese answers that hand over: neither script parts its words, so what stands around tells."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator

from engine.rules.reading.language import KANA
from engine.rules.reading.lexicon.naming import JAPANESE_SURNAMES, SURNAMES
from engine.rules.reading.names import Named

FAMILY = rf"(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|皇甫|公孙|令狐|慕容|夏侯|[{SURNAMES}])"
WORK = "先生|女士|小姐|总监|總監|总|總|主任|经理|經理|老师|老師|主管|科长|科長|部长|部長|处长|處長|厂长|廠長|院长|院長|校长|校長|店长|店長|律师|律師|会计|會計|秘书|秘書|师傅|師傅|协理|協理|工|姐|哥"
"""A Chinese surname alone is called with what its bearer is."""
TO = (
    r"(?:经理|經理|总监|總監|主任|[厂廠店部处處科校院][长長]|老[板闆]娘?|主管|同事|助理|秘[书書]|[会會]计|會計|[设設][计計][师師]|工程[师師]|[专專][员員]|窗口|[负負][责責]人|接手的|"
    r"(?:[部科处處室组組课課]|[仓倉][库庫]|公司|[资資]源|[总總]部|[财財][务務]|[采採][购購]|行政|工[会會])的?|[转轉发發寄交打][给給]|抄送[给給了]?|[换換改]成|[问問][问問]?|找|[联聯][系絡繫络]|洽|跟|和|[与與]|或者?|、|叫|由|[让讓][归歸]|都?是|的)"
)
"""Before a name: a calling, a department, or words that hand over."""
DOES = r"(?=[,，。.;；、!！（(\s\n]|$|他|她|才|[来來]|在|吧|谈|談|聊|[对對]|[负負][责責]|管|[处處]理|跟[进進]|[约約]|定|[说說]|看|就|和|[与與]|或|也|已|[会會]|了|[联聯][系絡繫络]|[邮郵][箱件]|[电電][话話])"
NO_NAME = r"(?!高[管层層]|方[案便]|任何|[项項]目|常[用常]|金[额額]|文件|白天|安排|[万萬]一|于是|程序|曾[经經]|[时時]候|[时時]间|[时時]間|[关關]于|[关關]係|[关關]系|古|[马馬]上|[钱錢]|石油|江[苏蘇西]|安全|毛病|[应應]|文[书書字])"
CHINESE = (
    re.compile(rf"(?P<name>{FAMILY}(?:{WORK}))"),
    re.compile(rf"{TO}\s?(?P<name>{NO_NAME}{FAMILY}[一-龥]{{1,2}}?){DOES}"),
    re.compile(
        rf"(?:{TO}|[,，。\s]|\A)(?P<name>[小老阿](?![板闆师師家时時组組区區是实實心])(?:{FAMILY}|[一-龥A-Z][a-z]*)){DOES}"
    ),
)
HONOURED = re.compile(
    r"(?:^|[^一-龥々ァ-ヶー]|の)(?P<name>[一-龥々]{1,4}|[ァ-ヶー]{2,6})(?:さん|様|氏|先生|先輩|くん|(?:部|課|係|社|所|室)長|主任)"
)
BARE = re.compile(
    r"の(?P<name>(?!担当|部署|責任|窓口|総務|経理|営業|購買|人事|社長|部長|課長|店長|上司|同僚|方|者)[一-龥々]{2,4}?)(?=が(?:担当|対応|詳し)|に(?:直接|ご|お|聞))"
)
"""Names without any honour, of a department: "経理の…が担当"."""
KNOWN = re.compile(
    rf"(?<![一-龥々])(?P<name>(?:{'|'.join(JAPANESE_SURNAMES.split())})(?: ?[一-龥々]{{1,3}}(?=[がにへをまよ、。,（(]))?)"
    r"(?=さん|様|氏|くん|君|が|に|へ|を|まで|より|とい|と申|と言|、|,|および|及び|\s?[(（]|(?<=の..)$|(?<=の...)$)"
)
"""A surname that is no part of a longer word."""
IS = re.compile(rf"は(?P<name>{'|'.join(JAPANESE_SURNAMES.split())})です")
"""The writer is "営業の田中です", somebody else "室長は内田です"."""


def names_in_signs(text: str) -> Iterator[Named]:
    for pattern in (HONOURED, BARE, KNOWN, IS) if KANA.search(text) else CHINESE:
        for found in pattern.finditer(text):
            yield Named(found["name"], found.start("name"), found.end("name"))
