"""The invented county. None of these names belongs to a real province, city or county."""

from __future__ import annotations

from ingest.demo.model import SampleUnit

COUNTY = "望澜县"
NEIGHBOUR = "白鹤县"
AREA_CODE = "0990"
POSTCODE = "999300"

FIRST_YEAR = 2019
LAST_YEAR = 2025
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))

GOVERNMENT = SampleUnit("990823000", COUNTY, "县政府", load=4, aliases=("县政府本级", "望澜县人民政府"))

_STREETS = (
    SampleUnit("990823001", "澜阳街道", "街道", load=3, aliases=("澜阳",)),
    SampleUnit("990823002", "锦埠街道", "街道", load=3),
    SampleUnit("990823003", "北渡门街道", "街道", load=2),
    SampleUnit("990823004", "云陂街道", "街道", load=2, aliases=("云陂镇",), renamed=(2022, "云陂镇")),
)
_TOWNS = (
    SampleUnit("990823101", "石潭桥镇", "镇", load=2),
    SampleUnit("990823102", "柳浦塘镇", "镇", load=1),
    SampleUnit("990823103", "白鹤矶镇", "镇", load=2, aliases=("白鹤矶",)),
    SampleUnit("990823104", "松岩口镇", "镇", load=1),
    SampleUnit("990823105", "杏堤镇", "镇", load=0),
    SampleUnit("990823106", "双槐渡镇", "镇", load=1),
    SampleUnit("990823107", "麻滩河镇", "镇", load=0),
    SampleUnit("990823108", "青坞岭镇", "镇", load=1),
    SampleUnit("990823109", "枫荷镇", "镇", load=0),
    SampleUnit("990823110", "大垅溪镇", "镇", load=0),
    SampleUnit("990823111", "龙吟坝镇", "镇", load=1),
    SampleUnit("990823112", "清泉畈镇", "镇", load=0),
)
_TOWNSHIPS = (
    SampleUnit("990823201", "竹篱坪乡", "乡", load=0),
    SampleUnit("990823202", "高椅垭乡", "乡", load=0),
    SampleUnit("990823203", "罗汉坳乡", "乡", load=1),
    SampleUnit("990823204", "茶屏乡", "乡", load=0),
    SampleUnit("990823205", "三岔湾乡", "乡", load=0),
    SampleUnit("990823206", "野鹿塬乡", "乡", load=0),
    SampleUnit("990823207", "月芦洲乡", "乡", load=0),
)
# Went into 白鹤矶镇 at the end of 2020: 23 townships from then on.
MERGED = SampleUnit("990823208", "茅埠乡", "乡", load=0, last_year=2020, successors=("990823103",))

_DEPARTMENTS = (
    SampleUnit("990823301", "望澜县发展和改革局", "部门", load=1, aliases=("县发改局",)),
    SampleUnit("990823302", "望澜县自然资源局", "部门", load=4, aliases=("县自然资源局",)),
    SampleUnit("990823303", "望澜县农业农村局", "部门", load=2, aliases=("县农业农村局",)),
    SampleUnit("990823304", "望澜县卫生健康局", "部门", load=2, aliases=("县卫健局",)),
)

TOWNSHIPS: tuple[SampleUnit, ...] = (*_STREETS, *_TOWNS, *_TOWNSHIPS, MERGED)
PARTS: tuple[SampleUnit, ...] = (*_DEPARTMENTS, *TOWNSHIPS)
UNITS: tuple[SampleUnit, ...] = (GOVERNMENT, *PARTS)


def organisation(unit: SampleUnit, year: int) -> str:
    """Given a unit and a report year, return its official name as a title prints it.

    >>> organisation(TOWNSHIPS[3], 2020), organisation(TOWNSHIPS[3], 2023)
    ('望澜县云陂镇人民政府', '望澜县云陂街道办事处')
    >>> organisation(TOWNSHIPS[0], 2024)
    '望澜县人民政府澜阳街道办事处'
    """
    name = unit.name_in(year)
    if unit.kind == "县政府":
        return f"{COUNTY}人民政府"
    if unit.kind == "部门":
        return name
    if name.endswith("街道"):
        # Both ways are in use: an 办事处 is the agency that the county sends out.
        sender = f"{COUNTY}人民政府" if int(unit.code) % 2 else COUNTY
        return f"{sender}{name}办事处"
    return f"{COUNTY}{name}人民政府"
