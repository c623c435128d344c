"""What stands around the README's lines: an application that sends a mail."""
import json
import os
import smtplib
import urllib.request


def sign_up(address, host, port):
    with smtplib.SMTP(host, port) as server:
        server.sendmail("shop@example.test", [address], f"Subject: {os.environ['SUBJECT']}\r\n\r\nhello\r\n")


# README
