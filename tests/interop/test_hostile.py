"""Clients that are slow, endless, many or suddenly gone: bounded memory and time, and the neighbours unharmed."""
import contextlib
import os
import resource
import socket
import struct
import threading
import time

from mock import mock_test, sha256
from talk import talk

SESSION = (b"EHLO client.example.org\r\nAUTH PLAIN AHRlc3QAc2VjcmV0\r\nMAIL FROM:<app@example.test> SIZE=100\r\n"
           b"RCPT TO:<bob@example.test>\r\nDATA\r\nSubject: cut off\r\n\r\n..\r\nhello\r\n.\r\n"
           b"MAIL FROM:<app@example.test>\r\nRCPT TO:<bob@example.test>\r\nBDAT 12 LAST\r\n0123456789\r\nQUIT\r\n")


class hostile(mock_test):
    @contextlib.contextmanager
    def neighbour(self):
        """A well-behaved client beside what the body of the `with` does: it sends mails all the time."""
        stop, sent, wrong = threading.Event(), [], []

        def send():
            try:
                with talk(self.mock.smtp) as client:
                    client.ask("EHLO neighbour.example.org", 250)
                    while not stop.is_set() or not sent:
                        message = b"X-N: %d\r\n\r\nneighbour\r\n" % len(sent)
                        client.send_mail(message, greet=False, quit=False, to=("neighbour@example.test",))
                        sent.append(sha256(message))
                        stop.wait(0.01)
                    client.ask("QUIT", 221)
            except Exception as error:  # pylint: disable=broad-except
                wrong.append(repr(error))

        thread = threading.Thread(target=send)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual([one["sha256"] for one in self.mock.messages(to="neighbour@example.test", limit="1000")][:1000],
                         sent[:1000])

    def test_a_slow_client_and_one_that_never_reads(self):
        with self.neighbour():
            with talk(self.mock.smtp) as slow, talk(self.mock.smtp, receive_buffer=4096) as deaf:
                deaf.socket.setblocking(False)
                with contextlib.suppress(BlockingIOError, ConnectionError):
                    for _ in range(2_000):
                        deaf.socket.send(b"HELP\r\n" * 1000)
                for octet in b"EHLO slow.example.org\r\n":
                    slow.send(bytes([octet]))
                    time.sleep(0.01)
                slow.expect(250)
        self.assertLess(self.mock.resident_kib(), 200_000)

    def test_100000_pipelined_commands_get_100000_replies(self):
        with self.neighbour(), talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            sender = threading.Thread(target=client.send, args=(b"NOOP\r\n" * 100_000 + b"QUIT\r\n",))
            sender.start()
            codes = client.codes_until_closed()
            sender.join()
            self.assertEqual(len(codes), 100_001)
            self.assertEqual((set(codes[:-1]), codes[-1]), ({250}, 221))
        self.assertLess(self.mock.resident_kib(), 200_000)
        (session,) = self.mock.sessions(helo="client.example.org")
        self.assertEqual(session["commands"], 100_002)
        self.assertGreater(session["commands_left_out"], 90_000)

    def test_100000_pipelined_commands_that_are_wrong_end_in_421(self):
        with self.neighbour(), talk(self.mock.smtp) as client:
            with contextlib.suppress(ConnectionError):
                client.send(b"NONSENSE\r\n" * 100_000)
            with contextlib.suppress(ConnectionError):  # a reset may overtake the last replies
                codes = client.codes_until_closed()
                self.assertEqual((set(codes[:-1]), codes[-1]), ({500}, 421))
        (session,) = [one for one in self.mock.sessions() if one["helo"] is None]
        self.assertEqual(session["ended_by"], "limit")
        self.assertLess(session["commands"], 10_000)

    def test_an_endless_line_is_500_and_takes_no_memory(self):
        before = self.mock.resident_kib()
        with self.neighbour(), talk(self.mock.smtp) as client:
            for _ in range(100):
                client.send(b"x" * 1_000_000)
            self.assertLess(self.mock.resident_kib() - before, 30_000)
            client.ask("", 500)
            client.ask("EHLO client.example.org", 250)

    def test_an_endless_auth_response_takes_no_memory(self):
        before = self.mock.resident_kib()
        with self.neighbour(), talk(self.mock.smtp) as client:
            client.ask("AUTH PLAIN", 334)
            for _ in range(100):
                client.send(b"QUJD" * 250_000)
            self.assertLess(self.mock.resident_kib() - before, 30_000)
            client.send("\r\n")
            self.assertIn(client.reply()[0][:3], ("500", "501", "535"))
            client.ask("NOOP", 250)

    def test_endless_data_is_read_to_its_end_and_refused_without_being_kept(self):
        mock = self.start("--max-message-size", "1000000")
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("MAIL FROM:<a@example.test>", 250)
            client.ask("RCPT TO:<b@example.test>", 250)
            client.ask("DATA", 354)
            for _ in range(300):
                client.send(b"y" * 998 + b"\r\n" + b"z" * 999_000)
            self.assertLess(mock.resident_kib(), 60_000)
            client.ask("\r\n.", 552)
            client.ask("NOOP", 250)

    def test_bdat_that_lies_about_its_size(self):
        with self.neighbour():
            for wrong in ("BDAT -1", "BDAT 99999999999999999999999", "BDAT x", "BDAT", "BDAT 1 FIRST"):
                with self.subTest(wrong), talk(self.mock.smtp) as client:
                    client.ask("EHLO client.example.org", 250)
                    client.ask("MAIL FROM:<a@example.test>", 250)
                    client.ask("RCPT TO:<b@example.test>", 250)
                    client.send(wrong + "\r\n")
                    self.assertIn(client.reply()[0][:3], ("501", "552", "421"))
            with talk(self.mock.smtp) as client:  # announces more than it has
                client.ask("EHLO client.example.org", 250)
                client.ask("MAIL FROM:<a@example.test>", 250)
                client.ask("RCPT TO:<b@example.test>", 250)
                client.send(b"BDAT 1000000000 LAST\r\nQUIT\r\n")
                client.socket.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionError):
                    self.assertNotIn(b"queued as", client.rest())
        self.assertEqual(self.mock.messages(to="b@example.test"), [])
        self.assert_still_serving()

    def test_a_client_that_vanishes_at_any_octet_loses_nothing_acknowledged(self):
        """Every cut of one session, closed politely and with a reset in turn."""
        acknowledged = 0
        with self.neighbour():
            for cut in range(1, len(SESSION)):
                with talk(self.mock.smtp) as client:
                    client.send(SESSION[:cut])
                    if cut % 2:
                        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    else:
                        client.socket.shutdown(socket.SHUT_WR)
                        acknowledged += client.rest().count(b"queued as")
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "all sessions end")
        kept = self.mock.get("/v1/messages", to="bob@example.test", limit="1")["total"]
        self.assertGreater(acknowledged, 0)
        self.assertGreaterEqual(kept, acknowledged)
        self.assertEqual(self.mock.state()["open_transactions"], 0)
        self.assert_still_serving()

    def test_a_client_that_vanishes_inside_a_handshake(self):
        for cut in (1, 5, 6, 50, 200):
            with socket.create_connection(("127.0.0.1", self.mock.smtps)) as one:
                one.send((b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(500))[:cut])
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "all sessions end")
        self.assert_still_serving()

    def test_5000_idle_connections_and_the_ones_between_them_are_served(self):
        limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.assertGreater(limit, 5_200, "this machine does not let a process have 5,000 sockets")
        with contextlib.ExitStack() as all_of_them:
            before = self.mock.resident_kib()
            idle = []
            for i in range(5_000):
                one = all_of_them.enter_context(talk(self.mock.smtp))
                idle.append(one)
                if i % 100 == 0:
                    one.ask("NOOP", 250)
            self.assertLess((self.mock.resident_kib() - before) / 5_000, 12, "KiB for one idle connection")
            self.assert_still_serving()
            for one in idle[::250]:
                one.send_mail(b"Subject: woken\r\n\r\n")
            self.assertEqual(self.mock.get("/v1/messages", subject="woken", limit="1")["total"], 20)
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "all sessions end")
        self.assert_still_serving()

    def test_more_connections_than_allowed_are_told_421(self):
        mock = self.start("--max-connections", "3")
        with talk(mock.smtp), talk(mock.smtp), talk(mock.smtp):
            with talk(mock.smtp, banner=False) as fourth:
                fourth.expect(421)
                self.assertEqual(fourth.rest(), b"")
        mock.wait_until(lambda state: state["open_sessions"] == 0, "all sessions end")
        self.assert_still_serving(mock)

    def test_a_full_store_refuses_with_452_and_keeps_what_it_has(self):
        mock = self.start("--max-messages", "2")
        with talk(mock.smtp) as client:
            client.send_mail(b"Subject: 1\r\n\r\n", quit=False)
            client.send_mail(b"Subject: 2\r\n\r\n", greet=False, quit=False)
            codes = []
            for command in ("MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "DATA", "."):
                client.send(command + "\r\n")
                codes.append(client.reply()[0][:3])
                if codes[-1][0] == "4":
                    break
            self.assertEqual(codes[-1], "452")
        self.assertEqual([one["subject"] for one in mock.messages()], ["1", "2"])
        self.assertGreater(mock.state()["refused_for_room"], 0)
        mock.request("POST", "/v1/reset")
        self.assert_still_serving(mock)

    def test_ten_thousand_nested_parts_and_a_hundred_thousand_headers_are_read_in_good_time(self):
        deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (i, i) for i in range(10_000))
        wide = b"X-H: v\r\n" * 100_000 + b"\r\nbody\r\n"
        with self.neighbour(), talk(self.mock.smtp) as client:
            for message in (deep, wide):
                client.send_mail(message, quit=False)
                mail = self.mock.message(to="bob@example.test", pick="latest", wait="0s")
                self.assertEqual(sha256(self.mock.raw(mail)), sha256(message))

    def test_an_http_client_that_never_ends_its_request_or_never_reads_stops_nobody(self):
        with self.neighbour(), contextlib.ExitStack() as all_of_them:
            with talk(self.mock.smtp) as client:
                client.send_mail(b"Subject: big\r\n\r\n" + b"x" * 998 + b"\r\n", quit=False)
                for _ in range(50):
                    client.send_mail(b"Subject: big\r\n\r\n" + b"x" * 200_000 + b"\r\n", greet=False, quit=False)
            for request in (b"GET /v1/messages HTTP/1.1\r\nHost: localhost\r\n", b"G",
                            b"GET /v1/messages?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20) * 20:
                one = all_of_them.enter_context(socket.socket())
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                one.connect(("127.0.0.1", self.mock.http))
                one.send(request)
            self.assertEqual(self.mock.request("GET", "/readyz").status, 200)
        self.assert_still_serving()
