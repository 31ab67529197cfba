"""Readers: one module a format, each from a file to a :class:`ingest.model.Document`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from form.printed import BY_HAND
from ingest.errors import UnreadableFile
from ingest.model import Document
from ingest.readers.sniff import Kind, Sniffed, sniff

__all__ = ["read_document"]

# Loaded when a file asks for them: each brings a library that takes time to import.
_READERS: dict[Kind, tuple[str, str]] = {
    "pdf": ("ingest.readers.pdf", "read_pdf"),
    "docx": ("ingest.readers.docx", "read_docx"),
    "xlsx": ("ingest.readers.xlsx", "read_xlsx"),
    "html": ("ingest.readers.html", "read_html"),
    "mhtml": ("ingest.readers.html", "read_html"),
    "text": ("ingest.readers.text", "read_text"),
    "csv": ("ingest.readers.delimited", "read_csv"),
    "image": ("ingest.readers.image", "read_image"),
}


def read_document(path: Path) -> Document:
    """Given a file, return its lines and grids; its content says the format, not its name.

    Raises:
        UnreadableFile: with a code and a Chinese sentence saying what happened and what to
            do: ``missing``, ``empty``, ``too_large``, ``encrypted``, ``damaged``,
            ``unsupported``, ``container`` (folder or archive), ``needs_ocr``, ``needs_office``.
    """
    if path.is_dir():
        raise UnreadableFile("container", "这是文件夹，请用“导入”命令或上传页逐个读取其中的文件")
    found = sniff(path)
    if found.kind == "zip":
        raise UnreadableFile("container", "这是压缩包，请用“导入”命令或上传页逐个读取其中的文件")
    if found.kind == "packed":
        raise UnreadableFile("container", "这种压缩包无法直接展开，请解压成文件夹或改用 ZIP 后再导入")
    return _marked(_read(path, found))


def _marked(document: Document) -> Document:
    """Say of a form that somebody filled in that it is one: it reads like any report."""
    if not any(line.text.strip().startswith(BY_HAND) for line in document.lines):
        return document
    note = ("report.by_hand", "这份报告是在空白表格里手工录入的，不是单位发布的原件。")
    return replace(document, notes=(*document.notes, note))


def _read(path: Path, found: Sniffed) -> Document:
    if found.kind == "office":
        from ingest.readers.office import read_office

        return read_office(path, found.suffix)
    module, name = _READERS[found.kind]
    reader: Callable[[Path], Document] = getattr(importlib.import_module(module), name)
    return reader(path)
