"""Max's server: a real one, on this machine, that keeps what it was told."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Max:
    """What Max's server was told, and how it answers: by each status in turn, then by 204."""

    url: str = ""
    told: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    before_answering: list = field(default_factory=list)

    def ids(self):
        return [headers["webhook-id"] for headers, _ in self.told]


def server_of(max_):
    """Max's server, on a free port, not serving yet."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            max_.told.append(({k.lower(): v for k, v in self.headers.items()}, body))
            if max_.before_answering:
                max_.before_answering.pop(0)()
            status = max_.answers.pop(0) if max_.answers else 204
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("location", max_.url + "elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *said):
            pass

        def handle(self):
            with suppress(ConnectionError):  # a worker that was killed hears no answer
                super().handle()

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def max_():
    """Max, whose server is up."""
    one = Max()
    server = server_of(one)
    one.url = f"http://127.0.0.1:{server.server_port}/hooks"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield one
    server.shutdown()
    server.server_close()
