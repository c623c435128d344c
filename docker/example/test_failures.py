"""How the shop copes with a mail server's bad day, which compose.failures.yaml writes down."""
import unittest

from calls import customer, expect


class a_bad_day(unittest.TestCase):
    def test_a_mail_that_is_put_off_is_sent_again(self):
        customer("bob@example.test")
        expect("/v1/message", to="bob@example.test")
        expect("/v1/transactions", refused="bob@example.test", count="1")
        self.assertEqual(expect("/v1/rules/greylist")["hits"], 1)

    def test_a_customer_who_does_not_exist_is_not_asked_again(self):
        customer("dave@example.test")
        expect("/v1/transactions", refused="dave@example.test", count="1", wait="5s")
        expect("/v1/transactions", refused="dave@example.test", count="1", settle="1s")  # longer than the shop's pause
        expect("/v1/messages", to="dave@example.test", count="0", settle="idle")


if __name__ == "__main__":
    unittest.main(verbosity=2)
