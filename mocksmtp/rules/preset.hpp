// Refusals by name, for rules that leave the words to the persona.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::rules {

struct preset_row {
    std::string_view name;  // "mailbox_full"
    smtp::reply_id reply;
};
std::span<const preset_row> presets();

std::optional<smtp::reply_id> find_preset(std::string_view name);
// Not a refusal; a preset is always one.
bool is_positive(const smtp::answer& what);
// Nothing where the reply is no preset.
std::optional<std::string_view> preset_name(smtp::reply_id of);

}  // namespace mocksmtp::rules
