"""Logs: facts of the program by name (``batch.failed``), never anything personal."""

import logging
import sys
from typing import Literal

import structlog


def configure(form: Literal["console", "json"], level: int = logging.INFO) -> None:
    """Log to standard error, readable or as JSON lines; exceptions by their type only."""
    render: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if form == "console":
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
