"""The matrix as data: cells.txt, and the table the README shows of it."""
import dataclasses
import fnmatch
import itertools
import pathlib

from errand import IMPLICIT, PLAIN, STARTTLS

TABLE = pathlib.Path(__file__).parent / "cells.txt"
CONNECTIONS = {"p": PLAIN, "s": STARTTLS, "t": IMPLICIT}
# In the table's order.
MECHANISMS = (
    "PLAIN", "LOGIN", "CRAM-MD5", "CRAM-SHA1", "DIGEST-MD5", "NTLM",
    *(f"SCRAM-SHA-{size}{plus}" for plus in ("", "-PLUS") for size in (1, 224, 256, 384, 512)),
    "GSSAPI", "XOAUTH2", "OAUTHBEARER", "EXTERNAL", "ANONYMOUS")


@dataclasses.dataclass(frozen=True)
class cell:
    """One line of the table."""

    client: str
    mechanism: str
    on: str  # letters of CONNECTIONS; "-" for an empty cell
    initial_response: bool
    how: str
    remark: str

    @property
    def empty(self):
        return self.on == "-"

    @property
    def mark(self):
        return "" if self.empty else self.on + ("+" if self.initial_response else "")


def parse(line, number):
    columns = [part.strip() for part in line.split("|")]
    columns += [""] * (6 - len(columns))
    if len(columns) != 6 or columns[3] not in ("", "IR"):
        raise ValueError(f"{TABLE.name}:{number}: {line}")
    one = cell(columns[0], columns[1], columns[2], columns[3] == "IR", columns[4], columns[5])
    if one.empty and not one.remark or not one.empty and not one.how:
        raise ValueError(f"{TABLE.name}:{number}: an empty cell needs a reason, any other a how")
    return one


def read():
    """Every cell of the matrix, by client and mechanism; one that no line speaks of is missing."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    listed = [parse(line, number) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    found = {}
    for one, mechanism in itertools.product(listed, MECHANISMS):
        if fnmatch.fnmatchcase(mechanism, one.mechanism):
            if not one.empty and (one.client, mechanism) in found:
                raise ValueError(f"{one.client} and {mechanism} twice")
            found.setdefault((one.client, mechanism), dataclasses.replace(one, mechanism=mechanism))
    return found


def filled():
    """The cells in which there is something to run."""
    return [one for one in read().values() if not one.empty]


def clients():
    return list(dict.fromkeys(client for client, _ in read()))


def markdown():
    """The README's table: one row a mechanism family, so that it fits a page."""
    found = read()
    used = [one for one in MECHANISMS if any(not found[client, one].empty for client in clients())]
    rows = [["client", *used], ["---"] * (len(used) + 1)]
    rows += [[client, *(found[client, one].mark for one in used)] for client in clients()]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)
