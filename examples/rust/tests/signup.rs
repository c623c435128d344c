//! docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
//! cargo test
mod mock_scope;

use std::env;
use std::sync::LazyLock;

use mock_scope::{mock_url, MockScope};
use serde_json::json;
use shop::{MailSettings, Signup};

static SIGNUP: LazyLock<Signup> = LazyLock::new(|| {
    let authority = minreq::get(mock_url() + "/v1/tls/ca.pem")
        .send()
        .expect("a mock is running")
        .into_bytes();
    let settings = MailSettings {
        host: env::var("SMTP_HOST").unwrap_or_else(|_| "localhost".into()),
        port: env::var("SMTP_PORT").map_or(1025, |port| port.parse().expect("a port")),
        user: "shop".into(),
        password: "secret".into(),
        authority,
    };
    Signup::new(&settings).expect("usable settings")
});

#[test]
fn the_welcome_mail_is_authenticated_and_encrypted() {
    let scope = MockScope::new();
    let bob = scope.address("bob");

    SIGNUP.send_welcome(bob.parse().unwrap()).unwrap();

    let mail = scope.expect("message", &[("to", &bob)]);
    assert_eq!(mail["from"], "shop@example.test");
    assert_eq!(mail["to"], json!([bob]));
    assert_eq!(mail["subject"], "Welcome");
    assert_eq!(mail["headers"]["x-campaign"], json!(["signup"]));
    assert_eq!(mail["text"], "Grüß Gott! Your code is 482913.\n");
    assert_eq!(mail["auth"]["mechanism"], "PLAIN");
    assert_eq!(mail["auth"]["user"], "shop");
    assert_eq!(mail["tls"]["mode"], "starttls");
    assert_eq!(mail["tls"]["version"], "TLSv1.3");
}

#[test]
fn a_mail_sent_in_the_background_is_waited_for_by_the_mock() {
    let scope = MockScope::new();
    let bob = scope.address("bob");

    let sending = SIGNUP.send_welcome_in_background(bob.parse().unwrap());

    let code = scope.expect("message/code", &[("to", &bob), ("wait", "10s")]);
    assert_eq!(code, "482913");
    sending.join().unwrap().unwrap();
}

#[test]
fn a_mail_refused_for_now_is_sent_again() {
    let scope = MockScope::new();
    let bob = scope.address("bob");
    scope.rule(
        "busy",
        json!({"on": "rcpt", "times": 1, "reply": "451 4.7.1 Try again later"}),
    );

    SIGNUP.send_welcome(bob.parse().unwrap()).unwrap();

    scope.expect("message", &[("to", &bob)]);
    scope.expect(
        "transactions",
        &[
            ("count", "1"),
            ("outcome", "refused"),
            ("must.reply_code", "451"),
        ],
    );
}

#[test]
fn two_scopes_at_the_same_time_do_not_see_each_other() {
    let (refusing, taking) = (MockScope::new(), MockScope::new());
    refusing.rule(
        "nobody",
        json!({"on": "rcpt", "reply": {"preset": "user_unknown"}}),
    );

    let refused = SIGNUP.send_welcome_in_background(refusing.address("bob").parse().unwrap());
    let taken = SIGNUP.send_welcome_in_background(taking.address("bob").parse().unwrap());

    assert!(refused.join().unwrap().unwrap_err().is_permanent());
    refusing.expect(
        "transactions",
        &[("count", "1"), ("must.outcome", "refused")],
    );
    refusing.expect("messages", &[("count", "0"), ("settle", "idle")]);
    taken.join().unwrap().unwrap();
    taking.expect(
        "transactions",
        &[("count", "1"), ("must.outcome", "accepted")],
    );
    taking.expect(
        "messages",
        &[("count", "1"), ("must.to.exactly", &taking.address("bob"))],
    );
}

#[test]
fn an_expectation_that_does_not_hold_says_why() {
    let scope = MockScope::new();
    let bob = scope.address("bob");
    SIGNUP.send_welcome(bob.parse().unwrap()).unwrap();

    let report = scope
        .ask(
            "message",
            &[("to", &bob), ("must.subject", "Your password")],
        )
        .unwrap_err();

    assert!(
        report.starts_with("expected exactly 1 message\n"),
        "{report}"
    );
    assert!(
        report.contains("subject differs at character 1"),
        "{report}"
    );
    assert!(report.contains("expected  Your password\n"), "{report}");
    assert!(report.contains("was   Welcome\n"), "{report}");
}
