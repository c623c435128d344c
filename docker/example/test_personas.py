"""One refusal in the words of five servers; compose.personas.yaml gives each a port of the mock."""
import os
import smtplib
import unittest

from calls import expect

# What the banner says of each, and how it says that there is no such user.
SERVERS = {2501: ("ESMTP Postfix", "User unknown in local recipient table"),
           2502: ("ESMTP Exim", "Unrouteable address"),
           2503: ("ESMTP Sendmail", "User unknown"),
           2504: ("Microsoft ESMTP MAIL Service", "RESOLVER.ADR.RecipientNotFound"),
           2505: ("ESMTP OpenSMTPD", "Invalid recipient")}


class five_servers(unittest.TestCase):
    def test_each_port_greets_as_another_server(self):
        for port, (name, _) in SERVERS.items():
            client = smtplib.SMTP()
            code, banner = client.connect(os.environ["SMTP_HOST"], port)
            client.quit()
            self.assertEqual(code, 220)
            self.assertIn(name, banner.decode())

    def test_each_refuses_in_words_of_its_own(self):
        for port, (_, words) in SERVERS.items():
            with smtplib.SMTP(os.environ["SMTP_HOST"], port, local_hostname="shop.example.test") as client:
                refused = client.sendmail("app@example.test", ["bob@example.test", "dave@example.test"], "Subject: Hello\r\n\r\nHello.\r\n")
            self.assertEqual(list(refused), ["dave@example.test"])
            self.assertIn(words, refused["dave@example.test"][1].decode())
        expect("/v1/messages", to="bob@example.test", count=str(len(SERVERS)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
