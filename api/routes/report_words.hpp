// Small pieces of markup that several parts of the page of evidence have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/envelope.hpp"

namespace api::routes {

std::string coloured(std::string_view text, bool good);
std::string link_to(std::string_view id);

// "<bob@example.test>"; the null sender is "<>".
std::string path_text(std::string_view address);
// One a line; those that were refused say so.
std::string path_list(const std::vector<mocksmtp::smtp::addressed>& paths);

// "451 4.7.1 Greylisted, by rule greylist-bob (hit 2)"
std::string decided(const mocksmtp::smtp::reply& said, const std::optional<mocksmtp::smtp::rule_hit>& by);

}  // namespace api::routes
