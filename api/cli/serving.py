"""``maillage serve``: the web service of this installation, until it is told to stop."""

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import structlog
import uvicorn

from api.app import create_app
from api.cli.exits import Exit, Failure
from api.cli.place import answer, here, in_a_loop, installed, say, speak
from api.cli.upkeep import due_of
from api.installation import Installation
from api.settings import Settings

_log = structlog.get_logger(__name__)
_GRACE = 3
"""Seconds that open requests and pages get to end."""


def serve(host: str | None, port: int | None, *, as_json: bool) -> Exit:
    settings = here()
    speak(settings)
    listener = listening(host or settings.host, settings.port if port is None else port)
    with listener:
        return in_a_loop(_serve(settings, listener, as_json=as_json))


async def _serve(settings: Settings, listener: socket.socket, *, as_json: bool) -> Exit:
    async with installed() as installation:
        if due := await due_of(installation):
            names = ", ".join(each.name for each in due)
            raise Failure(
                Exit.UNAVAILABLE,
                f"Vues de lecture à reconstruire ({names}) : lancez `maillage rebuild`.",
            )
        await installation.ready()
        announce = partial(_announce, address(listener), as_json=as_json)
        await until_stopped(installation, settings, listener, announce)
    return Exit.DONE


def _announce(url: str, *, as_json: bool) -> None:
    if as_json:
        answer({"url": url})
    else:
        say(f"Maillage écoute sur {url} ; Ctrl-C pour arrêter.")


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; ends the command where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise Failure(Exit.UNAVAILABLE, _why_not(error, port)) from None


def address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def until_stopped(
    installation: Installation,
    settings: Settings,
    listener: socket.socket,
    announce: Callable[[], None],
) -> None:
    """Serve until SIGINT or SIGTERM; what is open then has three seconds to end.

    ``announce`` is called once it answers.
    """
    logging.getLogger("uvicorn").addHandler(_Discreet())
    logging.getLogger("uvicorn").propagate = False
    app = create_app(installation, clock_every=settings.clock_every)
    config = uvicorn.Config(
        app,
        http="httptools", ws="none", lifespan="on", log_config=None, access_log=False,
        server_header=False, timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip
    await _Server(config, announce, app.state.news.end).serve(sockets=[listener])


class _Server(uvicorn.Server):
    """Signals stop it without being raised again: what is open around it must close."""

    def __init__(
        self, config: uvicorn.Config, announce: Callable[[], None], close: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._announce, self._close = announce, close

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._close()  # streams would wait for news until they are cut off
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self.handle_exit, sign, None)
        try:
            yield
        finally:
            for sign in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(sign)


class _Discreet(logging.Handler):
    """The server's own words in our logs; of an exception, its type only."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0] is not None:
            _log.error("server.failed", error=record.exc_info[0].__name__)
        elif record.levelno >= logging.WARNING:
            _log.warning("server.says", said=str(record.msg))


def _why_not(error: OSError, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Le port {port} est déjà pris : arrêtez l’autre service, ou --port."
        case errno.EACCES:
            return f"Le port {port} est réservé à l’administrateur du système : --port."
        case _:
            return "Impossible d’écouter à cette adresse : --host, ou le réglage host."
