//! Sends one mail with lettre; what and how is in the environment (see errand.py).
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Message, SmtpTransport, Transport};

fn of(name: &str) -> String {
    std::env::var(format!("SEND_{name}")).unwrap_or_default()
}

fn trusting(path: &str) -> Result<TlsParameters, Box<dyn std::error::Error>> {
    let authority = Certificate::from_pem(&std::fs::read(path)?)?;
    Ok(TlsParameters::builder(of("HOST")).add_root_certificate(authority).build()?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tls = match of("TLS").as_str() {
        "plain" => Tls::None,
        "starttls" => Tls::Required(trusting(&of("CA"))?),
        _ => Tls::Wrapper(trusting(&of("CA"))?),
    };
    let mut transport = SmtpTransport::builder_dangerous(of("HOST"))
        .port(of("PORT").parse()?)
        .tls(tls)
        .hello_name(ClientId::Domain("client.example.org".into()))
        .credentials(Credentials::new(of("USER"), of("PASSWORD")));
    match of("HOW").as_str() {
        "Plain" => transport = transport.authentication(vec![Mechanism::Plain]),
        "Login" => transport = transport.authentication(vec![Mechanism::Login]),
        "Xoauth2" => transport = transport.authentication(vec![Mechanism::Xoauth2]),
        _ => {}
    }
    let mail = Message::builder()
        .from(of("FROM").parse()?)
        .to(of("TO").parse()?)
        .subject(of("SUBJECT"))
        .header(ContentType::TEXT_PLAIN)
        .body(String::from("hello\r\n.dot line\r\n"))?;
    transport.build().send(&mail)?;
    Ok(())
}
