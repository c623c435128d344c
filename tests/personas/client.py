"""A client that sends what a recording says, answers challenges as its user would, and hears what there is to hear."""
import base64
import hashlib
import hmac
import re
import select
import socket
import ssl
import time

PATIENCE = 1.5   # for lines that the real server said
AT_THE_END = 0.1  # for lines that come when all has been said
BRIEFLY = 0.002  # for lines that it did not

# Addresses of the recording, and those that stand for them.
CLIENT, HERE = "198.51.100.7", "127.0.0.2"
SERVER, THERE = "192.0.2.25", "127.0.0.1"
USER, PASSWORD, WRONG = "test", "secret", "wrong"
NONCE = "fyko+d2lbbFgONRv9qkxdawL"


class client:
    def __init__(self, port):
        self.socket = socket.create_connection((THERE, port), timeout=10, source_address=(HERE, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard, self.closed = b"", False

    def start_tls(self):
        if self.closed:
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.socket = context.wrap_socket(self.socket)

    def send(self, octets, bytewise=False):
        octets = octets.replace(SERVER.encode(), THERE.encode())
        try:
            for piece in ([bytes([one]) for one in octets] if bytewise else [octets]):
                self.socket.sendall(piece)
        except OSError:
            self.closed = True

    def fill(self, patience):
        """Reads what comes within that time; false where nothing does."""
        pending = isinstance(self.socket, ssl.SSLSocket) and self.socket.pending()
        if not pending and not select.select([self.socket], [], [], patience)[0]:
            return False
        try:
            piece = self.socket.recv(1 << 16)
        except OSError:
            piece = b""
        self.heard += piece
        self.closed = self.closed or not piece
        return bool(piece)

    def hear(self, expected, closes, patience=PATIENCE):
        """The lines said, as many as there are; those expected are waited for."""
        deadline = time.monotonic() + patience
        while not self.closed:
            enough = self.heard.count(b"\n") >= expected and not closes
            left = BRIEFLY if enough else deadline - time.monotonic()
            if left <= 0 or not self.fill(left):
                break
        lines = self.heard.decode("latin-1").split("\r\n")
        self.heard = b""
        if lines[-1] == "":
            lines.pop()
        return [line.replace(HERE, CLIENT).replace(THERE, SERVER) for line in lines]

    def close(self):
        self.socket.close()


def decoded(line):
    return base64.b64decode(line[4:])


def encoded(octets):
    return base64.b64encode(octets)


def cram_md5(challenge, password):
    proof = hmac.new(password.encode(), challenge, "md5").hexdigest()
    return encoded(f"{USER} {proof}".encode())


def digest_md5(challenge, password):
    offered = dict(re.findall(r'(\w+)="?([^",]*)"?', challenge.decode()))
    realm, nonce = offered.get("realm", ""), offered["nonce"]
    uri, cnonce, count = "smtp/mx.example.test", "OA6MHXh6VqTrRk", "00000001"
    md5 = lambda octets: hashlib.md5(octets)
    secret = md5(f"{USER}:{realm}:{password}".encode()).digest()
    first = md5(secret + f":{nonce}:{cnonce}".encode()).hexdigest()
    second = md5(f"AUTHENTICATE:{uri}".encode()).hexdigest()
    proof = md5(f"{first}:{nonce}:{count}:{cnonce}:auth:{second}".encode()).hexdigest()
    realm_part = f'realm="{realm}",' if "realm" in offered else ""
    return encoded((f'charset=utf-8,username="{USER}",{realm_part}nonce="{nonce}",nc={count},cnonce="{cnonce}",'
                    f'digest-uri="{uri}",response={proof},qop=auth').encode())


def scram(challenge, password, mechanism):
    name = mechanism.replace("SCRAM-", "").replace("-PLUS", "").replace("-", "").lower()
    parts = dict(piece.split("=", 1) for piece in challenge.decode().split(","))
    salted = hashlib.pbkdf2_hmac(name, password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
    key = hmac.new(salted, b"Client Key", name).digest()
    bare, final = f"n={USER},r={NONCE}", f"c=biws,r={parts['r']}"
    signed = hmac.new(hashlib.new(name, key).digest(), f"{bare},{challenge.decode()},{final}".encode(), name).digest()
    proof = bytes(a ^ b for a, b in zip(key, signed))
    return encoded(final.encode() + b",p=" + encoded(proof))


def response(mechanism, challenge, succeeds):
    """What stands for `{response}`, or for one that was right only for the recorded challenge."""
    password = PASSWORD if succeeds else WRONG
    if mechanism == "CRAM-MD5":
        return cram_md5(challenge, password)
    if mechanism == "DIGEST-MD5":
        return digest_md5(challenge, password)
    return scram(challenge, password, mechanism)
