// A step of the conversation that rules may judge, and how its reply goes out. Private to mocksmtp/smtp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "mocksmtp/smtp/policy.hpp"

namespace mocksmtp::smtp {

// What a judged step is about, beyond its stage.
struct subject {
    std::string_view verb = {};
    std::string_view argument = {};
    std::string_view protocol = {};  // where there is no transaction yet
    const addressed* sender = nullptr;
    const addressed* recipient = nullptr;
    std::shared_ptr<const received_message> message = nullptr;
    const attempt* trying = nullptr;
    auth_moment moment = {};
    std::uint64_t octets = 0;
    std::optional<std::uint64_t> size = {};
    bool has_to_refuse = false;  // the usual reply is a refusal, and no positive one may stand in its place
};

// How a reply goes out.
struct reply_manner {
    std::optional<rule_hit> by = {};
    std::optional<pace> dribble = {};
    bool keep_open = false;  // though it is a 421
};

}  // namespace mocksmtp::smtp
