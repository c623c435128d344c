#include "mocksmtp/match/place.hpp"

#include <array>
#include <cstddef>

namespace mocksmtp::match {
namespace {

constexpr std::array<std::string_view, 8> kind_names{"messages", "auth_attempts", "transactions", "sessions",
                                                     "holds",    "events",        "rules",        "diagnostics"};
constexpr std::array<std::string_view, 19> stage_names{"connect", "helo", "starttls", "auth", "mail",   "rcpt", "data",
                                                       "body",    "bdat", "message",  "rset", "noop",   "vrfy", "expn",
                                                       "help",    "etrn", "verb",     "quit", "unknown"};

template <class enumeration, std::size_t size>
std::optional<enumeration> find(const std::array<std::string_view, size>& names, std::string_view name) {
    for (std::size_t i = 0; i < size; ++i) {
        if (names[i] == name) return static_cast<enumeration>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(item_kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view name_of(stage where) { return stage_names[static_cast<std::size_t>(where)]; }

std::optional<item_kind> parse_item_kind(std::string_view name) { return find<item_kind>(kind_names, name); }
std::optional<stage> parse_stage(std::string_view name) { return find<stage>(stage_names, name); }

}  // namespace mocksmtp::match
