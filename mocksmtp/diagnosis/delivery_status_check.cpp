#include "mocksmtp/diagnosis/delivery_status_check.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/mail/header.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

// "dns; mx.example.org", "rfc822; alice@example.org"
bool is_typed(std::string_view value) {
    const std::size_t semicolon = value.find(';');
    return semicolon != std::string_view::npos && !base::trim(value.substr(0, semicolon)).empty() &&
           !base::trim(value.substr(semicolon + 1)).empty();
}

// The first word; comments may stand around it.
std::string_view first_word(std::string_view value) {
    value = mail::skip_space_and_comments(value);
    return value.substr(0, value.find_first_of(" \t\r\n("));
}

bool stands_alone(std::string_view value) {
    const std::string_view word = first_word(value);
    return mail::skip_space_and_comments(mail::skip_space_and_comments(value).substr(word.size())).empty();
}

bool is_action(std::string_view value) {
    constexpr std::array<std::string_view, 5> actions{"failed", "delayed", "delivered", "relayed", "expanded"};
    return stands_alone(value) &&
           std::ranges::any_of(actions, [&](std::string_view one) { return base::iequals(one, first_word(value)); });
}

bool is_short_number(std::string_view text) { return base::is_digits(text) && text.size() <= 3; }

// RFC 3463 section 2: class "." subject "." detail.
bool is_status(std::string_view value) {
    const std::string_view code = first_word(value);
    const std::size_t first = code.find('.');
    const std::size_t second = first == std::string_view::npos ? first : code.find('.', first + 1);
    if (!stands_alone(value) || second == std::string_view::npos || first != 1) return false;
    return std::string_view("245").find(code[0]) != std::string_view::npos &&
           is_short_number(code.substr(2, second - 2)) && is_short_number(code.substr(second + 1));
}

struct required_field {
    std::string_view name;
    bool (*has_form)(std::string_view value);
};
constexpr std::array of_the_message{required_field{"Reporting-MTA", is_typed}};
constexpr std::array of_a_recipient{required_field{"Final-Recipient", is_typed}, required_field{"Action", is_action},
                                    required_field{"Status", is_status}};

bool ends_with_empty_line(std::string_view text) { return text.ends_with("\n\n") || text.ends_with("\n\r\n"); }

class status_reader {
public:
    explicit status_reader(std::string_view content) : content_(content) {}

    std::vector<status_mistake> read() {
        std::size_t blocks = 0;
        for (std::size_t at = next_block(0); at < content_.size() && room(); at = next_block(at)) {
            const mail::header_block block = mail::read_headers(content_.substr(at));
            const std::size_t behind = at + block.body_offset;
            if (behind < content_.size() && !ends_with_empty_line(content_.substr(0, behind))) {
                add(shown_value(content_.substr(behind, content_.find('\n', behind) - behind)) + " is no field",
                    behind);
                return std::move(found_);
            }
            if (blocks++ == 0) {
                check(block, of_the_message, at);
            } else {
                check(block, of_a_recipient, at);
            }
            at = behind;
        }
        if (blocks < 2 && room()) add("no block for a recipient", content_.size());
        return std::move(found_);
    }

private:
    static constexpr std::size_t most = 20;
    bool room() const { return found_.size() < most; }

    std::size_t next_block(std::size_t at) const {
        return std::min(content_.find_first_not_of("\r\n", at), content_.size());
    }

    template <typename fields>
    void check(const mail::header_block& block, const fields& required, std::size_t at) {
        for (const required_field& one : required) {
            const auto found = std::ranges::find_if(
                block.fields, [&](const mail::header_field& field) { return base::iequals(field.name, one.name); });
            if (found == block.fields.end()) {
                add(std::string(one.name) + " is missing", at);
            } else if (const std::string value = mail::unfold(found->raw); !one.has_form(value)) {
                add(std::string(one.name) + " is " + shown_value(value), at + found->offset);
            }
        }
    }

    void add(std::string what, std::size_t at) { found_.push_back({std::move(what), at}); }

    std::string_view content_;
    std::vector<status_mistake> found_;
};

}  // namespace

std::vector<status_mistake> find_status_mistakes(std::string_view content) { return status_reader(content).read(); }

}  // namespace mocksmtp::diagnosis
