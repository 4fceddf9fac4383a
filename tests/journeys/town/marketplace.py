"""Max, the marketplace: reports and asks over HTTP with a key, and is told by signed webhooks."""

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import msgspec
from standardwebhooks import Webhook


@dataclass(frozen=True)
class Told:
    """A change Max was told of: its id, which no other change has, its kind and what it says."""

    id: str
    kind: str
    says: dict


class Max:
    """Max's servers. Nothing that does not carry our signature is taken."""

    def __init__(self, site, key):
        self._site = httpx.Client(
            base_url=f"{site}/v1", headers={"Authorization": f"Bearer {key}"}, timeout=30
        )
        self._told, self.refused, self.secret = [], [], None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}/changes"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def reports(self, *events):
        """Report events, in one batch."""
        answer = self._site.post("/events", content=msgspec.json.encode({"events": events}))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def may(self, account, capability, **about):
        """Ask whether an account may do a thing now."""
        answer = self._site.post(
            "/may", json={"account": account, "capability": capability, **about}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["allowed"]

    def standing(self, account):
        """Ask where an account stands."""
        answer = self._site.get(f"/accounts/{account}/standing")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def appeals(self, **filing):
        """File an appeal for a member."""
        answer = self._site.post("/appeals", json=filing)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def appeal(self, id_):
        """Ask where an appeal is."""
        answer = self._site.get(f"/appeals/{id_}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def told(self, kind):
        """What was said of changes of a kind, each change once however often it was told."""
        once = {one.id: one for one in self._told}
        return [one.says for one in once.values() if one.kind == kind]

    def told_twice(self):
        """Ids that came more than once."""
        ids = [one.id for one in self._told]
        return {id_ for id_ in ids if ids.count(id_) > 1}

    def _take(self, headers, body):
        try:
            Webhook(self.secret).verify(body, headers)
        except Exception as wrong:
            self.refused.append(repr(wrong))
            return 400
        said = json.loads(body)
        self._told.append(Told(headers["webhook-id"], said["type"], said["data"]))
        return 204

    def _handler(max_):  # noqa: N805 - self is the request's
        class Changes(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                self.send_response(max_._take(headers, body))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *said):
                pass

        return Changes

    def close(self):
        self._site.close()
        self._server.shutdown()
        self._server.server_close()
