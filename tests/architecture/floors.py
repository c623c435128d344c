"""Reads floors.txt: the floors, the libraries' floors, hidden inputs and their exceptions."""
import re
from dataclasses import dataclass, field


@dataclass
class Floors:
    floors: dict = field(default_factory=dict)      # folder -> its number
    libraries: dict = field(default_factory=dict)   # folder -> names of libraries it may use
    prefixes: dict = field(default_factory=dict)    # prefix of an include -> library
    hidden: dict = field(default_factory=dict)      # name -> compiled pattern
    exceptions: list = field(default_factory=list)  # (name of the hidden input, path prefix)
    replies: list = field(default_factory=list)     # path prefixes
    top_level: set = field(default_factory=set)

    def folder_of(self, path):
        """The floor's folder a file stands in, or None."""
        folder = path.rpartition("/")[0]
        if folder.split("/")[0] in ("tests", "examples"):
            return folder.split("/")[0]
        return folder if folder in self.floors else None

    def library_of(self, include):
        """The library of an angled include; "" is the standard one, None is unknown."""
        best = max((p for p in self.prefixes if matches(include, p)), key=len, default=None)
        if best is not None:
            return self.prefixes[best]
        return None if re.search(r"[./]", include) else ""


def matches(include, prefix):
    """Whole names only, so that `regex` is not `regex_tools` and `format` is not `formatter`."""
    return include == prefix or (prefix.endswith("/") and include.startswith(prefix)) or \
        include.startswith((prefix + "/", prefix + "."))


def read(path):
    result, section = Floors(), ""
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            continue
        words = line.split()
        if section == "floors":
            result.floors[words[0]], result.libraries[words[0]] = int(words[1]), set(words[2:])
        elif section == "libraries":
            result.prefixes.update({prefix: words[0] for prefix in words[1:]})
        elif section == "hidden inputs":
            result.hidden[words[0]] = re.compile(line.split(None, 1)[1])
        elif section == "exceptions":
            if len(words) < 4:
                raise SystemExit(f"{path}: an exception needs a reason: {line}")
            result.exceptions.append((words[0], words[1]))
        elif section == "replies":
            result.replies.append(words[0])
        elif section == "top level":
            result.top_level |= set(words)
        else:
            raise SystemExit(f"{path}: unknown section: {section}")
    return result
