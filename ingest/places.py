"""Names of places: which county and which township a publisher's name holds.

Chinese names of places have no marks between them, and the words for their levels (市, 县,
区, 镇 …) occur inside names too (石市镇, 市中区, 镇东街道). All ways of cutting a name are
therefore weighed, and the most usual one is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PROVINCE = r"(?:[一-龥]{2,7}?(?:省|自治区)|北京市|上海市|天津市|重庆市)"
_ABOVE_TOWN = "省市县区州旗盟"
_LEVEL_CHARS = _ABOVE_TOWN + "镇乡"
_CITY_ENDS = ("自治州", "地区", "市", "盟")
_COUNTY_ENDS = ("自治县", "自治旗", "林区", "特区", "县", "区", "市", "旗")
_TOWN_ENDS = ("民族乡", "街道", "街", "镇", "乡", "苏木")
_AFTER_TOWN = re.compile(r"^(?:人民政府|政府|办事处|街道办|党|办公室|便民|财政所|$)")
_OFFICE = re.compile(r"(?:人民政府|政府|办公室|局|委|委员会|中心|厅|站|院|所|队|办|会|馆|社|处|部|校|公司)$")
# 市中区, 市南区 and 市北区 are names of districts.
_STARTS_WITH_CITY = re.compile(r"^市[中南北]区$")
# A city's bureau has branches in its counties: 南陵市生态环境局白棠县分局.
_BRANCH = re.compile(
    r"^(?P<city>[一-龥]{2,9}?(?:市|州|盟|地区))(?P<bureau>[一-龥]{2,12}局)(?P<county>[一-龥]{1,8}[县区市旗])分局$"
)
# A street's office is the county government's: 白棠县人民政府城关街道办事处.
_GOVERNMENT_OF_TOWN = re.compile(r"^人民政府(?=[一-龥]{2,6}(?:街道|镇|乡))")
# 双江拉祜族佤族布朗族傣族自治县 is the longest name there is.
_NAME_MAX_CHARS = 15
# Words that stand before a name or in place of one, and in no name of a place.
_NOT_IN_NAMES = re.compile(r"[我本各该全请与和及由向对在为是的将把从到按据经被给通过编制报送]")
# Of these, those that names have as well: 和平县, 太和县, 本溪满族自治县, 全南县, 通江县.
_ALSO_IN_NAMES = re.compile(r"[和与及]|[本全](?![省市县区旗])|通(?!过)|将(?=乐县)|从(?=江县|化区)|向(?=阳区)")
# A name of this level in running text; where it begins is another question.
_COUNTY_IN_TEXT = r"[一-龥]{1,12}自治县|[一-龥]{1,4}(?:县|区|市|旗)"
# A name begins here: after a mark, after a word of the line above, or after the level above it.
_BEFORE_ANY_NAME = r"(?:^|(?<=[^一-龥])|(?<=[省州盟])|(?<=[一-龥]{2}市))"
_BEFORE_NAMES = rf"(?:{_BEFORE_ANY_NAME}|(?<={_NOT_IN_NAMES.pattern}))"
# A name comes so often, of all times that its own end comes.
_STEADY_SHARE = 0.6
# 达州市渠县 is two names; 通州区 is one.
_LEVEL_WITHIN = re.compile(rf"[一-龥][{_ABOVE_TOWN}][一-龥]{{2}}")
# No second such word follows these: 在和平县 names 和平县, 请与叶县 names 叶县.
_BEFORE_NAME_OF_WORDS = rf"(?:{_BEFORE_ANY_NAME}|(?<=[由向对在为从按据经被]))"

# 返乡, 小镇 and what is done to them; 家乡, 集镇 and 重镇 by themselves occur in names (马家乡, 王庄集镇, 九重镇).
_NO_TOWNSHIP = re.compile(
    r"乡镇|镇乡|村镇$|街镇|镇街(?!道)|有关|所辖|辖区|其他|撤乡|并镇|(?:城|返|回)乡$|[村送科技文化生策]下乡$|(?:小|城|中心|建制)镇$"
    r"|(?:产业|农业|工业|经济|历史|商贸|临近|重点)[强重名集]镇$"
    r"|^(?:其中|包括|以及|并且|同时|另外|此外|通过|依托|利用|目前|全年|年内|另有|按照|根据|经过|还有|今年|去年|由于|定期|每年|共有|经由|配合)(?:镇|乡|街道)$"
    r"|^(?:打造|推动|推进|吸引|开展|建设|创建|统筹|加快|加强|促进|引导|组织|支持|实施|强化|助力)"
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A publisher's name by level; a level that the name does not have is None."""

    province: str | None
    city: str | None
    county: str | None
    town: str | None
    office: str


def split_name(name: str) -> PlaceName:
    """Given a publisher's name, return it by level.

    >>> split_name("达州市渠县清溪场镇人民政府").town, split_name("渠县财政局").county
    ('清溪场镇', '渠县')
    """
    name = name.removeprefix("中共")
    match = re.match(_PROVINCE, name)
    province = match[0] if match else None
    rest = name[len(province or "") :]
    branch = _BRANCH.match(rest)
    if branch is not None:
        return PlaceName(province, branch["city"], branch["county"], None, f"{branch['bureau']}分局")
    best = min(_ways(rest), key=lambda way: way[0])[1]
    if province is None or province.endswith(("省", "自治区")):
        return PlaceName(province, *best)
    return PlaceName(None, province, *best[1:])


def oddity(name: str) -> float:
    """Return how unusual a publisher's name is, 0 for a plain one; other words before it make it odd."""
    match = re.match(_PROVINCE, name)
    return min(cost for cost, _ in _ways(name[match.end() if match else 0 :]))


