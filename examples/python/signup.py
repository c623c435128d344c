"""The application: it welcomes a new customer by mail."""
import smtplib
import ssl
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage

ATTEMPTS = 3
PAUSE = 0.1  # seconds; a real queue waits for minutes

_background = ThreadPoolExecutor(thread_name_prefix="mail")


@dataclass(frozen=True)
class MailSettings:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    authority: str | None = field(default=None, repr=False)  # signs the server's certificate, PEM; None: the system's


def send_welcome(settings: MailSettings, address: str) -> None:
    """Sends it, and tries again when the server says that it may be otherwise later."""
    mail = EmailMessage()
    mail["From"] = "shop@example.test"
    mail["To"] = address
    mail["Subject"] = "Welcome"
    mail["X-Campaign"] = "signup"
    mail.set_content("Grüß Gott!\n\nYour code is 482913.\n")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _send(settings, mail)
        except smtplib.SMTPException as refusal:
            if attempt == ATTEMPTS or not _is_temporary(refusal):
                raise
        time.sleep(PAUSE)


def send_welcome_later(settings: MailSettings, address: str) -> Future:
    """The same in the background; the result is there once the mail is sent, or given up."""
    return _background.submit(send_welcome, settings, address)


def _send(settings, mail):
    with smtplib.SMTP(settings.host, settings.port, timeout=30) as server:
        server.starttls(context=ssl.create_default_context(cadata=settings.authority))
        server.login(settings.user, settings.password)
        server.send_message(mail)


def _is_temporary(refusal):
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in refusal.recipients.values())
    return isinstance(refusal, smtplib.SMTPResponseException) and 400 <= refusal.smtp_code < 500
