"""A publisher's name is cut into its levels."""

from __future__ import annotations

import pytest

from ingest.places import county_in, split_name


@pytest.mark.parametrize(
    ("name", "county", "town"),
    [
        ("白棠县云溪镇", "白棠县", "云溪镇"),
        ("叶县云溪镇人民政府", "叶县", "云溪镇"),
        ("南陵市白棠县云溪镇人民政府", "白棠县", "云溪镇"),
        ("东川省南陵市白棠县城关街道办事处", "白棠县", "城关街道"),
        ("白棠市六角亭街道", "白棠市", "六角亭街道"),
        ("市中区通江街道", "市中区", "通江街道"),
        ("白棠县镇东街道", "白棠县", "镇东街道"),
        ("白棠县石市镇人民政府", "白棠县", "石市镇"),
        ("开发区街道办事处", None, "开发区街道"),
        ("南陵市白棠自治县巴彦镇人民政府", "白棠自治县", "巴彦镇"),
        ("白棠县云溪民族乡", "白棠县", "云溪民族乡"),
        ("白棠县乡村振兴局", "白棠县", None),
        ("叶县住房和城乡建设局", "叶县", None),
        ("白棠云溪市住房和城乡建设局", "白棠云溪市", None),
        ("白棠县住房城乡建设和交通委员会", "白棠县", None),
        ("白棠县市场监督管理局", "白棠县", None),
        ("白棠县财政局", "白棠县", None),
        ("白棠市民政局", "白棠市", None),
        ("白棠县城北街道", "白棠县", "城北街道"),
        ("白棠县人民政府城关街道办事处", "白棠县", "城关街道"),
        ("白棠旗市场监督管理局", "白棠旗", None),
        ("白棠县人民政府", "白棠县", None),
        ("重庆市白棠区双凤街道", "白棠区", "双凤街道"),
        ("城关镇政府", None, "城关镇"),
        ("全州县财政局", "全州县", None),
        ("重庆市开州区财政局", "开州区", None),
        ("镇远县财政局", "镇远县", None),
        ("双江拉祜族佤族布朗族傣族自治县勐勐镇人民政府", "双江拉祜族佤族布朗族傣族自治县", "勐勐镇"),
        ("南陵市生态环境局白棠县分局", "白棠县", None),
    ],
)
def test_a_name_is_cut_into_its_levels(name: str, county: str | None, town: str | None) -> None:
    cut = split_name(name)
    assert (cut.county, cut.town) == (county, town)


def test_the_county_of_running_text_is_the_name_that_comes_back() -> None:
    text = "编制白棠县云溪镇报告，登录白棠县人民政府网站，由白棠县政府公布，现将白棠县云溪镇"
    assert county_in(text, "云溪镇") == "白棠县"


def test_running_text_without_a_county_names_none() -> None:
    assert county_in("全县各部门，我市有关单位，云溪镇人民政府", "云溪镇") is None


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("请与白棠河县云溪镇人民政府联系", "白棠河县"),
        ("请联系白棠河县云溪镇人民政府（地址：白棠河县府前路1号）", "白棠河县"),
        ("由南陵市叶县云溪镇人民政府编制", "叶县"),
        ("由南州市叶县云溪镇人民政府编制", "叶县"),
        ("按照市中区人民政府的要求，南陵市市中区云溪镇人民政府", "市中区"),
    ],
)
def test_a_county_begins_where_no_name_can_go_on_before_it(text: str, county: str) -> None:
    assert county_in(text, "云溪镇") == county


@pytest.mark.parametrize(
    "county",
    [
        "和田县",
        "和平县",
        "和林格尔县",
        "和县",
        "太和县",
        "本溪满族自治县",
        "通江县",
        "全州县",
        "将乐县",
        "从江县",
        "向阳区",
    ],
)
def test_a_county_with_a_common_word_in_its_name_is_not_cut(county: str) -> None:
    text = f"{county}云溪镇编制本报告，请与{county}云溪镇联系，由{county}人民政府公布"
    assert county_in(text, "云溪镇") == county


@pytest.mark.parametrize(
    "text",
    [
        "云溪镇和叶县人民政府，由叶县云溪镇编制",
        "，和叶县人民政府一起，请与叶县云溪镇联系，叶县云溪镇",
        "编制和叶县人民政府",
    ],
)
def test_a_common_word_before_a_county_is_none_of_its_name(text: str) -> None:
    assert county_in(text, "云溪镇") == "叶县"
