"""Reads recordings: text files of lines `TAG text`, made from what real servers answered.

=N text   a line of reply number N, which stands in the script as `R N`
# name | title   a script begins
> profile   a connection to the server in this configuration
C text    the client sends a line and CRLF; `c text` exactly these octets, `b text` a line octet by octet
S text    the server answers this line
n N       the last command again, so many times; the answers were not kept
T         a TLS handshake has been made
X         the server has hung up; `E ...`: it was waited for in vain, or the client hung up

\\r \\n \\t \\\\ and \\xNN stand for octets, \\*40*x for forty of the same; {queue_id} and the like for what changes.
"""
import re
from dataclasses import dataclass, field


@dataclass
class turn:
    """What the client does, and everything the server says to it."""
    what: str = ""  # connect, send, tls, repeat
    octets: bytes = b""
    bytewise: bool = False
    count: int = 0
    replies: list = field(default_factory=list)
    closed: bool = False


@dataclass
class session:
    profile: str
    turns: list = field(default_factory=list)


@dataclass
class script:
    name: str
    title: str
    sessions: list = field(default_factory=list)


ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "\\": "\\"}


def unescaped(text):
    def octets(found):
        if found["many"]:
            return found["one"] * int(found["many"])
        return chr(int(found["hex"], 16)) if found["hex"] else ESCAPES[found["plain"]]
    return re.sub(r"\\(?:\*(?P<many>\d+)\*(?P<one>.)|x(?P<hex>..)|(?P<plain>[rnt\\]))", octets, text)


def read(path):
    """The scripts of one file."""
    blocks, scripts = {}, []
    now = None
    for line in path.read_text().splitlines():
        tag, _, text = line.partition(" ")
        if tag.startswith("="):
            blocks.setdefault(tag[1:], []).append(unescaped(text))
        elif tag == "#":
            name, _, title = text.partition(" | ")
            scripts.append(script(name, title))
        elif tag == ">":
            now = turn("connect")
            scripts[-1].sessions.append(session(text, [now]))
        elif tag in "Ccb":
            octets = unescaped(text).encode("latin-1") + (b"" if tag == "c" else b"\r\n")
            now = turn("send", octets, tag == "b")
            scripts[-1].sessions[-1].turns.append(now)
        elif tag == "n":
            now = turn("repeat", count=int(text))
            scripts[-1].sessions[-1].turns.append(now)
        elif tag == "T":
            now = turn("tls")
            scripts[-1].sessions[-1].turns.append(now)
        elif tag == "S":
            now.replies.append(unescaped(text))
        elif tag == "R":
            now.replies.extend(blocks[text])
        elif tag == "X":
            now.closed = True
    return scripts
