"""What a new customer is sent. To run it:

    docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
    pip install -r requirements.txt && pytest
"""
import os

import pytest

from signup import MailSettings, send_welcome, send_welcome_later


@pytest.fixture(scope="session")
def settings(authority):
    return MailSettings(host=os.environ.get("SMTP_HOST", "localhost"), port=int(os.environ.get("SMTP_PORT", "1025")),
                        user="shop", password="secret", authority=authority)


def test_the_mail_is_as_designed_and_travels_safely(settings, scope):
    bob = scope.address("bob")
    send_welcome(settings, bob)
    mail = scope.expect(to=bob)
    assert mail["from"] == "shop@example.test"
    assert mail["to"] == [bob]
    assert mail["subject"] == "Welcome"
    assert mail["headers"]["x-campaign"] == ["signup"]
    assert mail["text"] == "Grüß Gott!\n\nYour code is 482913.\n"
    assert (mail["auth"]["user"], mail["auth"]["mechanism"]) == ("shop", "CRAM-MD5")
    assert (mail["tls"]["mode"], mail["tls"]["version"]) == ("starttls", "TLSv1.3")


def test_a_mail_sent_in_the_background_is_waited_for(settings, scope):
    sending = send_welcome_later(settings, scope.address("bob"))
    assert scope.expect("/message/code", to=scope.address("bob"), must__subject="Welcome") == "482913"
    sending.result()


def test_a_refusal_for_now_is_not_the_end(settings, scope):
    bob = scope.address("bob")
    scope.add_rule("greylist", on="rcpt", times=1, reply="451 4.7.1 Try again later")
    send_welcome(settings, bob)
    scope.expect(to=bob)
    scope.expect("/transactions", refused=bob, rule="greylist", count=1)


def test_two_scopes_do_not_see_each_other(settings, new_scope):
    scopes = [new_scope(), new_scope()]
    for sending in [send_welcome_later(settings, scope.address("bob")) for scope in scopes]:
        sending.result()
    for scope in scopes:
        mail = scope.expect()  # without a condition: there is exactly one
        assert mail["to"] == [scope.address("bob")]


def test_a_failure_says_what_was_expected_and_what_came(settings, scope):
    bob = scope.address("bob")
    send_welcome(settings, bob)
    with pytest.raises(AssertionError) as failure:
        scope.expect(to=bob, must__subject="Your password")
    report = str(failure.value)
    assert report.startswith("expected exactly 1 message")
    assert "subject differs at character 1" in report
