"""What the prose says about applications, reviews, suits and fees: a number, 0 where it says none, else nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from form.numerals import read_numeral
from ingest.model import Stated
from ingest.prose.times import other_time

# Sections in the order of trust; the fee has its own place in 六.
_SECTIONS = ("1", "3", "4", "6", "2")
_CLAUSE_REACH = 120
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,9}|[〇零一二三四五六七八九十百千两]{1,8})"
_COUNT = (
    _NUMBER
    + r"(?:余)?(?P<unit>件次|件|条|份|宗|次|起|例|项|个|封|人次|批)(?!工作日|月|环节|方面|部门|渠道|步骤|小时)"
)
_NOT = r"(?:未曾|从未|尚未|并未|均未|未|没有|没|尚无|暂无|均无|无|不存在|零)"
_SENTENCE = re.compile(r"[^。!?;]+")
# “行政复议、行政诉讼方面。全年均为0。”: the sentence after goes on with it.
_HEADING = re.compile(
    r"(?:(?!未|没有|无|收到|发生|[,:]).){2,30}(?:方面|情况)|\([一二三四五六七八九十]\)(?:(?!未|没有|无|收到)[^,;:0-9]){2,14}"
)
_CLAUSE = re.compile(r"[^,。!?;]+")

# From here on a clause speaks of a difference.
_COMPARISON = re.compile(
    r"[与和同].{2,8}相比|(?<![相对])比(?!例)|较(?![好多为强高完大])|同比|环比|相比|[与和同](?:上年|去年|上一年|20\d\d年)"
)
_CHANGE = re.compile(r"减少|增加|下降|上升|增长|办理|答复|办结|结转|处理")

# --- applications -------------------------------------------------------------------------
_REVIEW_WORDS = re.compile(r"(?:行政)?复议申请|(?:提出|提起|申请)(?:的)?(?:行政)?(?:复议|诉讼)")
_RECEIVE = r"(?:新收到|新收|新受理|新增|收到|接到|接收|接受|受理|收悉|收取|收件|收)"
_NEWLY = re.compile(
    r"(?:本年|当年|今年|全年|年度|年内)?(?:新收到|新收|新受理|新增|新接收|新接到)[^,;。、\d]{0,24}?(?:申请[^,;。、\d]{0,8}?)?"
    + _COUNT
)
_RECEIVED = re.compile(
    _RECEIVE
    + r"(?:并|和|、)?(?:受理|办理|答复|办结|处理)?(?:的)?(?:了)?(?P<between>[^,;。\d一二三四五六七八九十百]{0,36}?)"
    + _COUNT
)
_APPLIED = re.compile(r"(?:申请公开|依申请公开|申请)(?:[^,;。\d办答处结]{0,12}?)" + _COUNT)
_APPLIED_BY_WAY = re.compile(
    r"(?:自然人|法人|企业|组织|网络|网上|线上|线下|信函|邮寄|当面|现场|书面|邮件|传真)[^,;。、\d]{0,6}申请"
    + _COUNT
)
# Possessive repeats (*+): what they skip can be cut in more than one way, and must not be tried in all of them.
_NOBODY = (
    r"(?:人|任何|公民|群众|自然人|单位|法人|其他组织|其它组织|、|和|或者|或|者|他人|企业|组织|个人|向|本机关"
    r"|[我本](?:镇|乡|街道|局|办|县|区|单位)|提出|提交|过"
    r"|要求|新增|新的|本年度|关于|有关|主动|的)*+"
)
_OF_INFORMATION = r"(?:政府信息公开|信息公开|政务公开|政府信息|公开|依(?!申请))*+(?:的)?(?:依申请|申请)"
_COUNT_WORDS = (
    r"(?:公开|政府信息|的|信息|事项|数量|件数|件|总数|办件|办理数|受理数量|受理数|受理量|申请量|办理量|收到数|数|量|情况|总量|工作)*+"
    r"(?:均|共|合计|总计|也|都)?(?:为|是|:)?"
)
_NONE_APPLIED = re.compile(
    _NOT
    + r"(?:有)?(?:收到|接到|接收|接受|受理|收|发生|产生|出现|收悉)[^;。]{0,36}?"
    + r"(?:申请|依申请公开)(?!收费|费|的收费|处理费)"
    + rf"|(?:没有|无|暂无|尚无|未有|未曾有|零){_NOBODY}{_OF_INFORMATION}"
    + rf"|(?:申请|依申请公开){_COUNT_WORDS}(?:0|零|无(?=$|[,;。、]))(?:件|条|份|宗|次|起)?(?![\d.])"
    + r"|(?:申请|依申请公开)[^,;。]{0,40}均(?:为|是)?(?:0(?!\d)|零|无|未发生|未收到)"
    + r"|(?:申请|依申请公开)[^;。]{0,8}(?:未发生|没有发生|未收到|暂未收到|没有收到)$"
)
_OTHER_APPLICATION = re.compile(
    r"(?:救助|低保|许可|用地|建房|补助|入党|贷款|复议|诉讼|仲裁|专利|登记|执行|保险|审批|补贴)(?:的)?申请"
)
_CARRIED_IN = re.compile(r"(?:件|条|份|宗),?(?:均|全部|都)?(?:为|是|系)(?:上年|上一年|去年|往年)度?结转")
_OF_THEM_CARRIED = re.compile(
    r"[,(](?:其中|含|包括)(?:有)?(?:(?:由|从)?(?:上年|上一年|去年|往年|20\d\d年)度?结转(?:的|申请)*"
    + _COUNT.replace("number", "left").replace("unit", "left_unit")
    + "|"
    + _COUNT
    + r"(?:申请)?(?:为|是|系|属于)?(?:由|从)?(?:上年|上一年|去年|往年|20\d\d年)度?结转)"
)
_CARRIED = re.compile(r"结转|上年转|往年")
_BY_WAY = re.compile(
    r"转来|直接收到|网络|网上|线上|线下|信函|邮寄|当面|现场|书面|邮件|传真|来信|平台|自然人|法人|企业|窗口"
)
# --- reviews, suits ------------------------------------------------------------------------
_REVIEW = r"(?:行政复议|复议)"
_SUIT = r"(?:行政诉讼|被诉|行政应诉|诉讼)"
_EITHER = rf"(?:{_REVIEW}|{_SUIT})"
_PAIR = rf"(?P<first>{_EITHER})(?:案件|申请|案|、|和|及|以及|与|或|或者|提起|被|的|情况|数量|数|,)*+(?P<second>{_EITHER})"
_PAIR_COUNTED = re.compile(
    _PAIR
    + r"(?:案件|申请|案|数量|数|情况)*+(?:分别)?(?:为|有|是|发生)?"
    + _COUNT.replace("number", "one").replace("unit", "one_unit")
    + r"(?:、|和|,|及|与)"
    + _COUNT
)
_PAIR_EACH = re.compile(_PAIR + r"(?:案件|申请|案|数量|数|情况)*+(?:各)(?:为|有|是|发生|收到|受理)?" + _COUNT)
_NOTHING = (
    r"(?:案件|申请|案|事项|数量|数|情况|件数|总数|的|发生|工作)*+(?:均|都|也|皆|全部)?(?:为|是|:)?(?:20\d\d年度?|全年|本年度?)?(?:均|都)?"
    r"(?:0(?!\d)|零|未发生|没有发生|未收到|未产生|未涉及|无(?=$|[,;。、])|没有(?=$|[,;。、])|未被|零发生|未出现)"
)
_SUED = re.compile(r"(?:复议后|直接)(?:提起)?(?:起诉|诉讼)(?:的)?" + _COUNT)
_FEE_WORDS = re.compile(r"信息公开收费|公开(?:政府)?信息的?收费|信息处理费|处理费|收费|费用|收取|收费通知")
# 依申请提供政府信息，未收取任何费用: nothing else can be meant.
_FEE_NAMED = re.compile(
    r"处理费|信息公开收费|公开(?:政府)?信息的?收费"
    r"|依申请(?:公开|提供)(?:政府|的)*信息[^;。]{0,6}(?:未|没有)(?:向[^,;。]{2,8})?收取[^,;。]{0,6}费用"
    r"|未[^,;。]{0,8}依申请(?:公开|提供)(?:政府|的)*信息[^,;。]{0,4}收取[^,;。]{0,6}费用"
)
_OTHER_FEE = re.compile(r"行政事业性|服务费|学费|水费")
_MONEY = re.compile(
    r"(?P<money>\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?|[〇零一二三四五六七八九十百千两]{1,8})(?P<wan>万)?元"
)
_NO_FEE = re.compile(
    rf"{_NOT}[^,;。]{{0,24}}?(?:发出|收取|收到|收费|发生|产生|涉及|发|出现|制发)[^;。]{{0,40}}|(?:收取|收费|处理费|费用)[^,;。]{{0,16}}(?:为|是|:)?(?:零|0(?!\d)(?!\.\d*[1-9])|无(?=$|[,;。]))"
    r"|无[^,;。]{0,12}(?:收费|费用|处理费|收取)|不收取|没有[^,;。]{0,12}(?:收费|费用|处理费)|免费"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement: how directly it is said (more is better) and the number."""

    strength: int
    value: int


