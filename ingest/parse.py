"""One file becomes one report: read, locate, read the numbers, check. Nothing here keeps state."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.checks import check
from ingest.doubts import settle_doubts
from ingest.errors import UnreadableFile
from ingest.explain import explained
from ingest.findings import finding
from ingest.furniture import signature_of, without_page_numbers
from ingest.identity import IdentityRead, read_identity
from ingest.model import Cell, Document, Finding, Format, Identity, Line, Method, ReadError, Report
from ingest.prose import read_prose
from ingest.readers import read_document
from ingest.relations import values_of
from ingest.sections import cut_sections, find_headings, missing_sections, told_beside_tables
from ingest.several import first_report
from ingest.tables import TablesRead, read_tables

# Kept with every stored result: a result of another version is parsed again.
PARSER_VERSION = "4"
_CHUNK = 1 << 20
# A report without title and tables still says so.
_OF_ITSELF = re.compile(
    r"(?:政府信息|信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)|政府信息公开申请|依申请公开"
)
logger = logging.getLogger(__name__)
# The longest reports, those of provinces, have some 20 000 characters.
TEXT_MAX_CHARS = 1_000_000


def parse_file(path: Path) -> Report:
    """Given a file, return the report that it holds, in this process.

    What is wrong with the file as a whole is in ``error``; nothing is raised for it.
    """
    name = path.name
    digest = ""
    try:
        digest = sha256_of(path)
        document = read_document(path)
        return read_report(document, name, digest)
    except UnreadableFile as problem:
        return failed(name, digest, problem)
    except Exception:
        # One file must never end a batch, whatever a library makes of it.
        logger.exception("reading %s failed", name)
        crash = UnreadableFile("crashed", "读取这个文件时程序出错，请另存为 .docx 或 PDF 后再导入。")
        return failed(name, digest, crash)


def sha256_of(path: Path) -> str:
    """Given a file, return the SHA-256 of its bytes in hexadecimal.

    Raises UnreadableFile where it cannot be opened.
    """
    if path.is_dir():
        raise UnreadableFile("container", "这是文件夹，请用“导入”功能导入其中的文件。")
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as problem:
        raise UnreadableFile("missing", "文件打不开，请确认文件还在原处并且没有被其他程序占用。") from problem
    return digest.hexdigest()


def read_report(document: Document, name: str, digest: str) -> Report:
    """Given a document as read, return its report.

    Raises UnreadableFile where there is nothing of a report in it.
    """
    if sum(len(line.text) for line in document.lines) > TEXT_MAX_CHARS:
        raise UnreadableFile("too_large", "文件中的文字远多于一份年度报告，请确认是否选错了文件。")
    document, reports = first_report(document, name)
    tables = read_tables(document, None)
    lines = without_page_numbers(tables.lines)
    identified = read_identity(lines, document, name)
    if tables.wants_year and identified.identity.year is not None:
        tables = read_tables(document, identified.identity.year)
    cells, doubts = settle_doubts(tables.cells, document, identified.identity.year)
    tables = replace(tables, cells=cells)
    if not _is_report(tables, lines, identified):
        raise UnreadableFile(
            "not_a_report",
            "没有找到政府信息公开工作年度报告的标题、章节或表格，请确认是否选错了文件。",
        )
    own = lines[: signature_of(lines).line]
    sections = cut_sections(own, identified.body)
    prose = read_prose({**told_beside_tables(own), **sections}, identified.identity.year)
    findings = [
        *(finding(rule, message) for rule, message in document.notes),
        *_several(reports, identified.identity),
        *identified.findings,
        *tables.findings,
        *doubts,
        *(
            finding("section.missing", f"没有读到“{section.title}”这一部分，请核对原件。")
            for section in missing_sections(lines, sections)
        ),
        *check(tables.cells, identified.identity, prose.stated, identified.identity.year),
        *prose.findings,
    ]
    return Report(
        file=name,
        sha256=digest,
        format=document.format,
        method=_method(document, tables.cells),
        pages=document.pages,
        identity=identified.identity,
        edition=tables.edition,
        cells=tables.cells,
        narrative=prose.narrative,
        stated=prose.stated,
        sections=sections,
        findings=tuple(dict.fromkeys(explained(findings, values_of(tables.cells), identified.identity.year))),
    )


def _several(count: int, read: Identity) -> list[Finding]:
    if count < 2:
        return []
    year = f"{read.year}年的" if read.year is not None else ""
    shown = f"{read.organisation}{year}" if read.organisation else year or "第"
    return [
        finding("reader.partial", f"文件中有{count}份报告，只读取了{shown}一份，请把其余的另存后分别导入。")
    ]


def _is_report(tables: TablesRead, lines: Sequence[Line], identified: IdentityRead) -> bool:
    if tables.cells or identified.titled:
        return True
    headings = len(find_headings(lines))
    # Other papers begin with 总体情况 as well; this one says what it is.
    return headings > 1 or (
        headings == 1 and _OF_ITSELF.search("".join(line.text for line in lines)) is not None
    )


def _method(document: Document, cells: Sequence[Cell]) -> Method:
    if len({block.method == "ocr" for block in document.blocks}) > 1:
        return "mixed"
    methods = {cell.method for cell in cells}
    if len(methods) == 1:
        return next(iter(methods))
    if methods:
        return "mixed"
    by_format: dict[Format, Method] = {"pdf": "words", "text": "text", "image": "ocr"}
    return by_format.get(document.format, "markup")


def failed(name: str, digest: str, problem: UnreadableFile) -> Report:
    """Given why a file could not be read, return its report: an error and nothing else."""
    return Report(
        file=name,
        sha256=digest,
        format=None,
        method=None,
        pages=0,
        identity=Identity(),
        edition=None,
        error=ReadError(problem.code, problem.message),
    )
