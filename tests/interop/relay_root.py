"""A small root directory in which unpacked Exim and Postfix find the users and libraries they insist on.

They are never installed: their packages conflict and would start daemons. Changing the root directory needs root.
"""
import os
import re
import shutil
import subprocess

from mock import KEPT, WORK

ROOT = WORK / "relay-root"
USERS = """\
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/:/bin/false
nobody:x:65534:65534:nobody:/:/bin/false
postfix:x:201:201::/var/spool/postfix:/bin/false
Debian-exim:x:202:202::/var/spool/exim4:/bin/false
"""
GROUPS = """\
root:x:0:
daemon:x:1:
mail:x:8:
nogroup:x:65534:
postfix:x:201:
postdrop:x:203:
Debian-exim:x:202:
"""


def as_root(*command, **how):
    prefix = [] if os.getuid() == 0 else ["sudo", "-n"]
    return subprocess.run([*prefix, *map(str, command)], capture_output=True, text=True, check=False, **how)


def libraries_of(program):
    """Every shared library the program is started with, as full paths here."""
    environment = os.environ | {"LD_LIBRARY_PATH": str(KEPT / "unpacked/usr/lib/postfix")}
    listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=False, env=environment).stdout
    missing = re.findall(r"(\S+) => not found", listed)
    if missing:
        raise RuntimeError(f"{program} needs {missing}")
    return re.findall(r"(/\S+\.so\S*)", listed)


def make():
    """The directory, made once in a run: the unpacked packages, their libraries, users, and nothing else."""
    if (ROOT / "made").exists():
        return
    shutil.copytree(KEPT / "unpacked", ROOT, symlinks=True, ignore=shutil.ignore_patterns(".packages", "doc", "man"))
    programs = [ROOT / "usr/sbin/exim4", *(ROOT / "usr/lib/postfix/sbin").glob("*"),
                *(ROOT / "usr/sbin").glob("post*"), *ROOT.glob("usr/lib/*/sasl2/*.so"), ROOT / "usr/sbin/sendmail", ROOT / "usr/sbin/smtp-source"]
    binaries = [one for one in programs if one.is_file() and one.read_bytes()[:4] == b"\x7fELF"]
    for library in {library for program in binaries for library in libraries_of(program)}:
        target = ROOT / library.lstrip("/")
        if not library.startswith(str(KEPT)) and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library, target)
    for folder in ("dev", "tmp", "etc", "var/log", "var/spool/exim4", "var/lib/postfix", "etc/postfix", "root"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
    write("etc/passwd", USERS)
    write("etc/group", GROUPS)
    write("etc/hosts", "127.0.0.1 localhost client.example.org\n")
    write("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\nservices: files\n")
    write("etc/services", "smtp 25/tcp\n")
    write("etc/resolv.conf", "")
    for name, minor in (("null", 3), ("urandom", 9)):
        if as_root("mknod", "-m", "666", ROOT / "dev" / name, "c", "1", str(minor)).returncode:
            raise RuntimeError("no device files can be made here (CAP_MKNOD), which the relaying servers need")
    (ROOT / "tmp").chmod(0o1777)
    (ROOT / "var/log").chmod(0o777)
    for folder, owner in (("var/spool/exim4", "202:202"), ("var/log", "0:0"), ("var/lib/postfix", "201:201")):
        as_root("chown", "-R", owner, ROOT / folder)
    (ROOT / "made").touch()


def write(path, text):
    (ROOT / path).write_text(text)


def remove():
    """What is in it belongs to many; whoever empties the work folder later could not."""
    as_root("rm", "-rf", ROOT)


def run(*command, **how):
    """Runs a program in there."""
    return as_root("env", "-i", "LD_LIBRARY_PATH=/usr/lib/postfix", "PATH=/usr/sbin:/usr/lib/postfix/sbin",
                   "chroot", ROOT, *command, **how)


def log_of(path):
    return as_root("cat", ROOT / path).stdout
