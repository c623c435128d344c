"""A message as Python's email package reads it, with the policy its documentation recommends."""
import datetime
import email
import email.errors
import email.policy

from facts import UNKNOWN, body, charset, measured, with_parts


def mailboxes(message, name):
    return [[one.display_name or None, one.addr_spec, group.display_name or None]
            for field in message.get_all(name, []) for group in field.groups for one in group.addresses]


def answer(ask, *arguments):
    """Of some fields it can only say that it cannot read them."""
    try:
        return ask(*arguments)
    except (ValueError, TypeError, AttributeError, LookupError, IndexError) as failure:
        return f"{type(failure).__name__}: {failure}"


def walk(part):
    """Every part in the order it begins."""
    yield part
    # It makes messages of the fields in message/delivery-status and the like too.
    if part.is_multipart() and (part.get_content_maintype() == "multipart" or part.get_content_type() == "message/rfc822"):
        for one in part.get_payload():
            yield from walk(one)


def described(part):
    if not part.is_multipart():
        content = measured(part.get_payload(decode=True))
    else:
        content = None if part.get_content_maintype() == "multipart" else UNKNOWN  # it keeps what it made of a message
    identity = part["content-id"]
    return {"type": part.get_content_type(), "filename": part.get_filename(),
            "charset": charset(part.get_content_charset()),
            "content": content,
            "content_id": str(identity).strip().strip("<>") if identity else None}


def line(message, name):
    return None if message[name] is None else str(message[name]).strip()


def date(message):
    when = message["date"] and message["date"].datetime
    return when and when.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(message, subtype):
    part = message.get_body((subtype,))
    return None if part is None else body(part.get_content(errors="replace"))


def facts(octets):
    message = email.message_from_bytes(octets, policy=email.policy.default)
    found = {field: answer(mailboxes, message, field) for field in ("from", "to", "cc")}
    found |= {field.replace("-", "_"): answer(line, message, field) for field in ("subject", "message-id")}
    found |= {"date": answer(date, message), "text": answer(text, message, "plain"), "html": answer(text, message, "html")}
    return with_parts(found, [described(one) for one in walk(message)])


def defects(octets):
    """What Python finds wrong with a message, in its header fields and parts; by that it is not well-formed."""
    message = email.message_from_bytes(octets, policy=email.policy.default)
    found = []
    for part in message.walk():
        found += part.defects
        for name, value in part.raw_items():
            found += answer(lambda: part.policy.header_fetch_parse(name, value).defects) or []
        names = [name.lower() for name, _ in part.raw_items()]
        found += [f"{name} repeated" for name in ONCE if names.count(name) > 1]
        if not part.is_multipart():
            answer(part.get_payload, None, True)
            found += [one for one in part.defects if one not in found]
    return [str(one) or type(one).__name__ for one in found if not isinstance(one, str) or "repeated" in one]


ONCE = ("from", "to", "cc", "date", "subject", "message-id", "content-type", "content-transfer-encoding", "content-disposition",
        "content-id")
