"""The three ports of a real mail server; compose.ports.yaml gives them to the mock."""
import os
import smtplib
import ssl
import unittest
import urllib.request

from calls import customer, expect

HOST = os.environ["SMTP_HOST"]


def trusted():
    with urllib.request.urlopen(os.environ["MOCK"] + "/v1/tls/ca.pem") as authority:
        return ssl.create_default_context(cadata=authority.read().decode())


def send(client, to):
    client.sendmail("relay@example.test", [to], "Subject: Hello\r\n\r\nHello.\r\n")


class the_classic_ports(unittest.TestCase):
    def test_25_takes_mail_from_other_servers(self):
        with smtplib.SMTP(HOST, 25) as client:
            send(client, "relayed@example.test")
        self.assertIsNone(expect("/v1/message", to="relayed@example.test")["auth"])

    def test_465_is_tls_from_the_first_octet(self):
        with smtplib.SMTP_SSL(HOST, 465, context=trusted()) as client:
            client.login("shop", "secret")
            send(client, "smtps@example.test")
        expect("/v1/message", to="smtps@example.test", must__tls_mode="implicit", must__user="shop")

    def test_587_is_for_users(self):
        customer("bob@example.test")
        expect("/v1/message", to="bob@example.test", must__listener="submission", must__user="shop")

    def test_587_refuses_who_does_not_log_in(self):
        with smtplib.SMTP(HOST, 587) as client:
            client.starttls(context=trusted())
            with self.assertRaises(smtplib.SMTPSenderRefused) as refused:
                send(client, "nobody@example.test")
        self.assertEqual(refused.exception.smtp_code, 530)


if __name__ == "__main__":
    unittest.main(verbosity=2)
