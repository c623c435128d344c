"""Sends the mails in a file of JSON with Python's EmailMessage; arguments: the file, the port."""
import json
import pathlib
import smtplib
import sys
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from python_fields import add_fields


def mailboxes(told):
    return [Address(one["name"] or "", addr_spec=one["address"]) for one in told]


def attach(part, told, add, **more):
    kind, subtype = told["type"].split("/")
    getattr(part, add)(pathlib.Path(told["path"]).read_bytes(), kind, subtype, filename=told["name"], **more)


def message(told):
    mail = EmailMessage()
    mail["Subject"] = told["subject"]
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain="example.test")
    for field in ("From", "To", "Cc", "Reply-To"):
        people = told[field.lower().replace("-", "_")]
        if people:
            mail[field] = mailboxes([people] if field == "From" else people)
    add_fields(mail, told)
    if told["text"]:
        mail.set_content(told["text"])
    if told["html"]:
        (mail.add_alternative if told["text"] else mail.set_content)(told["html"], subtype="html")
    readable = mail.get_payload()[1] if mail.is_multipart() else mail
    for one in told["inline"]:
        attach(readable, one, "add_related", disposition="inline", cid=f"<{one['content_id']}>")
    for one in told["attachments"]:
        attach(mail, one, "add_attachment")
    if told["calendar"]:
        mail.add_alternative(told["calendar"], subtype="calendar", params={"method": "REQUEST"})
    return mail


with smtplib.SMTP("127.0.0.1", int(sys.argv[2]), local_hostname="client.example.org") as connection:
    for mail in json.loads(pathlib.Path(sys.argv[1]).read_text()):
        connection.send_message(message(mail))
