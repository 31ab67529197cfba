"""A county's name is taken for another's only where the text speaks of it as its own."""

from __future__ import annotations

import pytest

from ingest.model import Identity
from ingest.other_counties import other_counties

TOWN = Identity(town="清溪镇", county="白棠县", organisation="白棠县清溪镇人民政府", year=2024)


def _named(text: str, identity: Identity = TOWN) -> list[str]:
    return [found.message.split("“")[1].split("”")[0] for found in other_counties(identity, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("通过青岚县人民政府门户网站发布信息12条。", "青岚县"),
        ("登录河西省南陵市青岚县人民政府网站查阅。", "青岚县"),
        ("请与青岚县清溪镇党政办联系。", "青岚县"),
        ("依托云水自治县人民政府网站公开。", "云水自治县"),
        ("在南陵市临川区人民政府门户网站公开。", "临川区"),
    ],
)
def test_another_county_spoken_of_as_ones_own_is_named(text: str, name: str) -> None:
    assert _named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "通过白棠县人民政府门户网站发布信息12条。",
        "登录南陵市白棠县人民政府网站查阅，县人民政府门户网站同步发布。",
        "全县人民政府网站检查中未发现问题，各县人民政府网站均已整改。",
        "组织干部赴青岚县学习经验。",
        "在开发区政府信息网公开，在园区政府门户网站公开。",
        "加强区政府信息网建设，通过加强县人民政府门户网站管理，依托南陵市白棠县人民政府网站。",
        "白棠县清溪镇按时编制。",
        "南陵市人民政府门户网站转载3条。",
    ],
)
def test_ones_own_county_and_others_merely_mentioned_are_not(text: str) -> None:
    assert _named(text) == []


def test_a_city_names_its_counties_rightly() -> None:
    city = Identity(county="南陵市", organisation="南陵市人民政府", year=2024)
    assert _named("青岚县人民政府网站月均更新。", city) == []
    bureau = Identity(county="白棠县", organisation="白棠县财政局", year=2024)
    assert _named("在青岚县人民政府网站公开。", bureau) == ["青岚县"]


def test_a_city_of_county_level_is_asked_about_others_in_its_towns_reports() -> None:
    town = Identity(town="清溪镇", county="白棠市", organisation="白棠市清溪镇人民政府", year=2024)
    assert _named("通过青岚县人民政府门户网站发布信息12条。", town) == ["青岚县"]
    city = Identity(county="白棠市", organisation="白棠市人民政府", year=2024)
    assert _named("通过青岚县人民政府门户网站发布信息12条。", city) == []
