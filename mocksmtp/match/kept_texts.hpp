// Texts made for an answer, kept for as long as facts promise them.
#pragma once

#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

class kept_texts {
public:
    std::string_view keep(std::string text) { return made_.emplace_front(std::move(text)); }
    values one(std::optional<std::string> text) { return text ? values::one(keep(*std::move(text))) : values{}; }

private:
    std::forward_list<std::string> made_;
};

}  // namespace mocksmtp::match
