// What every SASL mechanism is to the conversation: a thing that takes responses and gives steps (RFC 4422).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/sasl/security_layer.hpp"

namespace mocksmtp::sasl {

struct judgement;

// One named part of a challenge or a response.
struct decoded_field {
    std::string name;
    std::string value;    // as sent; any bytes
    bool secret = false;  // shown only when secrets are

    friend bool operator==(const decoded_field&, const decoded_field&) = default;
};
using fields = std::vector<decoded_field>;  // in the order the mechanism has them

struct challenge {
    std::string bytes;  // before base64
    fields decoded = {};
};
struct accepted {};
struct refused {};  // why is in findings::because
struct malformed {  // the response is not what the mechanism's grammar allows; ends the exchange
    std::string because;
};
using step = std::variant<challenge, accepted, refused, malformed>;

// What the exchange has shown so far. Valid at any time, also after the client broke it off.
struct findings {
    std::string user;                       // authentication identity; empty: not known yet
    std::optional<std::string> authzid;     // authorization identity, if the client named one
    std::optional<std::string> secret;      // password or token as sent; none if the mechanism never shows it
    std::optional<bool> verified;           // what the client proved; none: it could not be checked
    std::string because;                    // one clause: "wrong password"; empty while nothing is decided
    std::optional<std::size_t> credential;  // which of the account's passwords it was, from 0
    fields more;                            // realm, domain, workstation, channel binding ...
};

// One exchange, from the AUTH command to its end. Takes any bytes, in any order, and never throws because
// of them; once it has ended every further response is malformed.
class mechanism {
public:
    mechanism() = default;
    mechanism(const mechanism&) = delete;
    mechanism& operator=(const mechanism&) = delete;
    virtual ~mechanism();

    // The first call brings the initial response, or nullopt if the client sent none (an empty one, "=" on
    // the wire, is an empty view); every later call brings the answer to the last challenge.
    virtual step next(std::optional<std::string_view> response) = 0;

    // The last response in named fields, also of one that was malformed (then as one secret field, for
    // nobody knows what is in it).
    virtual fields decode_last() const = 0;

    const findings& found() const { return found_; }

    // After accepted, once: what the two sides agreed to protect the rest with; nullptr for nothing.
    virtual std::unique_ptr<security_layer> take_layer() { return nullptr; }

protected:
    step conclude(const judgement& judged);  // notes the judgement: accepted or refused
    step reject(std::string because);        // notes why: malformed

    findings found_;
};

}  // namespace mocksmtp::sasl
