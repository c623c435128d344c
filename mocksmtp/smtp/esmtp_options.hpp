// What the parameters of MAIL and RCPT mean (RFC 1870, 6152, 3030, 6531, 4954, 3461, 2852, 4865, 6710, 8689).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/grammar.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp {

enum class body_kind { seven_bit, eight_bit_mime, binary_mime };

struct mail_options {
    std::optional<std::uint64_t> size;
    std::optional<body_kind> body;
    bool smtputf8 = false;
    std::optional<std::string> auth;   // decoded from xtext; "<>" where the client does not say
    std::optional<std::string> ret;    // FULL or HDRS
    std::optional<std::string> envid;  // decoded from xtext
    std::optional<std::string> by;
    std::optional<std::string> hold;  // HOLDFOR seconds or HOLDUNTIL date-time
    std::optional<int> priority;
    bool require_tls = false;
};

struct rcpt_options {
    std::vector<std::string> notify;   // NEVER, or any of SUCCESS, FAILURE, DELAY
    std::optional<std::string> orcpt;  // addr-type;address, the address decoded from xtext
};

struct parameter_fault {
    reply_id why = reply_id::parameter_invalid;
    std::string name;
    std::string written{};                 // with its value
    std::optional<reply_template> said{};  // in these words
};

std::variant<mail_options, parameter_fault> read_mail_options(const std::vector<parameter>& params,
                                                              const grammar& how = usual_grammar());
std::variant<rcpt_options, parameter_fault> read_rcpt_options(const std::vector<parameter>& params,
                                                              const grammar& how = usual_grammar());

// xtext to octets (RFC 3461 4); nothing where it is not xtext.
std::optional<std::string> decode_xtext(std::string_view text);

}  // namespace mocksmtp::smtp
