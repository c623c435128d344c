// What XOAUTH2 and OAUTHBEARER have in common: pairs with a bearer token, and an error challenge before the refusal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

struct oauth_pair {
    std::string_view name;
    std::string_view value;
};

// The parts of "name=value^A" any number of times and ^A at the end; views into the text.
struct oauth_pairs {
    std::vector<oauth_pair> all = {};
    std::string complaint = {};  // what is wrong with the text; empty: nothing
};
oauth_pairs split_oauth_pairs(std::string_view text);

// A part that is neither user nor auth. It may hold a token under another name: host and port (RFC 7628 3.1) alone do
// not.
decoded_field further_part(const oauth_pair& part);

class oauth_exchange : public mechanism {
public:
    step next(std::optional<std::string_view> response) final;
    fields decode_last() const final { return last_; }

protected:
    oauth_exchange(std::string_view name, challenge on_failure, std::string_view acknowledgement)
        : name_(name), on_failure_(std::move(on_failure)), acknowledgement_(acknowledgement) {}

    // Reads the client's message into found_ and last_; answers what is wrong with it, or nothing.
    virtual std::string read(std::string_view message) = 0;
    // Who that was, once it has been read.
    virtual judgement decide() = 0;

    // The token of "Bearer TOKEN" goes into found_.secret; the scheme in any case. Answers as read() does.
    std::string read_bearer(std::string_view auth);

    std::string_view name() const { return name_; }

    fields last_;

private:
    enum class state { start, asked, failed, over };

    step judge(std::string_view response);

    std::string_view name_;
    challenge on_failure_;
    std::string_view acknowledgement_;  // what a client is to answer to the error challenge
    state state_ = state::start;
};

}  // namespace mocksmtp::sasl
