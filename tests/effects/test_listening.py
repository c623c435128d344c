"""Where it listens."""
import socket
import unittest

from world import PATIENCE, closed, mock_test, offered, port, secure, talk, trusting


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


class ports(mock_test):
    def setUp(self):
        pass

    def test_a_fixed_port_is_the_one_that_answers(self):
        for flag in ("--smtp-port", "--smtps-port", "--http-port"):
            number = free_port()
            ports = {"--smtp-port": "0", "--smtps-port": "0", "--http-port": "0"} | {flag: str(number)}
            mock = self.start(ports=[word for pair in ports.items() for word in pair])
            got = {"--smtp-port": mock.smtp, "--smtps-port": mock.smtps, "--http-port": mock.http}
            self.assertEqual(got[flag], number)
            self.assertFalse(closed(number))
            self.assertEqual(mock.get("/v1/state")["sessions"], 0)

    def test_a_fixed_port_can_come_from_the_environment(self):
        number = free_port()
        mock = self.start(ports=(), environment={"MOCKSMTP_SMTP_PORT": str(number), "MOCKSMTP_SMTPS_PORT": "off",
                                                 "MOCKSMTP_HTTP_PORT": "0"})
        self.assertEqual([one["port"] for one in mock.ready["smtp"]], [number])
        with talk(number) as client:
            client.send_mail(b"Subject: here\r\n\r\n")

    def test_a_listener_that_is_off_is_not_there(self):
        for off in ("off", "-1"):
            without_tls = self.start(ports=("--smtp-port", "0", f"--smtps-port={off}", "--http-port", "0"))
            self.assertEqual([one["name"] for one in without_tls.get("/v1/listeners")["listeners"]], ["smtp"])
            without_plain = self.start(ports=(f"--smtp-port={off}", "--smtps-port", "0", "--http-port", "0"))
            self.assertEqual([one["kind"] for one in without_plain.get("/v1/listeners")["listeners"]], ["tls"])


class addresses(mock_test):
    options = ("--bind", "127.0.0.1", "--bind", "::1")

    def test_mail_comes_in_on_each_address_and_the_api_is_on_each(self):
        with talk(port(self.mock, "smtp")) as client:
            client.send_mail(b"Subject: four\r\n\r\n")
        with socket.create_connection(("::1", port(self.mock, "smtp-2")), timeout=PATIENCE) as six:
            six.sendall(b"EHLO client.example.org\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n"
                        b"Subject: six\r\n\r\n.\r\nQUIT\r\n")
            six.makefile("rb").read()
        self.assertEqual([(one["subject"], one["peer"], one["listener"]) for one in self.mock.messages()],
                         [("four", "127.0.0.1", "smtp"), ("six", "::1", "smtp-2")])
        with socket.create_connection(("::1", self.mock.http), timeout=PATIENCE) as api:
            api.sendall(b"GET /v1/state HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            self.assertTrue(api.makefile("rb").readline().startswith(b"HTTP/1.1 200 "))

    def test_without_it_only_127_0_0_1_listens(self):
        mock = self.start()
        for number in (mock.smtp, mock.smtps, mock.http):
            self.assertTrue(closed(number, "::1"))
            self.assertTrue(closed(number, "127.0.0.2"))


class more_listeners(mock_test):
    options = ("--listen", "plain:127.0.0.2:0,name=shop", "--listen", "tls:127.0.0.1:0,name=bank",
               "--listen", "plain:[::1]:0")

    def test_each_is_of_its_kind_and_named_in_what_it_takes_in(self):
        context = trusting(self.mock)
        with socket.create_connection(("127.0.0.2", port(self.mock, "shop")), timeout=PATIENCE) as shop:
            shop.sendall(b"EHLO client.example.org\r\nQUIT\r\n")
            self.assertIn(b"-STARTTLS\r\n", shop.makefile("rb").read())
        with secure(port(self.mock, "bank"), context, kind="implicit") as bank:
            self.assertNotIn("STARTTLS", offered(bank))
            bank.ask("QUIT", 221)
        with socket.create_connection(("::1", port(self.mock, "listen-3")), timeout=PATIENCE) as third:
            third.sendall(b"QUIT\r\n")
            third.makefile("rb").read()
        self.assertEqual([one["listener"] for one in self.mock.sessions()], ["shop", "bank", "listen-3"])
        self.assertEqual([(one["name"], one["kind"], one["address"]) for one in
                          self.mock.get("/v1/listeners")["listeners"]],
                         [("smtp", "plain", "127.0.0.1"), ("smtps", "tls", "127.0.0.1"), ("shop", "plain", "127.0.0.2"),
                          ("bank", "tls", "127.0.0.1"), ("listen-3", "plain", "::1")])


class a_scope_of_its_own(mock_test):
    options = ("--listen", "plain:127.0.0.1:0,name=shop,scope=Shop")

    def test_everything_that_comes_in_there_belongs_to_it(self):
        for where in ("smtp", "shop"):
            with talk(port(self.mock, where)) as client:
                client.send_mail(b"Subject: " + where.encode() + b"\r\n\r\n")
        mine = self.mock.get("/v1/scopes/shop/messages")["messages"]
        self.assertEqual([(one["id"], one["subject"]) for one in mine], [("m1", "shop")])
        self.assertEqual([one["scope"] for one in self.mock.messages()], ["default", "shop"])
        self.assertEqual(self.mock.get("/v1/scopes/shop")["listeners"][0]["name"], "shop")


if __name__ == "__main__":
    unittest.main()
