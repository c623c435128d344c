"""What the tests of settings have in common: how clients trust, log in and are refused."""
import base64
import hashlib
import hmac
import os
import socket
import ssl
import subprocess

from mock import BINARY, PATIENCE, mock, mock_test  # noqa: F401  (passed on to the tests)
from talk import b64, talk  # noqa: F401

KINDS = ("starttls", "implicit")


def run(*arguments, **variables):
    """The finished program: exit status, stdout, stderr."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")}
    return subprocess.run([BINARY, *arguments], env=plain | variables, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=PATIENCE, check=False)


def port(mock, name):
    """The port of the listener with this name."""
    return next(one["port"] for one in mock.ready["smtp"] if one["name"] == name)


def trusting(mock, *client_files):
    """A context of Python's ssl that believes in the mock's own authority and in nothing else."""
    context = ssl.create_default_context(cadata=mock.request("GET", "/v1/tls/ca.pem").body.decode())
    if client_files:
        context.load_cert_chain(*client_files)
    return context


def offered(client):
    """The keywords of EHLO, each with its arguments."""
    lines = client.ask("EHLO client.example.org", 250)
    words = [line[4:].split() for line in lines[1:]]
    return {word[0]: word[1:] for word in words}


def secure(port_number, context, name="localhost", kind="starttls"):
    """A client inside TLS whose context decides whether the certificate will do; the caller closes it."""
    client = talk(port_number, banner=kind == "starttls")
    try:
        if kind == "starttls":
            client.ask("EHLO client.example.org", 250)
            client.ask("STARTTLS", 220)
        client.socket = context.wrap_socket(client.socket, server_hostname=name)
        if kind == "implicit":
            client.expect(220)
        return client
    except BaseException:
        client.socket.close()
        raise


def reply_to(client, line):
    """The reply to one line, whatever its code: its last line."""
    client.send(line + "\r\n")
    return client.reply()[-1]


def login(client, name, password, code=235):
    """AUTH PLAIN in one line."""
    return client.ask("AUTH PLAIN " + b64(f"\0{name}\0{password}"), code)


def cram_challenge(client):
    """The octets of the challenge to AUTH CRAM-MD5."""
    (line,) = client.ask("AUTH CRAM-MD5", 334)
    return base64.b64decode(line[4:])


def cram_answer(challenge, name, password):
    return b64(name + " " + hmac.new(password.encode(), challenge, hashlib.md5).hexdigest())


def closed(port_number, address="127.0.0.1"):
    """Whether nobody listens there."""
    try:
        socket.create_connection((address, port_number), timeout=PATIENCE).close()
    except ConnectionRefusedError:
        return True
    return False


def written(folder, name, text):
    """The path of a new file with this text."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path
