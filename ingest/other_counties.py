"""Another county's name left in the text: a report that was taken over from across the border."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.findings import finding
from ingest.model import Finding, Identity

_LEVEL = r"(?:县|旗|区)"
# What only the publisher's own county is spoken of in: its website, its office.
_ITS_GOVERNMENT = r"(?=人民政府(?:门户)?(?:网站|网|办公室)|政府(?:门户网站|信息网|公众信息网))"
# A name begins for certain only behind the city it belongs to; 加强区政府网站 names none.
_BEHIND_CITY = re.compile(rf"(?:[市州盟]|地区)(?P<name>[一-龥]{{1,4}}?{_LEVEL}){_ITS_GOVERNMENT}")
# Behind a word that a place follows it is taken to begin, where it is no verb.
_BEHIND_WORD = re.compile(
    rf"(?:登录|登陆|访问|通过|依托|利用|借助|[在由])(?P<name>[一-龥]{{1,4}}?[县旗]){_ITS_GOVERNMENT}"
)
_VERB = re.compile(
    r"^(?:加强|做好|完善|建设|推进|规范|优化|强化|落实|提升|开展|改版|升级|维护|管理|整合|报送|对接|用好|办好|健全|建立|"
    r"更新|发布|公布|参照|检查|进入|打开|点击|关注|查看|浏览|转载|使用|丰富|充实|上级|所在|当地|本级|两级|三级)"
)
_NO_NAME = re.compile(
    r"[我本各该全县市省旗乡镇村与和及]|^(?:[园辖社新城库景片牧林校厂矿]|开发|高新|经开|管理|自治|试验|示范)$"
)


def other_counties(identity: Identity, text: str) -> Iterator[Finding]:
    """Given whose report it is and its text without spaces, ask about each other county it speaks of as its own.

    Only a report whose title names its county is held against it; a city's names its counties
    rightly, so that one says nothing.
    """
    own = identity.county
    if own is None or own not in (identity.organisation or ""):
        return
    if identity.town is None and own.endswith(("市", "州", "盟", "地区")):
        return
    patterns = [_BEHIND_CITY, _BEHIND_WORD]
    if identity.town is not None:
        town = re.escape(identity.town)
        patterns.append(re.compile(rf"(?<![一-龥])(?P<name>[一-龥]{{1,4}}?{_LEVEL})(?={town})"))
        patterns.append(re.compile(rf"[与在由市州盟](?P<name>[一-龥]{{1,4}}?{_LEVEL})(?={town})"))
    names = [match["name"] for pattern in patterns for match in pattern.finditer(text)]
    for name in dict.fromkeys(name for name in names if _is_another(name, own)):
        yield finding("identity.name", f"报告属于{own}，正文中却写有“{name}”，请核对是否套用了其他县的报告。")


def _is_another(name: str, own: str) -> bool:
    is_name = not _NO_NAME.search(name[:-1]) and not _VERB.match(name)
    return is_name and not own.endswith(name) and not name.endswith(own)
