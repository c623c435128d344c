"""A message as the API shows it."""
from facts import body, charset, with_parts


def facts(mock, number):
    message = mock.get(f"/v1/messages/m{number}")
    boxes = message["mailboxes"]
    found = {field: [[one["name"], one["address"], one.get("group")] for one in boxes[field]] for field in ("from", "to", "cc")}
    found |= {field: message[field] for field in ("subject", "date", "message_id")}
    found |= {field: body(message[field]) for field in ("text", "html")}
    return with_parts(found, [
        {"type": one["content_type"], "filename": one["filename"], "charset": charset(one["charset"]),
         "content": None if one["sha256"] is None else f"{one['size']} {one['sha256'][:16]}", "content_id": one["content_id"]}
        for one in mock.get(f"/v1/messages/m{number}/parts")["parts"]])
