"""Word files: what is displayed is read, in document order, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from ingest.errors import UnreadableFile
from ingest.model import Document, Grid
from ingest.readers.docx import read_docx
from ingest.readers.numbering_formats import format_number
from tests.ingest.readers.ooxml import NAMESPACES, p, r, tbl, tc, tr, write_docx

VANISH = "<w:vanish/>"


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return read_docx(write_docx(tmp_path / "report.docx", body, **parts))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def rows(grid: Grid) -> list[list[str]]:
    result: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        result[cell.row].append(cell.text)
    return result


def test_paragraphs_and_tables_come_in_document_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("二、主动公开政府信息情况")
    table = word.add_table(rows=2, cols=2)
    for index, text in enumerate(["信息内容", "本年处理决定数量", "行政许可", "12"]):
        table.cell(index // 2, index % 2).text = text
    word.add_paragraph("三、收到和处理政府信息公开申请情况")
    word.save(str(tmp_path / "a.docx"))
    document = read_docx(tmp_path / "a.docx")
    first, grid, last = document.blocks
    assert isinstance(grid, Grid)
    assert rows(grid) == [["信息内容", "本年处理决定数量"], ["行政许可", "12"]]
    assert [cell.place for cell in grid.cells][-1] == "表1 第2行第2列"
    assert (first, last) == (document.lines[0], document.lines[1])
    assert [line.place for line in document.lines] == ["第1段", "第2段"]
    assert all(line.paragraph_start for line in document.lines)


def test_merged_cells_keep_their_place_and_spans(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=4, cols=4)
    table.cell(0, 1).merge(table.cell(0, 3)).text = "申请人情况"
    table.cell(1, 0).merge(table.cell(3, 0)).text = "三、本年度办理结果"
    table.cell(3, 3).text = "7"
    word.save(str(tmp_path / "a.docx"))
    (grid,) = read_docx(tmp_path / "a.docx").grids
    by_text = {cell.text: cell for cell in grid.cells if cell.text}
    wide, tall, number = by_text["申请人情况"], by_text["三、本年度办理结果"], by_text["7"]
    assert (wide.row, wide.column, wide.row_span, wide.column_span) == (0, 1, 1, 3)
    assert (tall.row, tall.column, tall.row_span, tall.column_span) == (1, 0, 3, 1)
    assert (number.row, number.column, number.place) == (3, 3, "表1 第4行第4列")
    assert (grid.rows, grid.columns) == (4, 4)


def test_no_two_cells_cover_the_same_place(tmp_path: Path) -> None:
    restart, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("a", properties=restart), "b", "c"),
        tr(tc("", properties='<w:gridSpan w:val="2"/>' + more), "d"),
        tr(tc("e", properties=more), "f", "g"),
    )
    (grid,) = read(tmp_path, body).grids
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert "".join(cell.text for cell in grid.cells) == "abcdefg"


def test_columns_left_out_at_the_start_of_a_row_shift_its_cells(tmp_path: Path) -> None:
    body = tbl(tr("a", "b", "c"), tr("d", "e", properties='<w:gridBefore w:val="1"/>'))
    (grid,) = read(tmp_path, body).grids
    assert [(cell.text, cell.column) for cell in grid.cells if cell.row == 1] == [("d", 1), ("e", 2)]


def test_cells_merged_across_by_old_markup_are_one(tmp_path: Path) -> None:
    row = tr(tc("申请人", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), "总计")
    (grid,) = read(tmp_path, tbl(row, tr("1", "2", "3"))).grids
    assert [(cell.column, cell.column_span) for cell in grid.cells if cell.row == 0] == [(0, 2), (2, 1)]


def test_spans_wider_than_any_table_take_no_columns(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="1000000000"/>'
    body = tbl(tr(tc("申请人情况", properties=wide), "总计"), tr(tc("本年新收", properties=wide), "5"))
    (grid,) = read(tmp_path, body).grids
    assert [(cell.text, cell.column, cell.column_span) for cell in grid.cells if cell.row == 1] == [
        ("本年新收", 0, 1),
        ("5", 1, 1),
    ]
    assert grid.columns == 2


def test_a_place_counts_the_boxes_that_a_person_sees(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="3"/>'
    body = tbl(tr(tc("规章", properties=wide), "5"), tr(tc("规范性文件", properties=wide), "6"))
    (grid,) = read(tmp_path, body).grids
    assert [cell.place for cell in grid.cells if cell.text == "6"] == ["表1 第2行第2列"]


def test_deleted_text_is_not_read_and_inserted_text_is(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>8</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{r("9")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{r("走")}</w:moveFrom><w:moveTo w:id="4">{r("来")}</w:moveTo>'
    document = read(tmp_path, p("共", deleted, inserted, "件", moved))
    assert texts(document) == ["共9件来"]
    assert [rule for rule, _ in document.notes] == ["reader.hidden"]


def test_a_deleted_paragraph_mark_joins_the_lines(tmp_path: Path) -> None:
    body = p("全年共", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("公开12条")
    assert texts(read(tmp_path, body)) == ["全年共公开12条"]


def test_deleted_rows_and_cells_are_not_there(tmp_path: Path) -> None:
    body = tbl(
        tr("规章", "1"),
        tr("旧行", "2", properties='<w:del w:id="1"/>'),
        tr("新行", "3", tc("旧格", properties='<w:cellDel w:id="2"/>'), properties='<w:ins w:id="3"/>'),
    )
    (grid,) = read(tmp_path, body).grids
    assert rows(grid) == [["规章", "1"], ["新行", "3"]]


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="kept"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:type="character" w:styleId="char"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p("看得见", r("看不见", VANISH))
        + p("按样式隐藏", properties='<w:pStyle w:val="kept"/>')
        + p(
            "前",
            r("中", '<w:rStyle w:val="char"/>'),
            r("后", '<w:rStyle w:val="char"/><w:vanish w:val="0"/>'),
        )
    )
    document = read(tmp_path, body, styles=styles)
    assert texts(document) == ["看得见", "前后"]
    assert document.notes[0][0] == "reader.hidden"


def test_a_hidden_row_is_not_read_nor_counted(tmp_path: Path) -> None:
    body = tbl(tr("规章", "1"), tr("藏", "2", properties="<w:hidden/>"), tr("许可", "3"))
    (grid,) = read(tmp_path, body).grids
    assert rows(grid) == [["规章", "1"], ["许可", "3"]]
    assert grid.cells[-1].place == "表1 第2行第2列"


def test_white_text_is_read_because_it_may_stand_on_colour(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph().add_run("表头").font.color.rgb = RGBColor(255, 255, 255)
    word.save(str(tmp_path / "a.docx"))
    assert texts(read_docx(tmp_path / "a.docx")) == ["表头"]


def test_a_field_gives_its_result_and_not_its_instruction(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = "<w:r><w:instrText>= SUM(ABOVE)</w:instrText></w:r>"
    nested = mark("begin") + r("DATE") + mark("separate") + r("内层结果") + mark("end")
    field = mark("begin") + instruction + nested + mark("separate") + r("15") + mark("end")
    simple = f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>'
    assert texts(read(tmp_path, p("共", field, "件，第", simple, "页"))) == ["共15件，第3页"]


def test_tabs_breaks_symbols_and_hyphens_are_characters(tmp_path: Path) -> None:
    symbols = '<w:sym w:font="Symbol" w:char="F033"/><w:sym w:font="Wingdings" w:char="F0FE"/>'
    run = f"<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:noBreakHyphen/>{symbols}<w:softHyphen/></w:r>"
    document = read(tmp_path, p(run))
    assert texts(document) == ["甲\t乙", "-3☑"]
    assert [line.paragraph_start for line in document.lines] == [True, None]


def test_text_in_content_controls_is_read_and_prompts_are_not(tmp_path: Path) -> None:
    def control(inner: str, properties: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    prompt = control(r("单击此处输入文字"), "<w:showingPlcHdr/>")
    table = tbl(control(tr(control(tc("规章")), tc(p(control(r("4")), prompt)))), tr("许可", tc(p(prompt))))
    document = read(tmp_path, control(p("一、", control(r("总体情况")))) + table)
    assert texts(document) == ["一、总体情况"]
    assert rows(document.grids[0]) == [["规章", "4"], ["许可", ""]]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框内文字')}{tbl(tr('规章', '1'), tr('许可', '2'))}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read(tmp_path, p("框前", drawing, "框后"))
    assert texts(document) == ["框前框后", "框内文字"]
    assert [rows(grid) for grid in document.grids] == [[["规章", "1"], ["许可", "2"]]]


def test_a_table_in_a_layout_cell_is_a_grid_of_its_own(tmp_path: Path) -> None:
    inner = tbl(tr("规章", "1"), tr("许可", "2"))
    outer = tbl(tr(tc("二、主动公开政府信息情况", inner, p("三、收到和处理")), tc("边栏")))
    document = read(tmp_path, outer)
    assert [block.text if not isinstance(block, Grid) else "grid" for block in document.blocks] == [
        "二、主动公开政府信息情况",
        "grid",
        "三、收到和处理",
        "边栏",
    ]
    assert document.grids[0].cells[0].place == "表1 第1行第1列"


def test_a_one_cell_table_in_a_cell_is_its_text(tmp_path: Path) -> None:
    body = tbl(tr("规章", tc(tbl(tr("5")), p())), tr("许可", "6"))
    assert rows(read(tmp_path, body).grids[0]) == [["规章", "5"], ["许可", "6"]]


def test_invisible_boxes_around_body_text_are_lines(tmp_path: Path) -> None:
    body = tbl(tr("一、总体情况"), tr("全年公开信息12条。")) + tbl(tr("五、存在的主要问题"))
    document = read(tmp_path, body)
    assert document.grids == ()
    assert texts(document) == ["一、总体情况", "全年公开信息12条。", "五、存在的主要问题"]


def test_running_text_in_a_table_leaves_the_data_rows_a_grid(tmp_path: Path) -> None:
    prose = "本年度我单位认真落实政府信息公开工作要求，主动公开各类信息共计十二条。" * 3
    body = tbl(tr("一、总体情况", prose), tr("规章", "1"), tr("许可", "2"))
    document = read(tmp_path, body)
    assert texts(document) == ["一、总体情况", prose]
    assert [(cell.text, cell.row, cell.place) for cell in document.grids[0].cells][:1] == [
        ("规章", 0, "表1 第2行第1列")
    ]


def test_titles_and_section_headings_inside_a_table_are_lines(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'

    def over(text: str) -> str:
        return tr(tc(text, properties=wide))

    body = tbl(
        over("清溪镇2024年政府信息公开工作年度报告"),
        over("单位：件"),
        over("第二十条第（一）项"),
        tr("规章", "1"),
        over("第二十条第（五）项"),
        tr("许可", "2"),
        over("三、收到和处理政府信息公开申请情况"),
        tr("本年新收", "3"),
        over("备注：无"),
    )
    document = read(tmp_path, body)
    assert [block.text[:4] if not isinstance(block, Grid) else rows(block) for block in document.blocks] == [
        "清溪镇2",
        "单位：件",
        [["第二十条第（一）项"], ["规章", "1"], ["第二十条第（五）项"], ["许可", "2"]],
        "三、收到",
        [["本年新收", "3"]],
        "备注：无",
    ]
    assert document.grids[0].cells[1].place == "表1 第4行第1列"
    assert document.grids[1].cells[0].place == "表1 第8行第1列"


def test_a_web_page_inside_a_document_is_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", p("前") + '<w:altChunk r:id="rPage"/>' + p("后"))
    page = "<p>总体情况</p><table><tr><td>规章</td><td>1</td></tr><tr><td>许可</td><td>2</td></tr></table>"
    relations = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    more = f'<Relationship Id="rPage" Type="{kind}" Target="/word/page.html"/></Relationships>'.encode()
    parts[relations] = parts[relations].replace(b"</Relationships>", more)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, "word/page.html": page.encode("gbk")}.items():
            archive.writestr(name, data)
    document = read_docx(path)
    assert texts(document) == ["前", "总体情况", "后"]
    assert rows(document.grids[0]) == [["规章", "1"], ["许可", "2"]]


def test_notes_comments_headers_are_not_read(tmp_path: Path) -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "页眉"
    word.add_paragraph("正文")
    word.save(str(tmp_path / "a.docx"))
    assert texts(read_docx(tmp_path / "a.docx")) == ["正文"]
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>①</w:t></w:r>'
    assert texts(read(tmp_path, p("共12", mark, "<w:r><w:commentReference w:id='1'/></w:r>"))) == ["共12"]


def test_a_raised_note_mark_is_not_a_digit(tmp_path: Path) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert texts(read(tmp_path, p("12", r("1", raised)) + p("100m", r("2", raised)))) == ["12[1]", "100m2"]


def test_a_number_struck_through_is_doubted(tmp_path: Path) -> None:
    body = tbl(tr("规章", tc(p(r("12", "<w:strike/>"), "13"))), tr("许可", "2"))
    (grid,) = read(tmp_path, body).grids
    assert [bool(cell.doubt) for cell in grid.cells] == [False, True, False, False]


def test_a_symbol_without_meaning_is_doubted(tmp_path: Path) -> None:
    unknown = '<w:r><w:sym w:font="Webdings" w:char="F0A1"/></w:r>'
    (grid,) = read(tmp_path, tbl(tr("规章", tc(p("1", unknown))), tr("许可", "2"))).grids
    assert [bool(cell.doubt) for cell in grid.cells] == [False, True, False, False]


def level(depth: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1", "<w:pStyle w:val='heading'/>")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
)


def test_list_numbers_drawn_by_word_are_read(tmp_path: Path) -> None:
    body = "".join(
        p(text, properties=listed(1, depth))
        for text, depth in [("总体", 0), ("主动", 1), ("依申请", 1), ("秘密", 2), ("表格", 0), ("公开", 1)]
    )
    body += p("问题", properties=listed(2))
    document = read(tmp_path, body, numbering=NUMBERING)
    assert texts(document) == [
        "一、总体",
        "（一）主动",
        "（二）依申请",
        "1.秘密",
        "二、表格",
        "（一）公开",
        "五、问题",
    ]


def test_list_numbers_of_a_style_and_in_cells_are_read(tmp_path: Path) -> None:
    tie = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="heading">{tie}</w:style>'
    cell = tc(p("属于国家秘密", properties=listed(1, 2)))
    out = p("不编号", properties='<w:pStyle w:val="heading"/>' + listed(0))
    body = p("总则", properties='<w:pStyle w:val="heading"/>') + out + tbl(tr(cell, "0"), tr("a", "b"))
    document = read(tmp_path, body, styles=styles, numbering=NUMBERING)
    assert texts(document) == ["1 总则", "不编号"]
    assert document.grids[0].cells[0].text == "1.属于国家秘密"


def test_a_deleted_paragraph_is_not_counted_in_its_list(tmp_path: Path) -> None:
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        properties=listed(1) + '<w:rPr><w:del w:id="2"/></w:rPr>',
    )
    body = p("甲", properties=listed(1)) + gone + p("乙", properties=listed(1))
    assert texts(read(tmp_path, body, numbering=NUMBERING)) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (3, "ideographTraditional", "丙"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "decimalEnclosedCircle", "⑫"),
        (36, "decimalEnclosedCircle", "36"),
        (2, "decimalEnclosedParen", "⑵"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (7, "somethingNew", "7"),
    ],
)
def test_list_numbers_are_written_as_word_writes_them(value: int, form: str, expected: str) -> None:
    assert format_number(value, form) == expected


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    document = f"<!DOCTYPE w [{entities}]><w:document {NAMESPACES}><w:body>{p('&e8;')}</w:body></w:document>"
    with pytest.raises(UnreadableFile) as caught:
        read_docx(write_docx(tmp_path / "a.docx", "", document=document))
    assert caught.value.code == "damaged"


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    document = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {NAMESPACES}><w:body>{p('&x;')}</w:body></w:document>"
    )
    with pytest.raises(UnreadableFile):
        read_docx(write_docx(tmp_path / "a.docx", "", document=document))


def test_a_part_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    body = p("x" * (41 * 1024 * 1024))
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, body)
    assert caught.value.code == "too_large"


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p("底") + "</w:tc></w:tr></w:tbl>" * depth


def test_deeply_nested_tables_are_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, nested(80))) == ["底"]


def test_tables_nested_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, nested(5_000))
    assert caught.value.code == "damaged"


def test_a_file_without_words_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, p())
    assert caught.value.code == "empty"


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", p("正文"))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableFile) as caught:
        read_docx(path)
    assert caught.value.code == "damaged"


def test_strict_names_are_read_like_the_common_ones(tmp_path: Path) -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    document = f"<w:document {strict}><w:body>{p('正文')}</w:body></w:document>"
    assert texts(read_docx(write_docx(tmp_path / "a.docx", "", document=document))) == ["正文"]
