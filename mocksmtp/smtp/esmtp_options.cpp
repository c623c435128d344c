#include "mocksmtp/smtp/esmtp_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <utility>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::smtp {

namespace {

template <class Number>
std::optional<Number> number(std::string_view text, std::size_t most_digits) {
    Number parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (text.empty() || text.size() > most_digits || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return parsed;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

using value = std::optional<std::string>;

// 1*20DIGIT (RFC 1870 6.1); what is more than we can count is more than anybody takes.
bool read_size(const value& given, mail_options& into) {
    constexpr std::size_t most_digits = 20;
    if (!given || given->size() > most_digits || !base::is_digits(*given)) return false;
    into.size = number<std::uint64_t>(*given, most_digits).value_or(std::numeric_limits<std::uint64_t>::max());
    return true;
}

bool read_body(const value& given, mail_options& into) {
    if (!given) return false;
    if (base::iequals(*given, "7BIT")) into.body = body_kind::seven_bit;
    if (base::iequals(*given, "8BITMIME")) into.body = body_kind::eight_bit_mime;
    if (base::iequals(*given, "BINARYMIME")) into.body = body_kind::binary_mime;
    return into.body.has_value();
}

bool read_smtputf8(const value& given, mail_options& into) { return into.smtputf8 = !given; }

bool read_auth(const value& given, mail_options& into) {
    into.auth = given && !given->empty() ? decode_xtext(*given) : std::nullopt;
    return into.auth.has_value();
}

bool read_ret(const value& given, mail_options& into) {
    if (given && (base::iequals(*given, "FULL") || base::iequals(*given, "HDRS"))) into.ret = base::to_upper(*given);
    return into.ret.has_value();
}

bool read_envid(const value& given, mail_options& into) {
    into.envid = given && !given->empty() && given->size() <= 100 ? decode_xtext(*given) : std::nullopt;
    return into.envid.has_value();
}

// ["-" / "+"] 1*9DIGIT
std::optional<long> by_time(std::string_view text) {
    const bool past = text.starts_with('-');
    if (past || text.starts_with('+')) text.remove_prefix(1);
    if (!base::is_digits(text)) return std::nullopt;
    const auto seconds = number<long>(text, 9);
    return past && seconds ? std::optional(-*seconds) : seconds;
}

// by-time ";" by-mode [by-trace], as in "120;R" or "-60;NT" (RFC 2852 4); R needs a time in the future.
bool read_by(const value& given, mail_options& into) {
    if (!given) return false;
    const std::size_t semicolon = given->find(';');
    if (semicolon == std::string::npos) return false;
    const auto seconds = by_time(std::string_view(*given).substr(0, semicolon));
    const std::string mode = base::to_upper(std::string_view(*given).substr(semicolon + 1));
    if (!seconds || !(mode == "R" || mode == "RT" || mode == "N" || mode == "NT")) return false;
    if (mode[0] == 'R' && *seconds <= 0) return false;
    into.by = *given;
    return true;
}

bool read_hold_for(const value& given, mail_options& into) {
    if (into.hold || !given || !number<std::uint32_t>(*given, 9)) return false;
    into.hold = *given;
    return true;
}

bool read_hold_until(const value& given, mail_options& into) {
    if (into.hold || !given || !base::parse_time(*given)) return false;
    into.hold = *given;
    return true;
}

// "0", or a digit that is none with or without a minus (RFC 6710 6).
bool read_priority(const value& given, mail_options& into) {
    into.priority = given ? number<int>(*given, 2) : std::nullopt;
    return into.priority && *given == std::to_string(*into.priority) && *into.priority >= -9 && *into.priority <= 9;
}

bool read_require_tls(const value& given, mail_options& into) { return into.require_tls = !given; }

bool read_notify(const value& given, rcpt_options& into) {
    if (!given) return false;
    std::string_view rest = *given;
    while (true) {
        const std::size_t comma = rest.find(',');
        std::string word = base::to_upper(rest.substr(0, comma));
        if (word != "NEVER" && word != "SUCCESS" && word != "FAILURE" && word != "DELAY") return false;
        into.notify.push_back(std::move(word));
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    // NEVER stands alone (RFC 3461 4.1).
    return into.notify.size() == 1 || std::find(into.notify.begin(), into.notify.end(), "NEVER") == into.notify.end();
}

bool read_orcpt(const value& given, rcpt_options& into) {
    const std::size_t semicolon = given ? given->find(';') : std::string::npos;
    if (semicolon == std::string::npos || semicolon == 0 || given->size() > 500) return false;
    const auto address = decode_xtext(std::string_view(*given).substr(semicolon + 1));
    if (!address || address->empty()) return false;
    into.orcpt = given->substr(0, semicolon + 1) + *address;
    return true;
}

// "NEVER,SUCCESS"
bool mixes_never(std::string_view value) {
    const std::string words = "," + base::to_upper(value) + ",";
    return words.find(",NEVER,") != words.npos && words != ",NEVER,";
}

template <class Options>
struct parameter_row {
    std::string_view name;
    bool (*read)(const value& given, Options& into);
};

constexpr std::array mail_rows{
    parameter_row<mail_options>{"SIZE", read_size},
    parameter_row<mail_options>{"BODY", read_body},
    parameter_row<mail_options>{"SMTPUTF8", read_smtputf8},
    parameter_row<mail_options>{"AUTH", read_auth},
    parameter_row<mail_options>{"RET", read_ret},
    parameter_row<mail_options>{"ENVID", read_envid},
    parameter_row<mail_options>{"BY", read_by},
    parameter_row<mail_options>{"HOLDFOR", read_hold_for},
    parameter_row<mail_options>{"HOLDUNTIL", read_hold_until},
    parameter_row<mail_options>{"MT-PRIORITY", read_priority},
    parameter_row<mail_options>{"REQUIRETLS", read_require_tls},
};

constexpr std::array rcpt_rows{
    parameter_row<rcpt_options>{"NOTIFY", read_notify},
    parameter_row<rcpt_options>{"ORCPT", read_orcpt},
};

// The words for mistakes in the parameters of MAIL, or of RCPT.
struct mistakes {
    reply_id unknown;
    reply_id invalid;
};

parameter_fault fault(reply_id why, const parameter& in, const std::optional<reply_template>& said = {}) {
    return {why, in.name, in.name + (in.value ? "=" + *in.value : ""), said};
}

template <class Options, std::size_t count>
std::variant<Options, parameter_fault> read(const std::vector<parameter>& params,
                                            const std::array<parameter_row<Options>, count>& rows,
                                            const parameters_grammar& how, mistakes say) {
    Options options;
    std::vector<const parameter_grammar*> seen;
    for (const parameter& one : params) {
        const auto known = std::find_if(how.known.begin(), how.known.end(), [&](const parameter_grammar& each) {
            return base::iequals(each.name, one.name);
        });
        if (known == how.known.end() && how.anything) continue;
        if (known == how.known.end()) return fault(say.unknown, one);
        if (!known->repeatable && std::find(seen.begin(), seen.end(), &*known) != seen.end())
            return fault(reply_id::parameter_duplicate, one, known->again);
        seen.push_back(&*known);
        if (known->refused) return fault(say.invalid, one, known->refused);
        if (!one.value && known->no_value) return fault(say.invalid, one, known->no_value);
        if (known->ignored || (known->empty_is_none && one.value.value_or("").empty())) continue;
        if (known->mixed && mixes_never(one.value.value_or(""))) return fault(say.invalid, one, known->mixed);
        const bool allowed =
            known->values.empty() || std::find(known->values.begin(), known->values.end(),
                                               base::to_upper(one.value.value_or(""))) != known->values.end();
        const auto* const row =
            std::find_if(rows.begin(), rows.end(), [&](const auto& each) { return each.name == known->name; });
        const bool readable = row == rows.end() || row->read(one.value, options);
        if (!allowed || (!readable && !known->any_value)) return fault(say.invalid, one, known->invalid);
    }
    return options;
}

}  // namespace

std::optional<std::string> decode_xtext(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x21 || c == 0x7f || c == '=') return std::nullopt;
        if (c != '+') {
            decoded += static_cast<char>(c);
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::variant<mail_options, parameter_fault> read_mail_options(const std::vector<parameter>& params,
                                                              const grammar& how) {
    return read(params, mail_rows, how.mail_parameters,
                {reply_id::mail_parameter_unknown, reply_id::mail_parameter_invalid});
}
std::variant<rcpt_options, parameter_fault> read_rcpt_options(const std::vector<parameter>& params,
                                                              const grammar& how) {
    return read(params, rcpt_rows, how.rcpt_parameters,
                {reply_id::rcpt_parameter_unknown, reply_id::rcpt_parameter_invalid});
}

}  // namespace mocksmtp::smtp
