"""Files as answers of pages."""

from urllib.parse import quote

from django.http import HttpResponse

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """A download under a Chinese name."""
    response = HttpResponse(data, content_type=kind)
    ending = name.rpartition(".")[2]
    response["Content-Disposition"] = (
        f"attachment; filename=\"duban.{ending}\"; filename*=UTF-8''{quote(name)}"
    )
    return response


def word_file(data: bytes, name: str) -> HttpResponse:
    """A Word file."""
    return file_answer(data, name=f"{name}.docx", kind=WORD)


def excel_file(data: bytes, name: str) -> HttpResponse:
    """An Excel file."""
    return file_answer(data, name=f"{name}.xlsx", kind=EXCEL)
