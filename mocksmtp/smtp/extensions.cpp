#include "mocksmtp/smtp/extensions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/catalogue.hpp"

namespace mocksmtp::smtp {

namespace {

void replace_all(std::string& text, std::string_view what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += ' ' + word;
    return out;
}

// The word a keyword line begins with.
std::string_view keyword_of(std::string_view line) { return line.substr(0, line.find_first_of(" =")); }

// Whether a mechanism that nobody named can be offered honestly.
bool unasked(sasl::offering when, const settings& limits, const sasl::directory& users) {
    switch (when) {
        case sasl::offering::always:
            return true;
        case sasl::offering::with_users:
            return !users.open();
        case sasl::offering::with_keytab:
            return !limits.keytab.empty();
        case sasl::offering::when_named:
            return false;
    }
    return false;
}

bool is_time(mechanism_offer::when wanted, standing now) {
    return wanted == mechanism_offer::when::always || (wanted == mechanism_offer::when::under_tls) == now.under_tls;
}

struct parameter_keyword {
    std::string_view parameter;
    std::string_view keyword;
};

constexpr std::array parameter_keywords{
    parameter_keyword{"SIZE", "SIZE"},
    parameter_keyword{"BODY", "8BITMIME"},
    parameter_keyword{"SMTPUTF8", "SMTPUTF8"},
    parameter_keyword{"AUTH", "AUTH"},
    parameter_keyword{"RET", "DSN"},
    parameter_keyword{"ENVID", "DSN"},
    parameter_keyword{"NOTIFY", "DSN"},
    parameter_keyword{"ORCPT", "DSN"},
    parameter_keyword{"BY", "DELIVERBY"},
    parameter_keyword{"HOLDFOR", "FUTURERELEASE"},
    parameter_keyword{"HOLDUNTIL", "FUTURERELEASE"},
    parameter_keyword{"MT-PRIORITY", "MT-PRIORITY"},
    parameter_keyword{"REQUIRETLS", "REQUIRETLS"},
};

bool has_limits(std::string_view keyword) { return base::iequals(keyword, "FUTURERELEASE"); }

bool is_asked_for(std::string_view keyword) {
    return base::iequals(keyword, "CHUNKING") || base::iequals(keyword, "BINARYMIME") ||
           std::any_of(parameter_keywords.begin(), parameter_keywords.end(),
                       [&](const parameter_keyword& one) { return base::iequals(one.keyword, keyword); });
}

// The text loses what is given.
std::string_view take_word(std::string_view& text) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
}

std::uint64_t seconds_of(std::string_view digits) {
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace

std::string offered_extensions(const text_lines& lines) {
    std::string made;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::string_view keyword = keyword_of(lines[i]);
        if (is_asked_for(keyword)) made.append(has_limits(keyword) ? lines[i] : keyword).append("\n");
    }
    made.shrink_to_fit();
    return made;
}

std::string_view offered_line(std::string_view extensions, std::string_view keyword) {
    while (!extensions.empty()) {
        const std::string_view line = extensions.substr(0, extensions.find('\n'));
        if (base::iequals(keyword_of(line), keyword)) return line;
        extensions.remove_prefix(line.size() + 1);
    }
    return {};
}

std::string_view extension_of(const parameter& used) {
    if (base::iequals(used.name, "BODY") && base::iequals(used.value.value_or(""), "BINARYMIME")) return "BINARYMIME";
    const auto* const known =
        std::find_if(parameter_keywords.begin(), parameter_keywords.end(),
                     [&](const parameter_keyword& one) { return base::iequals(one.parameter, used.name); });
    return known == parameter_keywords.end() ? std::string_view() : known->keyword;
}

bool holds_too_long(const parameter& given, std::string_view line) {
    const std::string_view asked = given.value ? std::string_view(*given.value) : std::string_view();
    take_word(line);
    const std::string_view longest = take_word(line), latest = take_word(line);
    if (base::iequals(given.name, "HOLDFOR"))
        return base::is_digits(longest) && base::is_digits(asked) && seconds_of(asked) > seconds_of(longest);
    if (!base::iequals(given.name, "HOLDUNTIL")) return false;
    const auto until = base::parse_time(asked), end = base::parse_time(latest);
    return until && end && *until > *end;
}

std::vector<std::string> offered_mechanisms(const persona& face, const settings& limits, const sasl::directory& users,
                                            standing now) {
    std::vector<std::string> offered;
    if (limits.require_tls && !now.under_tls) return offered;
    const auto offer = [&](const sasl::catalogue_row& row) {
        const bool needs_tls = row.binds_channel || row.by_certificate;
        if (!needs_tls || now.under_tls) offered.emplace_back(row.name);
    };
    const auto& named = limits.mechanisms ? limits.mechanisms : face.auth.mechanisms;
    if (!named) {
        for (const sasl::catalogue_row& row : sasl::catalogue()) {
            if (unasked(row.offered, limits, users)) offer(row);
        }
        return offered;
    }
    for (const mechanism_offer& one : *named) {
        const sasl::catalogue_row* row = sasl::find(one.name);
        if (row == nullptr || !is_time(one.offered, now)) continue;
        if (limits.mechanisms || unasked(row->offered, limits, users)) offer(*row);
    }
    return offered;
}

std::vector<std::string> offered_keywords(const persona& face, const settings& limits,
                                          const std::vector<std::string>& mechanisms, standing now) {
    std::vector<std::string> lines;
    for (std::string keyword : face.keywords) {
        const std::string_view name = keyword_of(keyword);
        if (name == "STARTTLS" && (now.under_tls || now.protected_by_sasl || !limits.starttls ||
                                   (now.authenticated && !face.sequence.starttls_after_login) ||
                                   (now.past_greetings && face.sequence.starttls_listed_first)))
            continue;
        if (name == "REQUIRETLS" && !now.under_tls) continue;  // RFC 8689 2
        if (name == "AUTH") {
            if (mechanisms.empty() || (now.authenticated && !face.auth.keyword_stays)) continue;
            const std::string listed = joined(mechanisms) + joined(face.auth.also_listed);
            keyword = keyword.substr(0, 4) + (keyword.size() > 4 ? keyword.substr(4, 1) + listed.substr(1) : listed);
        }
        if (limits.max_message_octets == 0) replace_all(keyword, " {size}", "");  // RFC 1870 4
        replace_all(keyword, "{size}", std::to_string(limits.max_message_octets));
        replace_all(keyword, "{recipients}",
                    std::to_string(limits.max_recipients != 0 ? limits.max_recipients : face.max_recipients));
        lines.push_back(std::move(keyword));
    }
    return lines;
}

void change_offer(std::vector<std::string>& lines, const changed_offer& how) {
    const auto first = lines.begin() + (lines.empty() ? 0 : 1);
    const auto find = [&](std::string_view keyword) {
        return std::find_if(lines.begin() + (lines.empty() ? 0 : 1), lines.end(),
                            [&](const std::string& line) { return base::iequals(keyword_of(line), keyword); });
    };
    const auto put = [&](const std::string& line) {
        const auto old = find(keyword_of(line));
        if (old == lines.end())
            lines.push_back(line);
        else
            *old = line;
    };
    lines.erase(std::remove_if(first, lines.end(),
                               [&](const std::string& line) {
                                   return std::any_of(how.remove.begin(), how.remove.end(),
                                                      [&](const std::string& keyword) {
                                                          return base::iequals(keyword_of(line), keyword);
                                                      });
                               }),
                lines.end());
    for (const std::string& line : how.replace) put(line);
    if (how.mechanisms && how.mechanisms->empty()) {
        if (const auto old = find("AUTH"); old != lines.end()) lines.erase(old);
    } else if (how.mechanisms) {
        put("AUTH" + joined(*how.mechanisms));
    }
    lines.insert(lines.end(), how.add.begin(), how.add.end());
}

}  // namespace mocksmtp::smtp
