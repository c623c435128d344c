// What a test sees of captured mail and log-ins, as plain values that need no server any more.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp {

struct captured_header {
    std::string name;   // as sent
    std::string value;  // unfolded and decoded (RFC 2047), UTF-8
};

struct captured_link {
    std::string url;   // as written, character references and line breaks undone
    std::string text;  // what the reader sees
};

struct captured_attachment {
    std::optional<std::string> filename;  // decoded
    std::string content_type;             // lower case, without parameters
    std::string bytes;                    // transfer encoding undone
};

struct captured_message {
    std::string id;  // "m1"
    std::string session;
    std::string transaction;
    std::string from;                  // the envelope's; empty is the null sender
    std::vector<std::string> to;       // accepted recipients of the envelope
    std::vector<std::string> refused;  // refused ones
    std::string bytes;                 // exactly as received, dot-unstuffed
    std::vector<captured_header> headers;
    std::string subject;               // decoded; empty if there is none
    std::optional<std::string> text;   // text/plain parts that are shown, as one; decoded, lines ended by LF
    std::optional<std::string> html;   // text/html ones, likewise
    std::vector<std::string> codes;    // what may be one-time codes in subject and texts, the most likely first
    std::vector<captured_link> links;  // those of the HTML, then those of the text
    std::vector<captured_attachment> attachments;
    std::string protocol;                  // "ESMTPSA" (RFC 3848)
    std::string helo;                      // what the client called itself
    std::string peer;                      // its address
    std::string listener;                  // the listener's name
    std::string mechanism;                 // empty: not authenticated
    std::string user;                      // authentication identity
    std::string tls_version;               // "TLSv1.3"; empty: in the clear
    std::vector<std::string> diagnostics;  // codes
    std::chrono::sys_time<std::chrono::milliseconds> received_at;

    // The first header field of that name, in any letter case.
    std::optional<std::string> header(std::string_view name) const;
};

struct captured_attempt {
    std::string id;  // "a1"
    std::string session;
    std::string mechanism;
    std::vector<std::string> offered;
    bool initial_response = false;
    std::string user;
    std::optional<std::string> authzid;
    std::optional<std::string> secret;  // password or token as sent; nothing where the mechanism never shows it
    std::optional<bool> verified;       // nothing: could not be checked
    std::string because;                // "wrong password"
    std::string outcome;                // accepted refused cancelled malformed aborted unsupported
    int reply_code = 0;                 // 0: none was given
    std::string tls_version;            // empty: in the clear
};

struct captured_transaction {
    std::string id;  // "t1"
    std::string session;
    std::string from;
    std::vector<std::string> to;
    std::vector<std::string> refused;
    std::string outcome;  // accepted partial refused abandoned lost; empty while it is open
    int reply_code = 0;   // of the reply that decided
    std::string rule;     // that ended it; empty: none did
};

// A session parked at a breakpoint.
struct captured_hold {
    std::string id;  // "h1"
    std::string session;
    std::string stage;  // "rcpt", "message" ...
    std::string rule;
    std::uint64_t hit = 0;
    std::string verb;                  // of the command at hand; empty: none
    std::string user;                  // authenticated as; empty: not
    std::optional<std::string> from;   // of the transaction
    std::vector<std::string> to;       // accepted so far; at rcpt the one asked about comes last
    std::optional<std::string> bytes;  // of a message that is held: among the messages only after release
};

}  // namespace mocksmtp
