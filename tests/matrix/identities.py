"""What logs in without a password: a client certificate for EXTERNAL, a ticket for GSSAPI; each made once in a run."""
import atexit
import functools
import pathlib
import subprocess
import tempfile

from mock import WORK
from realm import realm

FILES = ("client.pem", "client.key", "both.pem")
EXTENSIONS = {"server": "subjectAltName=DNS:localhost\n", "client": "extendedKeyUsage=clientAuth\n"}


def openssl(*arguments, **how):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **how)


def new_key(path):
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)


@functools.cache
def folder():
    made = pathlib.Path(tempfile.mkdtemp(prefix="identities-", dir=WORK))
    new_key(made / "ca.key")
    openssl("req", "-x509", "-key", made / "ca.key", "-subj", "/CN=test authority", "-days", "2", "-out", made / "ca.pem")
    for name, subject in (("server", "/CN=localhost"), ("client", "/CN=test")):
        key, request, extensions = (made / f"{name}.{end}" for end in ("key", "csr", "ext"))
        new_key(key)
        extensions.write_text(EXTENSIONS[name])
        openssl("req", "-new", "-key", key, "-subj", subject, "-out", request)
        openssl("x509", "-req", "-in", request, "-CA", made / "ca.pem", "-CAkey", made / "ca.key", "-CAcreateserial",
                "-days", "2", "-extfile", extensions, "-out", made / f"{name}.pem")
    authority = (made / "ca.pem").read_text()
    (made / "chain.pem").write_text((made / "server.pem").read_text() + authority)
    (made / "both.pem").write_text((made / "client.key").read_text() + (made / "client.pem").read_text())
    return made


@functools.cache
def kerberos():
    """A running KDC, which has given `test` a ticket; and the server's keys."""
    made = realm(tempfile.mkdtemp(prefix="realm-", dir=WORK))
    atexit.register(made.stop)
    keytab = made.keytab("smtp.keytab", "smtp/localhost")
    made.log_in()
    return made, keytab


def options(mechanism):
    """What makes the server trust them."""
    if mechanism == "EXTERNAL":  # its own authority is the one it trusts
        return "--tls-cert", str(folder() / "chain.pem"), "--tls-key", str(folder() / "server.key")
    return ("--keytab", str(kerberos()[1])) if mechanism == "GSSAPI" else ()


def environment(mechanism):
    """What the client needs to find them."""
    if mechanism != "GSSAPI":
        return {}
    return {name: value for name, value in kerberos()[0].environment.items() if name.startswith("KRB5")}
