"""A Word template filled in: the office's own where its data directory has one, else the one that is shipped."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from exports.text import in_property

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "templates"


class TemplateUnusable(Exception):
    """A template of the office that cannot be filled in, with a Chinese sentence that says why."""


def template_path(name: str, root: Path | None) -> Path:
    """Given a template's file name and a data directory, return the one of that name that is to be used."""
    own = root / "templates" / name if root is not None else None
    return own if own is not None and own.is_file() else SHIPPED / name


def fill_in(
    name: str, content: bytes, words: Mapping[str, Any], *, title: str, made_at: datetime, note: str = ""
) -> bytes:
    """Given a template, return it filled in, as a Word file.

    Args:
        name: Its file name, for what is said of it.
        content: The template itself.
        words: What each of its marks stands for.
        title: The title in the file's properties.
        made_at: When the file is made.
        note: The comments in the file's properties.

    Raises:
        TemplateUnusable: it is no Word file, or has a mark that stands for nothing.
    """
    # A template may come from anywhere: it can name what it is given, and do nothing else.
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.render(dict(words), environment, autoescape=True)
    except TemplateError as error:
        raise TemplateUnusable(
            f"模板“{name}”填不进去：{error}。可用的标记见 data/templates/README.md。"
        ) from error
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise TemplateUnusable(f"模板“{name}”不是 Word 文档（.docx），请换一个。") from error
    properties = document.docx.core_properties
    properties.title, properties.comments = in_property(title), note
    properties.created = properties.modified = made_at
    properties.author = properties.last_modified_by = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
