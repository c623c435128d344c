"""A shop that welcomes its customers by mail: POST /customers with an address, and a mail leaves in the background."""
import http.server
import os
import smtplib
import ssl
import threading
import time
import urllib.request
from email.message import EmailMessage

TRIES = 3
PAUSE = 0.2  # seconds; a real shop waits minutes


def welcome(address):
    mail = EmailMessage()
    mail["From"] = "Shop <shop@shop.test>"
    mail["To"] = address
    mail["Subject"] = "Welcome to the shop"
    mail.set_content(f"Grüß Gott!\n\nPlease confirm: https://shop.test/confirm/{len(address)}\n")
    return mail


def send(mail):
    # As in production: the certificate is checked, and the log-in is real. Only the authority is the mock's own.
    with urllib.request.urlopen(os.environ["SMTP_AUTHORITY"]) as authority:
        trusted = ssl.create_default_context(cadata=authority.read().decode())
    with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"])) as server:
        server.starttls(context=trusted)
        server.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        server.send_message(mail)


def deliver(mail):
    """What the server refuses for now (4xx) is tried again; what it refuses for good is given up."""
    for tried in range(1, TRIES + 1):
        try:
            return send(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            if tried == TRIES or any(code >= 500 for code, _ in refused.recipients.values()):
                raise
        time.sleep(PAUSE)


class page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200)

    def do_POST(self):
        address = self.rfile.read(int(self.headers["Content-Length"])).decode()
        threading.Thread(target=deliver, args=[welcome(address)]).start()
        self.answer(202)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("", 8080), page).serve_forever()
