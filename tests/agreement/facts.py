"""What is compared of a message: its fields, in one form for all who read it. In that form

* mailboxes are [name or None, address, name of the group or None], in order, of all fields of that name;
* a date is RFC 3339 in UTC; a message id has its angle brackets;
* text and html have LF, and do not end in it;
* parts are a list each of type, file name, charset, content (size and sha256, decoded) and content id, in the order in which they
  begin, those of messages inside as well. A content that a library cannot give is UNKNOWN, and compared with nothing.
"""
import hashlib

FIELDS = ("subject", "from", "to", "cc", "date", "message_id", "text", "html", "types", "filenames", "charsets", "contents",
          "content_ids")

UNKNOWN = "unknown"


def body(text):
    return None if text is None else text.replace("\r\n", "\n").rstrip("\n")


def charset(name):
    return name.lower() if name else None


def same(ours, theirs):
    """Whether two values of a field agree."""
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return all(one == other or other == UNKNOWN for one, other in zip(ours, theirs))
    return ours == theirs


def measured(content):
    return f"{len(content)} {hashlib.sha256(content).hexdigest()[:16]}"


def with_parts(facts, parts):
    """`parts` are dictionaries with the keys below, None where a part has nothing of the kind."""
    for field in ("type", "filename", "charset", "content", "content_id"):
        facts[field + "s"] = [one.get(field) for one in parts]
    return facts
