// How a server reads commands: what it takes for one, and which forms it refuses. Pure data, part of a persona.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/smtp/path.hpp"
#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp {

// A kind of path that is refused, and how.
struct path_refusal {
    path_trait trait = path_trait::unreadable;
    std::optional<reply_template> said{};  // nothing: sender_syntax or recipient_syntax
    friend bool operator==(const path_refusal&, const path_refusal&) = default;
};

struct path_grammar {
    bool anything = false;                // what cannot be read as an address is taken too, unless refused below
    std::vector<path_refusal> refused{};  // the first that applies decides
    friend bool operator==(const path_grammar&, const path_grammar&) = default;
};

// A parameter of MAIL or RCPT that is known, and what is said about mistakes in it.
struct parameter_grammar {
    std::string name;  // upper case
    bool repeatable = false;
    bool ignored = false;                      // known, but nobody looks at its value
    bool any_value = false;                    // what cannot be read is passed over
    bool empty_is_none = false;                // "SIZE=" and "SIZE" say nothing
    std::vector<std::string> values{};         // upper case; empty: any that the parameter's document knows
    std::optional<reply_template> refused{};   // always: known, but not offered
    std::optional<reply_template> mixed{};     // NEVER among others; nothing: as invalid
    std::optional<reply_template> invalid{};   // nothing: mail_parameter_invalid or rcpt_parameter_invalid
    std::optional<reply_template> no_value{};  // nothing: as invalid
    std::optional<reply_template> again{};     // nothing: parameter_duplicate
    friend bool operator==(const parameter_grammar&, const parameter_grammar&) = default;
};

struct parameters_grammar {
    std::vector<parameter_grammar> known{};
    bool anything = false;                      // whatever stands there is passed over
    bool any_name = false;                      // what is no keyword is an unknown parameter and no mistake of its own
    bool only_after_ehlo = false;               // after HELO none is known
    std::optional<reply_template> too_early{};  // said then; nothing: as of one that is unknown
    bool values_needed = false;                 // "KEY=" is parameter_invalid
    friend bool operator==(const parameters_grammar&, const parameters_grammar&) = default;
};

// The argument of EHLO and HELO.
struct greeting_grammar {
    bool may_be_missing = false;
    std::string marks{};           // what it may hold besides letters and digits; empty: anything at all
    bool hyphens_at_ends = true;   // of a label
    std::size_t max_octets = 0;    // 0: no limit
    bool literals_checked = true;  // what stands in brackets has to be an address, where marks are limited
    friend bool operator==(const greeting_grammar&, const greeting_grammar&) = default;
};

// How an octet is taken that does not belong into a command.
enum class nul_habit { kept, ends_line, refused };
enum class eighth_bit_habit { kept, refused_unless_utf8, refused_in_verb, stripped };

struct grammar {
    std::vector<std::string> unknown_verbs{};          // known to us, but not to this server
    std::vector<std::string> not_implemented_verbs{};  // command_not_implemented
    std::vector<std::string> no_argument = {"DATA", "STARTTLS"};
    bool lf_ends_line = true;       // false: only CRLF does
    std::string blanks = " \t";     // what parts the words of a command
    bool leading_blanks = false;    // skipped
    bool keyword_optional = false;  // "MAIL" finds its address with or without "FROM:"
    nul_habit nul = nul_habit::kept;
    bool controls_refused = false;  // every control octet is nul_in_command
    eighth_bit_habit eighth_bit = eighth_bit_habit::kept;
    greeting_grammar greeting{};
    path_grammar sender{};
    path_grammar recipient{};
    parameters_grammar mail_parameters{{{"SIZE"},
                                        {"BODY"},
                                        {"SMTPUTF8"},
                                        {"AUTH"},
                                        {"RET"},
                                        {"ENVID"},
                                        {"BY"},
                                        {"HOLDFOR"},
                                        {"HOLDUNTIL"},
                                        {"MT-PRIORITY"},
                                        {"REQUIRETLS"}}};
    parameters_grammar rcpt_parameters{{{"NOTIFY"}, {"ORCPT"}}};
    friend bool operator==(const grammar&, const grammar&) = default;
};

const grammar& usual_grammar();  // RFC 5321 and the leniencies of real life

}  // namespace mocksmtp::smtp
