#include "mocksmtp/rules/reply_addresses.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/address.hpp"

namespace mocksmtp::rules {

namespace {

constexpr std::string_view words = "as the address asks";

// "550" or "451-4.7.1"
std::optional<smtp::reply> read(std::string_view asked) {
    constexpr std::size_t digits = 3;
    const std::string_view code = asked.substr(0, digits);
    if (code.size() < digits || !base::is_digits(code)) return std::nullopt;
    auto made = smtp::parse_reply(std::string(code) + " " + std::string(words));
    if (!made) return std::nullopt;
    const int digit = made->code / 100;
    if (asked.size() == digits) {
        // RFC 3463 3.1: nothing is known but the class, and replies that ask for more have none.
        if (digit != 3) made->enhanced = {static_cast<std::uint16_t>(digit), 0, 0};
        return made;
    }
    if (asked[digits] != '-') return std::nullopt;
    const std::string_view enhanced = asked.substr(digits + 1);
    made = smtp::parse_reply(std::string(code) + " " + std::string(enhanced) + " " + std::string(words));
    const bool usable = made && made->enhanced && made->enhanced->text() == enhanced;
    return usable && made->enhanced->status_class == digit ? made : std::nullopt;
}

}  // namespace

std::optional<smtp::reply> asked_reply(match::stage at, const match::facts& situation) {
    const std::string_view prefix = at == match::stage::rcpt ? "reply-" : at == match::stage::message ? "data-" : "";
    if (prefix.empty()) return std::nullopt;
    for (const match::value& recipient : situation.of({match::field_id::to, {}})) {
        const auto* address = std::get_if<std::string_view>(&recipient);
        if (address == nullptr) continue;
        const std::string_view local_part = mail::split_address(*address).local_part;
        if (!local_part.starts_with(prefix)) continue;
        if (auto reply = read(local_part.substr(prefix.size()))) return reply;
    }
    return std::nullopt;
}

std::optional<smtp::answer> asked_answer(match::stage at, const match::facts& situation, const smtp::reply* usual) {
    if (auto reply = asked_reply(at, situation)) return *std::move(reply);
    const bool refused = at == match::stage::rcpt && usual != nullptr && !usual->completed();
    if (refused && asked_reply(match::stage::message, situation)) return smtp::reply_id::recipient_ok;
    return std::nullopt;
}

}  // namespace mocksmtp::rules
