//! One test's part of a mock that many tests share, to be copied into yours: mail to anything@NAME.scope.test belongs to
//! scope NAME, and what is asked of a scope sees that mail alone.
use std::collections::hash_map::RandomState;
use std::env;
use std::hash::{BuildHasher, Hasher};
use std::thread;

use minreq::Request;
use serde_json::Value;

pub struct MockScope {
    name: String,
}

impl MockScope {
    /// With a new name: no other test, nor an earlier run of this one, has mail there.
    pub fn new() -> Self {
        Self {
            name: format!("rust-{:016x}", RandomState::new().build_hasher().finish()),
        }
    }

    pub fn address(&self, user: &str) -> String {
        format!("{user}@{}.scope.test", self.name)
    }

    /// What the mock answers once the expectation holds, for which it waits; if that is in vain, panics with its report.
    /// Filters are those of the URL, not encoded: `[("to", "bob@..."), ("must.subject", "Welcome")]`.
    /// A part of a mail, such as "message/code", is a string.
    #[track_caller]
    pub fn expect(&self, what: &str, filters: &[(&str, &str)]) -> Value {
        match self.ask(what, filters) {
            Ok(answer) => answer,
            Err(report) => panic!("{report}"),
        }
    }

    /// The same, with the report as the error.
    pub fn ask(&self, what: &str, filters: &[(&str, &str)]) -> Result<Value, String> {
        // Of reports, and of the parts of a mail; all else is JSON.
        let request = minreq::get(self.url(what)).with_param("format", "text");
        answer(filters.iter().fold(request, |request, (name, value)| {
            request.with_param(name, value)
        }))
    }

    /// Adds a rule to this scope, or arms it again.
    pub fn rule(&self, id: &str, rule: Value) {
        let request = minreq::put(self.url(&format!("rules/{id}")))
            .with_json(&rule)
            .expect("JSON");
        answer(request).expect("the mock takes the rule");
    }

    fn url(&self, path: &str) -> String {
        format!("{}/v1/scopes/{}/{path}", mock_url(), self.name)
    }
}

impl Drop for MockScope {
    /// That of a test that has failed stays, to be looked at in the mock.
    fn drop(&mut self) {
        if !thread::panicking() {
            let _ = minreq::delete(self.url("")).send();
        }
    }
}

pub fn mock_url() -> String {
    env::var("MOCK_URL").unwrap_or_else(|_| "http://localhost:8025".into())
}

fn answer(request: Request) -> Result<Value, String> {
    let response = request.send().map_err(|failure| failure.to_string())?;
    if response.status_code >= 400 {
        return Err(String::from_utf8_lossy(response.as_bytes()).into());
    }
    match response.header("Content-Type") {
        Some("application/json") => response.json().map_err(|failure| failure.to_string()),
        _ => Ok(String::from_utf8_lossy(response.as_bytes()).into()),
    }
}