def _ways(name: str) -> Iterator[tuple[float, tuple[str | None, str | None, str | None, str]]]:
    for city, city_cost in _heads(name, _CITY_ENDS):
        after_city = name[len(city or "") :]
        for county, county_cost in _heads(after_city, _COUNTY_ENDS):
            if city is not None and county is None:
                # A city alone is taken for the county level, which is whom we read for.
                continue
            after_county = _GOVERNMENT_OF_TOWN.sub("", after_city[len(county or "") :])
            for town, town_cost in _heads(after_county, _TOWN_ENDS):
                office = after_county[len(town or "") :]
                cost = city_cost + county_cost + town_cost + _office_cost(town, office)
                yield cost, (city, county, town, office)


def _heads(name: str, ends: tuple[str, ...]) -> Iterator[tuple[str | None, float]]:
    """Return every beginning of a name that could be a place of this level, with what it costs."""
    yield None, 0.0
    for length in range(2, min(len(name), _NAME_MAX_CHARS) + 1):
        head = name[:length]
        end = next((end for end in ends if head.endswith(end)), None)
        if end is not None and len(head) > len(end):
            yield head, _stem_cost(head, end)


def _stem_cost(head: str, end: str) -> float:
    """Two characters are usual; a level's word at the beginning of a name is rare, within it uncommon."""
    stem = head[: -len(end)]
    cost = {1: 0.4 if end == "县" else 1.0, 2: 0.0, 3: 0.2, 4: 0.7}.get(len(stem), 1.2 + 0.2 * len(stem))
    if len(end) > 2:
        cost = 0.0
    if stem[0] in _LEVEL_CHARS and not _STARTS_WITH_CITY.match(head):
        cost += 1.0 if stem[0] in "镇乡" else 2.5
    # 开州区 and 全州县 are one name, 柳州鹿寨县 is two.
    return cost + 1.5 * sum(char in _ABOVE_TOWN for char in stem[1:].removesuffix("州"))


def _office_cost(town: str | None, office: str) -> float:
    if town is not None and _AFTER_TOWN.match(office):
        return 0.0
    if not office:
        return 0.0
    # A department of its own is none of a township: 住房和城乡 is no 乡 because 建设局 follows.
    own = 0.0 if town is None else 3.0
    return own + (0.5 if _OFFICE.search(office) else 2.0) + 0.4 * len(office)


def county_in(text: str, town: str | None) -> str | None:
    """Given running text without spaces, return the county that it names before the town, else before 人民政府."""
    beside = _county_before(re.escape(town), text) if town else None
    return beside or _county_before("人民政府", text)


def _county_before(follow: str, text: str) -> str | None:
    """Return the county that a text names before some words.

    Where a name begins cannot be seen in running text, unless a mark or a word that is in no
    name stands before it. Of all beginnings the one is taken that stands so most often; where
    none does, the longest that comes back (nearly) as often as the shorter ones.
    """
    found: list[str] = re.findall(rf"(?=({_COUNTY_IN_TEXT})(?:{follow}))", text)
    tails = Counter(name[at:] for name in found for at in range(len(name) - 1))
    counts = {name: count for name, count in tails.items() if not _common_word(name)}
    named = _with_common_characters(tails, text, follow)
    if named is not None:
        return named
    if not counts:
        return None
    begun = {name: len(re.findall(_BEFORE_NAMES + name, text)) for name in counts if _is_one_name(name)}
    if any(begun.values()):
        return max(begun, key=lambda name: (begun[name], len(name)))
    return _steady(counts)


def _with_common_characters(names: Iterable[str], text: str, follow: str) -> str | None:
    """Return the name that has 和 or the like in it, where it is no word before or between names: nearly always there.

    It stands behind a mark or a name of the level above, and its end rarely stands without it.
    """
    whole: dict[str, int] = {}
    for name in names:
        if not _ALSO_IN_NAMES.search(name) or _NOT_IN_NAMES.search(_ALSO_IN_NAMES.sub("", name)):
            continue
        # 和县 behind a word is rather two, as in 编制和县人民政府.
        before = _BEFORE_NAME_OF_WORDS if len(name) > len("和县") else _BEFORE_ANY_NAME
        begun = len(re.findall(before + name, text))
        times, of = (len(re.findall(rf"{end}(?:{follow})", text)) for end in (name, name[-2:]))
        if begun and _is_one_name(name) and times >= _STEADY_SHARE * of:
            whole[name] = begun
    return max(whole, key=lambda name: (whole[name], len(name))) if whole else None


def _is_one_name(name: str) -> bool:
    starts_plainly = name[0] not in _ABOVE_TOWN or _STARTS_WITH_CITY.match(name) is not None
    return starts_plainly and _LEVEL_WITHIN.search(name) is None


def _steady(counts: dict[str, int]) -> str:
    """Return the longest name that comes about as often as its own end; of single sightings, a usual one."""
    most = max(counts.values())
    if most == 1:
        return min(counts, key=lambda name: (abs(len(name) - 3), name))
    frequent = [name for name, count in counts.items() if count >= _STEADY_SHARE * most]
    return max(frequent, key=len)


def _common_word(name: str) -> bool:
    return (
        len(_NOT_IN_NAMES.findall(name)) > 0
        or re.fullmatch(r"[市辖城社小园景地灾片街库新省中南北][县区市旗]", name) is not None
    )


def is_name(town: str) -> bool:
    """Say whether words that end like a township can be the name of one (我镇, 各乡镇, 特色小镇 cannot)."""
    return _NOT_IN_NAMES.search(town) is None and not _NO_TOWNSHIP.search(town)
