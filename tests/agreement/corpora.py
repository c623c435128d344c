"""The messages that are compared: our own, composed ones, and what Debian's packages have among their tests."""
import os
import pathlib
import re

from compose import composed

HERE = pathlib.Path(__file__).parent
# Unpacked by ./run, never copied into the tree.
DEBIAN = pathlib.Path(os.environ["KEPT"]) / "corpora"
PYTHON = "usr/lib/python3/dist-packages"
FOLDERS = {
    "fixtures": (HERE.parent / "unit/mail/fixtures", "*.eml"),
    "python": (DEBIAN / "usr/lib/python3.11/test/test_email/data", "msg_*.txt"),
    "enmime": (DEBIAN / "usr/share/gocode/src/github.com/jhillyerd/enmime/testdata", "*/*.raw"),
    "bounce": (DEBIAN / PYTHON / "flufl/bounce/tests/data", "*.txt"),
    "hyperkitty": (DEBIAN / PYTHON / "hyperkitty/tests/testdata", "*.txt"),
    "mailman": (DEBIAN / PYTHON / "mailman", "**/tests/**/*.eml"),
    "dkim": (DEBIAN / PYTHON / "dkim/tests/data", "*m*s*g*"),
    "spamassassin": (DEBIAN / "usr/share/doc/spamassassin/examples", "sample-*.txt"),
}
COMPOSED = 200


def as_sent(octets):
    """Every line ended with CRLF; a line that a mailbox file has in front of a message is none of it."""
    if octets.startswith(b"From "):
        octets = octets.partition(b"\n")[2]
    octets = re.sub(b"\r\n|\n", b"\r\n", octets)
    return octets if octets.endswith(b"\r\n") else octets + b"\r\n"


def messages():
    """By name: the corpus, a slash, the file."""
    found = {}
    for corpus, (folder, pattern) in FOLDERS.items():
        files = sorted(folder.glob(pattern))
        if not files:
            raise FileNotFoundError(f"{corpus}: nothing in {folder}")
        found |= {f"{corpus}/{one.relative_to(folder)}": one.read_bytes() for one in files if one.is_file()}
    return {name: as_sent(octets) for name, octets in (found | composed(COMPOSED)).items()}