def read_stated(sections: Mapping[str, str], year: int | None) -> Stated:
    """Given the text of a report's sections, return what it says in words.

    Args:
        sections: "1" to "6" → squeezed text (:mod:`ingest.prose.text`).
        year: The report's year, or None where it is not known.
    """
    sentences = [sentence for key in _SECTIONS for sentence in _sentences(sections.get(key, ""), year)]
    fee_sections = ("6",) if sections.get("6", "").strip() else ()
    return Stated(
        applications_received=_best(said for sentence in sentences for said in _applications(sentence)),
        review_cases=_best(said for sentence in sentences for said in _cases(sentence, _REVIEW, _SUIT)),
        lawsuit_cases=_best(said for sentence in sentences for said in _cases(sentence, _SUIT, _REVIEW)),
        processing_fee=_fee(sections, (*fee_sections, *_SECTIONS), year),
    )


def _sentences(text: str, year: int | None) -> Iterator[str]:
    """Yield the sentences, without the clauses that speak of another year."""
    heading = ""
    for match in _SENTENCE.finditer(text):
        if _HEADING.fullmatch(match[0]):
            heading = match[0]
            continue
        said_in_full, heading = heading + match[0], ""
        kept = []
        elsewhen = False
        for clause in _CLAUSE.findall(said_in_full):
            comparison = _COMPARISON.search(clause)
            said = clause[: comparison.start()] if comparison else clause
            elsewhen = _elsewhen(said, elsewhen, year)
            if said and not elsewhen:
                kept.append(said)
        if kept:
            yield ",".join(kept)


