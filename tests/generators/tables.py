"""The tables beside this file, read: columns stand between bars, and # begins a comment."""
import pathlib


def rows(name):
    for line in (pathlib.Path(__file__).parent / name).read_text().splitlines():
        line = line.partition(" #")[0] if not line.startswith("#") else ""
        if line.strip():
            yield [column.strip() for column in line.split("|")]


# (generator, mail): why it cannot send that.
CANNOT = {(generator, mail): why for generator, mails, why in rows("cannot.txt") for mail in mails.split()}
# (generator, mail): what it is known to do in a way of its own.
HABITS = {}
for generator, mails, habit, why in rows("habits.txt"):
    assert why, f"{generator} {habit}: why?"
    for mail in mails.split():
        HABITS.setdefault((generator, mail), set()).add(habit)
# (generator, mail): the parts it is made of.
TREES = {(generator, mail): tree for generator, mails, tree in rows("trees.txt") for mail in mails.split()}
# (generator, mail): the codes of its diagnostics, each with the reason why that is right.
JUSTIFIED = {}
for generator, mails, code, why in rows("diagnostics.txt"):
    assert why, f"{generator} {code}: why?"
    for mail in mails.split():
        JUSTIFIED.setdefault((generator, mail), {})[code] = why
