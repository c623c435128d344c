"""Sends the mails in a file of JSON with Python's legacy MIME classes; arguments: the file, the port."""
import json
import pathlib
import smtplib
import sys
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr, formatdate, make_msgid

from python_fields import add_fields


def mailboxes(told):
    return ", ".join(formataddr((one["name"], one["address"])) for one in told)


def around(subtype, parts):
    if len(parts) == 1:
        return parts[0]
    whole = MIMEMultipart(subtype)
    for one in parts:
        whole.attach(one)
    return whole


def attached(told):
    content = pathlib.Path(told["path"]).read_bytes()
    kind, subtype = told["type"].split("/")
    part = (MIMEImage if kind == "image" else MIMEApplication)(content, subtype)
    part.add_header("Content-Disposition", "inline" if told["content_id"] else "attachment", filename=told["name"])
    if told["content_id"]:
        part["Content-ID"] = f"<{told['content_id']}>"
    return part


def content(told):
    texts = [MIMEText(told["text"], "plain", "utf-8")] if told["text"] else []
    if told["html"]:
        texts.append(around("related", [MIMEText(told["html"], "html", "utf-8"), *map(attached, told["inline"])]))
    if told["calendar"]:
        texts.append(MIMEText(told["calendar"], "calendar", "utf-8"))
        texts[-1].set_param("method", "REQUEST")
    return around("mixed", [around("alternative", texts), *map(attached, told["attachments"])])


def message(told):
    mail = content(told)
    mail["Subject"] = Header(told["subject"], "utf-8")
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain="example.test")
    mail["From"] = mailboxes([told["from"]])
    for field in ("To", "Cc", "Reply-To"):
        people = told[field.lower().replace("-", "_")]
        if people:
            mail[field] = mailboxes(people)
    add_fields(mail, told)
    return mail


with smtplib.SMTP("127.0.0.1", int(sys.argv[2]), local_hostname="client.example.org") as connection:
    for mail in json.loads(pathlib.Path(sys.argv[1]).read_text()):
        connection.send_message(message(mail))
