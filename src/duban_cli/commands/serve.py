"""duban serve"""

import os
import signal
import socket
import subprocess
import sys
import time

import click

from duban_cli import web
from duban_cli.errors import Refusal, say


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option(
    "--tls",
    is_flag=True,
    help="Serve https with a certificate made here once; phones ask for it (camera, place, offline pages).",
)
def command(host: str, port: int, workers: int, *, tls: bool) -> None:
    """Serve the pages, with the background worker beside the server; Ctrl-C ends both.

    The lights are computed at the start of each day.

    \b
    Example: DUBAN_TODAY=2020-11-23 duban serve --port 8000
             duban serve --tls --host 0.0.0.0     (with DUBAN_HOSTS naming the host)
    """
    _see_that_port_is_free(host, port)
    web.set_up()
    from django.conf import settings

    secured = _certificate(host) if tls else []
    processes = [_start(*_server(host, port, workers), *secured), _start("duban_cli", "worker")]
    click.echo(say("cli.serving", address=f"{'https' if tls else 'http'}://{host}:{port}"))
    if settings.OFFICE_TODAY:
        click.echo(say("app.rehearsal", date=settings.OFFICE_TODAY))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _watch(processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
    sys.exit(next((p.returncode for p in processes if p.returncode not in (0, -signal.SIGTERM)), 0))


def _certificate(host: str) -> list[str]:
    """The server's arguments for a certificate of the names under which the site is reached."""
    from django.conf import settings

    from duban_cli.certificate import certificate

    made = certificate(settings.DATA, [host, *settings.ALLOWED_HOSTS])
    click.echo(say("cli.certificate", file=made.certificate, fingerprint=made.fingerprint))
    return ["--ssl-certificate", str(made.certificate), "--ssl-keyfile", str(made.key)]


def _watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until one of them ends; at the start of each office day have the lights computed."""
    from duban_web.common.office import today
    from duban_web.today.nightly import nightly_task

    computed = None
    while all(process.poll() is None for process in processes):
        if computed != today():
            computed = today()
            nightly_task.enqueue()
        time.sleep(0.5)


def _see_that_port_is_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Refusal("cli.port-taken", port=port, next=port + 1) from problem


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "duban_web.settings"}
    return subprocess.Popen([sys.executable, "-m", module, *arguments], env=environment)


def _server(host: str, port: int, workers: int) -> list[str]:
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": workers,
        "blocking-threads": 2,
        "log-level": "warning",
    }
    named = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return ["granian", *named, "--no-ws", "duban_web.wsgi:application"]
