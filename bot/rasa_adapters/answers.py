"""What the channel sends: problems as problem+json, files with a name for exactly their bytes, and nothing to be kept."""

from __future__ import annotations

from typing import Optional

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.headers import PRIVATE
from bot.channel.problems import CONTENT_TYPE, Problem
from bot.channel.widget_files import File


def problem_answer(problem: Problem) -> HTTPResponse:
    """The problem, in words that a person can act on."""
    return response.json(
        problem.body(), status=problem.status, headers={**PRIVATE, **problem.headers}, content_type=CONTENT_TYPE
    )


def file_answer(request: Request, file: Optional[File]) -> HTTPResponse:
    """The file, nothing if the browser has these very bytes, or that there is none."""
    if file is None:
        return problem_answer(Problem("not_found"))
    headers = {**file.headers, "ETag": file.etag}
    if request.headers.get("if-none-match") == file.etag:
        return response.empty(status=304, headers=headers)
    return response.raw(file.content, content_type=f"{file.kind}; charset=utf-8", headers=headers)
