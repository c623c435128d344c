"""Many who wait at once: each gets its own mail, in order, none lost; who hangs up is dropped, a shutdown is told."""
import asyncio
import json
import signal

from mock import PATIENCE, mock, mock_test

WAITERS, MESSAGES, SENDERS = 1000, 10_000, 10


class waiter:
    """One connection to the API on which calls wait."""

    def __init__(self, at):
        self.at = at

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.at.http)
        return self

    async def __aexit__(self, *_):
        self.writer.close()

    def ask(self, target):
        self.writer.write(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    async def answer(self):
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        sizes = [line.split(":")[1] for line in head.split("\r\n") if line.lower().startswith("content-length:")]
        body = await self.reader.readexactly(int(sizes[0]))
        return int(head.split(" ")[1]), json.loads(body)


async def send(at, sender, messages):
    """So many messages on one kept connection, to one waiter after another."""
    reader, writer = await asyncio.open_connection("127.0.0.1", at.smtp)

    async def say(line, code):
        if line is not None:
            writer.write(line)
        while (reply := await reader.readline())[3:4] == b"-":
            pass
        if not reply.startswith(code):
            raise AssertionError(f"{line!r}: {reply!r}")

    await say(None, b"220")
    await say(b"EHLO sender.example.org\r\n", b"250")
    for number, to in messages:
        await say(b"MAIL FROM:<s%d@example.test>\r\n" % sender, b"250")
        await say(b"RCPT TO:<w%d@example.test>\r\n" % to, b"250")
        await say(b"DATA\r\n", b"354")
        await say(b"Subject: %d\r\n\r\nhello\r\n.\r\n" % number, b"250")
    await say(b"QUIT\r\n", b"221")
    writer.close()


async def wait_for_own(at, number, started):
    """The subjects that one waiter is shown, asking for the next as soon as it has one."""
    subjects, since = [], "1.0"
    async with waiter(at) as own:
        for i in range(MESSAGES // WAITERS):
            own.ask(f"/v1/message?to=w{number}@example.test&pick=first&wait={PATIENCE}s&since={since}")
            if i == 0:
                started()
            status, mail = await own.answer()
            if status != 200 or mail["to"] != [f"w{number}@example.test"]:
                raise AssertionError(f"waiter {number}: {status} {mail}")
            subjects.append(int(mail["subject"]))
            since = mail["cursor"]
    return subjects


class waiting(mock_test):
    def test_1000_waiters_get_their_own_of_10000_messages_in_order(self):
        each = MESSAGES // WAITERS

        async def play():
            begun = asyncio.Semaphore(0)
            waiters = [asyncio.create_task(wait_for_own(self.mock, i, begun.release)) for i in range(WAITERS)]
            for _ in range(WAITERS):
                await begun.acquire()
            # Every sender writes to its own waiters, so that the order of what each of them gets is known.
            mine = lambda sender: [(n, w) for n in range(each) for w in range(sender, WAITERS, SENDERS)]
            await asyncio.gather(*(send(self.mock, s, mine(s)) for s in range(SENDERS)))
            return await asyncio.wait_for(asyncio.gather(*waiters), PATIENCE)

        found = asyncio.run(play())
        self.assertEqual(found, [list(range(each))] * WAITERS)
        self.assertEqual(self.mock.state()["messages"], MESSAGES)

    def test_who_hangs_up_is_dropped_and_that_is_journalled(self):
        async def play():
            gone = [waiter(self.mock) for _ in range(100)]
            for one in gone:
                await one.__aenter__()
                one.ask(f"/v1/message?to=nobody@example.test&wait={PATIENCE}s")
                await one.writer.drain()
            for one in gone:
                await one.__aexit__()

        asyncio.run(play())
        abandoned = lambda: self.mock.request("GET", "/v1/events").body.count(b'"expectation_abandoned"')
        self.mock.wait_until(lambda _: abandoned() == 100, "all of them are dropped")

    def test_a_shutdown_answers_503(self):
        async def play(at):
            async with waiter(at) as one, waiter(at) as other:
                for each in (one, other):
                    each.ask(f"/v1/messages?count=5&wait={PATIENCE}s")
                    await each.writer.drain()
                # Both wait once the server has read both: a third call, answered, came after them.
                async with waiter(at) as third:
                    third.ask("/v1/messages")
                    await third.answer()
                    third.ask("/v1/state")
                    await third.answer()
                at.process.send_signal(signal.SIGTERM)
                return [await each.answer() for each in (one, other)]

        at = mock()
        try:
            found = asyncio.run(play(at))
        finally:
            status = at.stop()
        self.assertEqual([code for code, _ in found], [503, 503])
        self.assertEqual(status, 0)
