//! Welcomes new customers by mail.
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::Error;
use lettre::{Message, SmtpTransport, Transport};

const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(200);

pub struct MailSettings {
    pub host: String,
    pub port: u16,
    pub user: String,
    pub password: String,
    /// Who must have signed the server's certificate, as PEM.
    pub authority: Vec<u8>,
}

#[derive(Clone)]
pub struct Signup {
    transport: SmtpTransport,
}

impl Signup {
    pub fn new(mail: &MailSettings) -> Result<Self, Error> {
        let tls = TlsParameters::builder(mail.host.clone())
            .certificate_store(CertificateStore::None)
            .add_root_certificate(Certificate::from_pem(&mail.authority)?)
            .build()?;
        let transport = SmtpTransport::starttls_relay(&mail.host)?
            .port(mail.port)
            .tls(Tls::Required(tls))
            .credentials(Credentials::new(mail.user.clone(), mail.password.clone()))
            .build();
        Ok(Self { transport })
    }

    /// Returns once the mail server has taken the mail; while it answers "try again later", it is tried again.
    pub fn send_welcome(&self, to: Mailbox) -> Result<(), Error> {
        let mail = welcome(to);
        let mut attempt = 1;
        loop {
            match self.transport.send(&mail) {
                Err(failure) if failure.is_transient() && attempt < ATTEMPTS => {
                    thread::sleep(PAUSE)
                }
                outcome => return outcome.map(drop),
            }
            attempt += 1;
        }
    }

    pub fn send_welcome_in_background(&self, to: Mailbox) -> JoinHandle<Result<(), Error>> {
        let signup = self.clone();
        thread::spawn(move || signup.send_welcome(to))
    }
}

fn welcome(to: Mailbox) -> Message {
    let mut mail = Message::builder()
        .from(Mailbox::new(
            None,
            "shop@example.test".parse().expect("an address"),
        ))
        .to(to)
        .subject("Welcome")
        .header(ContentType::TEXT_PLAIN)
        .body(String::from("Grüß Gott! Your code is 482913."))
        .expect("it has a sender and a recipient");
    let campaign = HeaderName::new_from_ascii_str("X-Campaign");
    mail.headers_mut()
        .insert_raw(HeaderValue::new(campaign, "signup".into()));
    mail
}
