"""Invented publishers: a county, its townships, its departments. No place of these names exists together."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_COUNTIES = ("青岚县", "云溪县", "柏河县", "石桥县", "临沅区", "望泽区", "丹霞市", "沙湾旗")
_TOWNS = (
    "白石镇", "松林乡", "河口街道", "大坪镇", "柳树沟乡", "东关街道", "龙潭镇", "三岔河镇",
    "双龙回族乡", "新桥镇", "马鞍乡", "城北街道", "石门坎镇", "花园镇", "高家堡镇",
)  # fmt: skip
_DEPARTMENTS = ("民政局", "财政局", "卫生健康局", "市场监督管理局", "应急管理局", "教育和体育局")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose report it is. ``town`` is None for a department and for the county itself."""

    county: str
    town: str | None
    organisation: str


def invent_publisher(rng: Random) -> Publisher:
    """Given a source of chance, return a publisher: mostly a township, sometimes a department or the county."""
    county = rng.choice(_COUNTIES)
    kind = rng.choices(("town", "department", "county"), weights=(8, 2, 1))[0]
    if kind == "department":
        return Publisher(county, None, county + rng.choice(_DEPARTMENTS))
    if kind == "county":
        return Publisher(county, None, county + "人民政府")
    town = rng.choice(_TOWNS)
    if town.endswith("街道"):
        # A street office is the county government's own branch, and many print it so.
        branch = "人民政府" if rng.random() < 0.3 else ""
        return Publisher(county, town, county + branch + town + "办事处")
    return Publisher(county, town, county + town + "人民政府")
