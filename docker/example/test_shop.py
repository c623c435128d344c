"""Asserts on the mail the shop sends, over the mock's HTTP API; the mock waits, the tests never sleep."""
import unittest

from calls import customer, expect


class new_customers(unittest.TestCase):
    def test_a_new_customer_is_welcomed_once(self):
        self.assertEqual(customer("bob@example.test"), 202)
        mail = expect("/v1/message", to="bob@example.test", must__subject="Welcome to the shop")
        self.assertEqual(mail["from"], "shop@shop.test")
        self.assertIn("Grüß Gott!", mail["text"])
        self.assertIn("https://shop.test/confirm/16", mail["text"])

    def test_the_mail_travels_encrypted_and_authenticated(self):
        customer("carol@example.test")
        mail = expect("/v1/message", to="carol@example.test", must__tls_mode="starttls", must__user="shop")
        self.assertEqual(mail["auth"]["user"], "shop")

    def test_nobody_else_gets_mail(self):
        customer("dave@example.test")
        expect("/v1/message", to="dave@example.test")
        expect("/v1/messages", to__suffix="@shop.test", count="0", settle="200ms")


if __name__ == "__main__":
    unittest.main(verbosity=2)
