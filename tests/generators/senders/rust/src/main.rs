// Sends the mails in a file of JSON with lettre; arguments: the file, the port.
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, Message, MultiPart, SinglePart};
use lettre::{SmtpTransport, Transport};
use serde_json::Value;

fn mailbox(told: &Value) -> Mailbox {
    let address = told["address"].as_str().unwrap().parse().unwrap();
    Mailbox::new(told["name"].as_str().map(String::from), address)
}

fn list(told: &Value) -> &Vec<Value> {
    told.as_array().unwrap()
}

fn file(told: &Value) -> SinglePart {
    let name = told["name"].as_str().unwrap().to_string();
    // A file's content is no text, whatever its octets look like.
    let content = Body::new_with_encoding(
        std::fs::read(told["path"].as_str().unwrap()).unwrap(),
        ContentTransferEncoding::Base64,
    );
    let kind = match told["content_id"].as_str() {
        Some(id) => Attachment::new_inline(id.to_string()), // has no name
        None => Attachment::new(name),
    };
    kind.body(content.unwrap(), told["type"].as_str().unwrap().parse().unwrap())
}

fn text(content: &str, kind: &str) -> SinglePart {
    SinglePart::builder().header(ContentType::parse(kind).unwrap()).body(content.to_string())
}

fn readable(told: &Value) -> Result<MultiPart, SinglePart> {
    let plain = told["text"].as_str().map(|content| text(content, "text/plain; charset=utf-8"));
    let Some(html) = told["html"].as_str() else { return Err(plain.unwrap()) };
    let html = text(html, "text/html; charset=utf-8");
    let related = list(&told["inline"]).iter().fold(None, |whole: Option<MultiPart>, one| {
        let whole = whole.unwrap_or_else(|| MultiPart::related().singlepart(html.clone()));
        Some(whole.singlepart(file(one)))
    });
    let Some(plain) = plain else { return related.ok_or(html) };
    let both = MultiPart::alternative().singlepart(plain);
    let both = match related {
        Some(whole) => both.multipart(whole),
        None => both.singlepart(html),
    };
    Ok(match told["calendar"].as_str() {
        Some(content) => both.singlepart(text(content, "text/calendar; charset=utf-8; method=REQUEST")),
        None => both,
    })
}

fn put_headers(message: &mut Message, told: &Value) {
    let mut extra: Vec<(String, String)> = Vec::new();
    for (name, value) in told["headers"].as_object().unwrap() {
        extra.push((name.clone(), value.as_str().unwrap().to_string()));
    }
    if let (Some(url), Some(mailto)) = (told["unsubscribe"]["url"].as_str(), told["unsubscribe"]["mailto"].as_str()) {
        extra.push(("List-Unsubscribe".into(), format!("<{url}>, <mailto:{mailto}>")));
        extra.push(("List-Unsubscribe-Post".into(), "List-Unsubscribe=One-Click".into()));
    }
    for (name, value) in extra {
        message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii(name).unwrap(), value));
    }
}

fn message(told: &Value) -> Message {
    let mut builder = Message::builder().message_id(None).from(mailbox(&told["from"])).subject(told["subject"].as_str().unwrap());
    for one in list(&told["to"]) {
        builder = builder.to(mailbox(one));
    }
    for one in list(&told["cc"]) {
        builder = builder.cc(mailbox(one));
    }
    for one in list(&told["reply_to"]) {
        builder = builder.reply_to(mailbox(one));
    }
    if let Some(id) = told["in_reply_to"].as_str() {
        builder = builder.in_reply_to(id.to_string());
    }
    let references: Vec<_> = list(&told["references"]).iter().filter_map(Value::as_str).collect();
    if !references.is_empty() {
        builder = builder.references(references.join(" "));
    }
    let files = list(&told["attachments"]);
    let made = match (readable(told), files.is_empty()) {
        (Ok(parts), true) => builder.multipart(parts),
        (Err(part), true) => builder.singlepart(part),
        (parts, false) => {
            let whole = match parts {
                Ok(parts) => MultiPart::mixed().multipart(parts),
                Err(part) => MultiPart::mixed().singlepart(part),
            };
            builder.multipart(files.iter().fold(whole, |whole, one| whole.singlepart(file(one))))
        }
    };
    let mut message = made.unwrap();
    put_headers(&mut message, told);
    message
}

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let port = arguments[2].parse().unwrap();
    let transport = SmtpTransport::builder_dangerous("127.0.0.1").port(port).build();
    let all: Value = serde_json::from_slice(&std::fs::read(&arguments[1]).unwrap()).unwrap();
    for one in list(&all) {
        transport.send(&message(one)).unwrap();
    }
}
