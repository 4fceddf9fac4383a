"""A company's own sign-in (OpenID Connect) on this machine: discovery, keys, token."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Company:
    """Who signs in there, and what was asked."""

    def __init__(self, address):
        self.address, self.person, self.nonce = address, {}, None
        self.forged = {}  # what a token says wrongly; None: there is none

    def comes_back(self, client, link, asking=None):
        """Follow a link to the company, and come back signed in there."""
        there = (asking or client.post)(link)["Location"]
        asked = {name: one[0] for name, one in parse_qs(urlsplit(there).query).items()}
        assert there.startswith(f"{self.address}/authorize")
        self.nonce = asked.get("nonce")
        back = urlsplit(asked["redirect_uri"]).path
        return client.get(back, {"code": "abc", "state": asked["state"]})

    def answers(self, path):
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "userinfo_endpoint": f"{self.address}/me",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            signed = {} if self.forged is None else {"id_token": self.token()}
            return {"access_token": "at", "token_type": "Bearer"} | signed
        return self.person

    def token(self):
        import time

        now = int(time.time())
        claims = {"iss": self.address, "aud": "console", "iat": now, "exp": now + 300}
        nonce = {"nonce": self.nonce} if self.nonce else {}
        claims |= self.person | nonce | self.forged
        return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})


@contextmanager
def company():
    """One that answers until it is left."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(known.answers(urlsplit(self.path).path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = Company(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
