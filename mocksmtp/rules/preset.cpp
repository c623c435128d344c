#include "mocksmtp/rules/preset.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace mocksmtp::rules {

namespace {

using smtp::reply_id;

constexpr std::array rows = {
    preset_row{"user_unknown", reply_id::user_unknown},
    preset_row{"mailbox_full", reply_id::mailbox_full},
    preset_row{"greylisted", reply_id::greylisted},
    preset_row{"rate_limited", reply_id::rate_limited},
    preset_row{"relay_denied", reply_id::relay_denied},
    preset_row{"blocked", reply_id::blocked},
    preset_row{"sender_rejected", reply_id::sender_rejected},
    preset_row{"content_rejected", reply_id::content_rejected},
    preset_row{"message_too_big", reply_id::message_too_big},
    preset_row{"too_many_recipients", reply_id::too_many_recipients},
    preset_row{"store_full", reply_id::store_full},
    preset_row{"auth_failed", reply_id::auth_failed},
    preset_row{"auth_required", reply_id::auth_required},
    preset_row{"auth_temporary_failure", reply_id::auth_temporary_failure},
    preset_row{"tls_required", reply_id::tls_required},
    preset_row{"tls_not_available", reply_id::tls_not_available},
    preset_row{"too_many_connections", reply_id::too_many_connections},
    preset_row{"too_many_errors", reply_id::too_many_errors},
    preset_row{"shutting_down", reply_id::shutting_down},
    preset_row{"internal_error", reply_id::internal_error},
    preset_row{"helo_name_invalid", reply_id::helo_name_invalid},
    preset_row{"helo_not_qualified", reply_id::helo_not_qualified},
    preset_row{"helo_unresolved", reply_id::helo_unresolved},
    preset_row{"sender_not_qualified", reply_id::sender_not_qualified},
    preset_row{"sender_domain_unknown", reply_id::sender_domain_unknown},
    preset_row{"recipient_not_qualified", reply_id::recipient_not_qualified},
    preset_row{"recipient_domain_unknown", reply_id::recipient_domain_unknown},
    preset_row{"service_unavailable", reply_id::service_unavailable},
};

}  // namespace

std::span<const preset_row> presets() { return rows; }

std::optional<reply_id> find_preset(std::string_view name) {
    const auto* found = std::ranges::find(rows, name, &preset_row::name);
    return found == rows.end() ? std::nullopt : std::optional(found->reply);
}

std::optional<std::string_view> preset_name(reply_id of) {
    const auto* found = std::ranges::find(rows, of, &preset_row::reply);
    return found == rows.end() ? std::nullopt : std::optional(found->name);
}

bool is_positive(const smtp::answer& what) {
    const auto* said = std::get_if<smtp::reply>(&what);
    return said != nullptr && said->positive();
}

}  // namespace mocksmtp::rules
