"""Web archives (.mht): the page in them and its style sheets."""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from dataclasses import dataclass

from ingest.errors import UnreadableFile
from ingest.readers.charset import decode
from ingest.readers.limits import damaged

_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebArchive:
    """The pages of an archive in reading order, as text, and the style sheets beside them."""

    pages: tuple[str, ...]
    sheets: tuple[str, ...]


def open_archive(data: bytes) -> WebArchive:
    """Given the bytes of a web archive, return its pages.

    Word and browsers save one page (and parts such as headers, which are left out); Excel
    saves a page of frames and one page for each sheet.

    Raises:
        UnreadableFile: ``damaged`` where there is no page in it.
    """
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as error:
        # The library goes into parts in parts by calling itself.
        raise damaged("网页归档文件") from error
    pages = [text for part in parts if part.get_content_type() == "text/html" and (text := _text(part))]
    if not pages:
        raise damaged("网页归档文件")
    sheets = tuple(text for part in parts if part.get_content_type() == "text/css" and (text := _text(part)))
    framed = _FRAMES.search(pages[0]) is not None and len(pages) > 1
    return WebArchive(tuple(pages[1:]) if framed else (pages[0],), sheets)


def _text(part: email.message.Message) -> str | None:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError) as error:
        raise UnreadableFile("damaged", "网页归档文件已损坏，请在浏览器中重新保存后再导入") from error
    return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else None