def _elsewhen(clause: str, before: bool, year: int | None) -> bool:
    """Return whether a clause speaks of another year; what was carried over from one does not."""
    head = re.sub(r"(?:上年|上一年|去年|上年度|20\d\d年)(?:度)?结转|以来|至今", "", clause[:_CLAUSE_REACH])
    return other_time(head, before, year)


def _number(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if bare.isdigit() and bare.isascii() else read_numeral(bare)


def _best(said: Iterator[_Said]) -> int | None:
    best: _Said | None = None
    for one in said:
        if best is None or one.strength > best.strength:
            best = one
    return best.value if best else None


def _applications(sentence: str) -> Iterator[_Said]:
    text = _REVIEW_WORDS.sub("行政复议", sentence)
    about = "申请" in text and not _OTHER_APPLICATION.search(text)
    if not about and "申请公开" not in text:
        return
    text = re.sub(r"申请人", "", text)
    for match in _NEWLY.finditer(text):
        yield from _said(match, 4)
    received = [match for match in _RECEIVED.finditer(text) if _is_received(text, match)]
    if _CARRIED_IN.search(text):
        yield _Said(2, 0)
    if received:
        yield _Said(3, _together(text, received))
    if _NONE_APPLIED.search(text):
        yield _Said(2, 0)
    for match in _APPLIED.finditer(text):
        if _CARRIED_IN.match(text, match.start("unit")):
            continue
        if not _CHANGE.search(text[max(0, match.start() - 16) : match.end()]):
            yield from _said(match, 1)


def _said(match: re.Match[str], strength: int) -> Iterator[_Said]:
    value = _number(match["number"])
    if value is not None:
        yield _Said(strength, value)


def _is_received(text: str, match: re.Match[str]) -> bool:
    clause = text[
        max(text.rfind(",", 0, match.start()), text.rfind("、", 0, match.start())) + 1 : match.end() + 12
    ]
    if _CARRIED_IN.search(text, match.end("unit") - 1):
        return False
    if _CARRIED.search(match[0]) or re.search(
        r"复议|诉讼|投诉|举报|信访|咨询|留言|来电|意见|建议|工单", match["between"]
    ):
        return False
    rest = clause[clause.find(match[0]) + len(match[0]) :]
    return not re.match(r"(?:行政)?(?:复议|诉讼)|留言|咨询|意见|建议|投诉|举报|信访|来电", rest)


def _together(text: str, received: list[re.Match[str]]) -> int:
    """Return the number received; two ways of receiving with a number each are added up."""
    if _BY_WAY.search(received[0][0]):
        received += [match for match in _APPLIED_BY_WAY.finditer(text) if match.start() > received[-1].end()]
    numbers = [_number(match["number"]) or 0 for match in received]
    by_way = [_BY_WAY.search(text[max(0, match.start() - 10) : match.end()]) for match in received]
    carried = _OF_THEM_CARRIED.match(text, received[0].end())
    if carried is not None:
        return max(0, numbers[0] - (_number(carried["number"] or carried["left"]) or 0))
    return sum(numbers) if len(numbers) > 1 and all(by_way) else numbers[0]


def _cases(sentence: str, wanted: str, other: str) -> Iterator[_Said]:
    """Yield what a sentence says about cases of the wanted sort (a review or a suit)."""
    if not (re.search(wanted, sentence) or (wanted == _SUIT and "起诉" in sentence)):
        return
    pair = _PAIR_COUNTED.search(sentence)
    each = _PAIR_EACH.search(sentence)
    counted = _counted(sentence, wanted)
    if pair is not None:
        yield from _of_pair(pair, wanted)
    elif each is not None:
        yield from _said(each, 4)
    elif counted is not None:
        yield from _said(counted, 3)
    elif wanted == _SUIT and (suits := list(_SUED.finditer(sentence))):
        yield _Said(3, sum(_number(suit["number"]) or 0 for suit in suits))
    elif any(re.search(pattern, sentence) for pattern in _none_of(wanted, other)):
        yield _Said(2, 0)


def _counted(sentence: str, wanted: str) -> re.Match[str] | None:
    """Return the number of cases, after their name or before it (行政诉讼2件, 2件行政诉讼)."""
    after = r"(?:案件|申请|案|事项|数量|数|件数|总数|情况|的|共|共计|有|为|是|:|发生|受理|收到|办理|一审|案件数|\()*+"
    before = r"(?:政府|信息公开|的|因|引发|类|被|申请|提起|提出|关于|有关|涉及|相关)*+"
    following = re.search(wanted + after + _COUNT, sentence)
    # “行政复议、诉讼：发生1起行政复议”: the number is of what follows it.
    if following is not None and re.match(_EITHER, sentence[following.end() :]):
        following = None
    return following or re.search(_COUNT + before + wanted, sentence)


def _none_of(wanted: str, other: str) -> tuple[str, ...]:
    """Return the ways to say that there were no such cases."""
    return (
        rf"{wanted}(?:案件|申请|案|、|和|及|以及|与|或|或者|提起|被|的|{other}|,)*+{_NOTHING}",
        rf"{wanted}[^,;。]{{0,30}}均(?:为|是)?(?:0(?!\d)|零|无|未)",
        rf"{_NOT}(?:(?!{wanted})[^;。]){{0,60}}{wanted}",
    )


def _of_pair(pair: re.Match[str], wanted: str) -> Iterator[_Said]:
    name = "one" if re.fullmatch(wanted, pair["first"]) else "number"
    value = _number(pair[name])
    if value is not None:
        yield _Said(4, value)


def _fee(sections: Mapping[str, str], keys: tuple[str, ...], year: int | None) -> float | None:
    for key in keys:
        fee = _fee_in(sections.get(key, ""), year, only_named=key != "6")
        if fee is not None:
            return fee
    return None


def _fee_in(text: str, year: int | None, only_named: bool) -> float | None:
    for sentence in _sentences(text, year):
        named = _FEE_NAMED.search(sentence) is not None
        if not (
            named or (not only_named and _FEE_WORDS.search(sentence) and not _OTHER_FEE.search(sentence))
        ):
            continue
        amounts = [_amount(match) for match in _MONEY.finditer(sentence)]
        if amounts:
            return amounts[-1]
        if _NO_FEE.search(sentence):
            return 0.0
    return None


def _amount(match: re.Match[str]) -> float:
    bare = match["money"].replace(",", "")
    value = float(bare) if bare[0].isascii() else float(read_numeral(bare) or 0)
    return value * 10_000 if match["wan"] else value
