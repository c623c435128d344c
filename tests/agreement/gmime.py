"""A message as GMime reads it, through GObject introspection."""
import gi

gi.require_version("GMime", "3.0")
from gi.repository import GMime  # noqa: E402  (the version has to be said first)

from facts import body, charset, measured, with_parts  # noqa: E402

GMime.init()
OPTIONS = GMime.ParserOptions.get_default()
CRLF = GMime.FormatOptions.new()
CRLF.set_newline_format(GMime.NewLineFormat.DOS)


def parse(octets):
    return GMime.Parser.new_with_stream(GMime.StreamMem.new_with_buffer(octets)).construct_message(OPTIONS)


def mailboxes(addresses, group=None):
    """Those of groups as well, which it keeps as lists inside."""
    found = []
    for index in range(addresses.length()):
        one = addresses.get_address(index)
        if isinstance(one, GMime.InternetAddressGroup):
            found += mailboxes(one.get_members(), one.get_name())
        else:
            found.append([one.get_name() or None, one.get_addr(), group])
    return found


def walk(part, within=True):
    """Every part in the order it begins; those of messages inside only if they are asked for."""
    yield part
    if isinstance(part, GMime.Multipart):
        for index in range(part.get_count()):
            yield from walk(part.get_part(index), within)
    elif isinstance(part, GMime.MessagePart) and within and part.get_message():
        yield from walk(part.get_message().get_mime_part())


def written(thing):
    stream = GMime.StreamMem.new()
    thing.write_to_stream(*(() if isinstance(thing, GMime.DataWrapper) else (CRLF,)), stream)
    stream.flush()
    return bytes(stream.get_byte_array())


def described(part):
    kind = part.get_content_type()
    found = {"type": kind.get_mime_type().lower(), "content_id": part.get_content_id()}
    if isinstance(part, GMime.Multipart):
        return found
    disposition = part.get_content_disposition()
    found["filename"] = part.get_filename() if isinstance(part, GMime.Part) else (
        (disposition and disposition.get_parameter("filename")) or kind.get_parameter("name"))
    found["charset"] = charset(kind.get_parameter("charset"))
    content = part.get_content() if isinstance(part, GMime.Part) else part.get_message()
    found["content"] = measured(written(content) if content else b"")
    return found


def text_of(message, subtype):
    """Of the first part of that type which is no attachment (RFC 2183 2.2): it knows no better than one type for all."""
    for part in walk(message.get_mime_part(), within=False):
        disposition = part.get_content_disposition()
        attached = disposition and disposition.is_attachment()
        if isinstance(part, GMime.TextPart) and part.get_content_type().is_type("text", subtype) and not attached:
            return body(part.get_text())
    return None


def facts(octets):
    message = parse(octets)
    date, identity = message.get_date(), message.get_message_id()
    found = {name: mailboxes(addresses) for name, addresses in
             (("from", message.get_from()), ("to", message.get_to()), ("cc", message.get_cc()))}
    found |= {"subject": message.get_subject(), "message_id": identity and f"<{identity}>",
              "date": date and date.to_utc().format("%Y-%m-%dT%H:%M:%SZ"),
              "text": text_of(message, "plain"), "html": text_of(message, "html")}
    return with_parts(found, [described(one) for one in walk(message.get_mime_part())])
