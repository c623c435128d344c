"""The tables beside this file, read: columns stand between bars, # begins a comment."""
import dataclasses
import fnmatch
import pathlib

WHO = ("ours", "theirs", "either", "ours is wrong")


def rows(name, columns):
    for number, line in enumerate((pathlib.Path(__file__).parent / name).read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            found = [column.strip() for column in line.split("|")]
            assert len(found) == columns and all(found), f"{name}:{number}: {columns} columns are needed"
            yield number, found


@dataclasses.dataclass
class explanation:
    """A row of differences.txt; it is needed for all that it names."""

    number: int
    patterns: list
    fields: list
    libraries: list
    who: str
    used: set

    def explains(self, message, field, library):
        matching = [one for one in self.patterns if fnmatch.fnmatchcase(message, one)]
        if not matching or field not in self.fields or library not in self.libraries:
            return False
        self.used |= {*matching, field, library}
        return True

    def unused(self):
        return [one for one in self.patterns + self.fields + self.libraries if one not in self.used]


def explanations():
    found = []
    for number, (patterns, fields, libraries, who, _, _) in rows("differences.txt", 6):
        assert who in WHO, f"differences.txt:{number}: {who}"
        found.append(explanation(number, patterns.split(), fields.split(), libraries.split(), who, set()))
    return found


def malformed():
    """Messages that are not well-formed, which Python does not notice."""
    return {message for _, (message, _, _) in rows("malformed.txt", 3)}
