"""A raw client of our own, for what no real client can be made to do: all of SCRAM, each message under the test's control."""
import base64
import hashlib
import hmac
import os
import ssl

from errand import IMPLICIT, PLAIN, SENDER, STARTTLS
from talk import b64, talk


def xor(one, other):
    return bytes(left ^ right for left, right in zip(one, other))


class scram:
    """The client's side of RFC 5802. `binding` is a type and its octets, `gs2` overrides what is said about it."""

    def __init__(self, mechanism, user, password, binding=None, gs2=None):
        self.digest = "sha" + mechanism.removesuffix("-PLUS").rsplit("-", 1)[1]
        self.user, self.password, self.binding = user, password.encode(), binding
        self.gs2 = gs2 or (f"p={binding[0]},," if binding else "n,,")
        self.nonce = b64(os.urandom(18))

    def hmac(self, key, text):
        return hmac.digest(key, text, self.digest)

    @property
    def bare(self):
        return f"n={self.user},r={self.nonce}"

    def first(self):
        return self.gs2 + self.bare

    def final(self, server_first, nonce=None):
        """The proof for this challenge; another nonce than the challenge's if told so."""
        parts = dict(part.split("=", 1) for part in server_first.split(","))
        salted = hashlib.pbkdf2_hmac(self.digest, self.password, base64.b64decode(parts["s"]), int(parts["i"]))
        bound = b64(self.gs2.encode() + (self.binding[1] if self.binding else b""))
        unsigned = f"c={bound},r={nonce or parts['r']}"
        text = ",".join((self.bare, server_first, unsigned)).encode()
        client_key = self.hmac(salted, b"Client Key")
        proof = xor(client_key, self.hmac(hashlib.new(self.digest, client_key).digest(), text))
        self.verifier = "v=" + b64(self.hmac(self.hmac(salted, b"Server Key"), text))
        return unsigned + ",p=" + b64(proof)


def connect(one, **context):
    """A talk that has said EHLO, in TLS if the errand wants it; and the server's certificate in DER, if so."""
    client = talk(one.port, banner=one.tls != IMPLICIT)
    if one.tls == PLAIN:
        client.ask("EHLO client.example.org", 250)
        return client
    if one.tls == STARTTLS:
        client.ask("EHLO client.example.org", 250)
        client.ask("STARTTLS", 220)
    trusting = ssl.create_default_context(cafile=one.authority)
    for name, value in context.items():
        setattr(trusting, name, value)
    if one.has_certificate:
        trusting.load_cert_chain(one.file("client.pem"), one.file("client.key"))
    client.socket = trusting.wrap_socket(client.socket, server_hostname=one.host)
    if one.tls == IMPLICIT:
        client.expect(220)
    client.ask("EHLO client.example.org", 250)
    return client


def end_point(client):
    """tls-server-end-point: the certificate's digest (RFC 5929 section 4); ours are signed with SHA-256."""
    return "tls-server-end-point", hashlib.sha256(client.socket.getpeercert(True)).digest()


def challenge_of(client, line):
    """The decoded challenge that answers this line; none if the server ended the exchange."""
    client.send(line + "\r\n")
    (reply,) = client.reply()
    return base64.b64decode(reply[4:]).decode() if reply.startswith("334") else None


def log_in(client, mechanism, user, password, binding=None, gs2=None):
    """Whether the server accepted, and proved itself too."""
    side = scram(mechanism, user, password, binding, gs2)
    server_first = challenge_of(client, f"AUTH {mechanism} {b64(side.first())}")
    verifier = server_first and challenge_of(client, b64(side.final(server_first)))
    if not verifier:
        return False
    if verifier != side.verifier:
        raise AssertionError(f"{verifier} is not {side.verifier}")
    client.ask("", 235)
    return True


def send(one):
    """One mail after SCRAM, as a client of the matrix."""
    with connect(one) as client:
        binding = end_point(client) if one.mechanism.endswith("-PLUS") else None
        if not log_in(client, one.mechanism, one.user, one.password, binding):
            return 1, "not logged in"
        with open(one.message, "rb") as message:
            text = message.read().replace(b"\r\n.", b"\r\n..")
        client.send_mail(text, SENDER, (one.recipient,), greet=False)
    return 0, ""
