"""A Kerberos realm of our own: a KDC on a free port of the loopback, its principals, keytabs and tickets."""
import contextlib
import os
import pathlib
import socket
import subprocess
import time

from mock import KEPT, PATIENCE

REALM = "EXAMPLE.TEST"
SERVERS = KEPT / "unpacked/usr/sbin"
PLUGINS = next((KEPT / "unpacked/usr/lib").glob("*/krb5/plugins/kdb"), None)


def free_port():
    """A port where nobody listens, for TCP and UDP alike."""
    while True:
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            stream.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):  # somebody has it for datagrams
                datagrams.bind(stream.getsockname())
                return stream.getsockname()[1]


class realm:
    """Starts with the principal `test`, whose password is `secret`; `environment` is what its clients need."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        (self.folder / "krb5.conf").write_text(f"""
[libdefaults]
    default_realm = {REALM}
    dns_lookup_realm = false
    dns_lookup_kdc = false
    dns_canonicalize_hostname = false
    rdns = false
[realms]
    {REALM} = {{
        kdc = 127.0.0.1:{self.port}
    }}
[domain_realm]
    localhost = {REALM}
""")
        (self.folder / "kdc.conf").write_text(f"""
[kdcdefaults]
    kdc_listen = 127.0.0.1:{self.port}
    kdc_tcp_listen = 127.0.0.1:{self.port}
[realms]
    {REALM} = {{
        database_name = {self.folder}/principal
        key_stash_file = {self.folder}/stash
        acl_file = {self.folder}/acl
        max_life = 10h
    }}
[dbmodules]
    db_module_dir = {PLUGINS}
[logging]
    kdc = FILE:{self.folder}/kdc.log
""")
        self.environment = os.environ | {
            "KRB5_CONFIG": f"{self.folder}/krb5.conf", "KRB5_KDC_PROFILE": f"{self.folder}/kdc.conf",
            "KRB5CCNAME": f"FILE:{self.folder}/tickets", "HOME": str(self.folder)}
        self.run(SERVERS / "kdb5_util", "create", "-s", "-r", REALM, "-P", "master")
        self.admin("addprinc -pw secret test")
        self.kdc = subprocess.Popen([SERVERS / "krb5kdc", "-n", "-r", REALM], env=self.environment,
                                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until_it_answers()

    def stop(self):
        self.kdc.terminate()
        self.kdc.wait(PATIENCE)

    def wait_until_it_answers(self):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE).close()
                return
            except ConnectionRefusedError:
                if self.kdc.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "kdc.log").read_text()) from None
                time.sleep(0.01)

    def run(self, *command, **how):
        done = subprocess.run([str(part) for part in command], env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE, check=False, **how)
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def admin(self, query):
        return self.run(SERVERS / "kadmin.local", "-r", REALM, "-q", query)

    def keytab(self, name, *services):
        """A new file with the keys of these services, which become principals."""
        path = self.folder / name
        for service in services:
            self.admin(f"addprinc -randkey {service}")
            self.admin(f"ktadd -k {path} {service}")
        return path

    def log_in(self, name="test", password="secret", *options):
        """A ticket for the user, in the place where `environment` says."""
        self.run("kinit", *options, f"{name}@{REALM}", input=password + "\n")
