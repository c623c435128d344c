// Who may log in, with which passwords and by which mechanisms.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/clock.hpp"

namespace mocksmtp::sasl {

struct account {
    std::string name;  // compared byte by byte
    std::vector<std::string> passwords = {};
    std::vector<std::string> mechanisms = {};  // names in any case; empty: any mechanism
    bool enabled = true;
    std::optional<base::timestamp> valid_until = std::nullopt;  // then its passwords expire; on the directory's clock
};

// Who a client says it is, and how.
struct claim {
    std::string_view user;
    std::string_view mechanism;
    std::string_view credential = "password";  // what the mechanism calls it, for judgement::because
};

// What came of a claim. A right password can be verified and yet not admitted (account disabled).
struct judgement {
    bool admitted = false;
    std::optional<bool> verified = std::nullopt;
    std::string because = {};                              // one clause
    std::optional<std::size_t> credential = std::nullopt;  // index of the password that matched
};

// Says whether the response was made with this password. It is asked about each candidate, so that the time
// taken does not tell which one matched.
using password_check = std::function<bool(std::string_view password)>;

// An account whose name is given twice counts once, as it stands first.
class directory {
public:
    std::vector<account> accounts = {};
    std::optional<std::string> default_password = std::nullopt;  // for every name without an account
    const base::clock* time = nullptr;                           // outlives the directory; null: nothing expires

    // Nobody is configured, so everybody is let in.
    bool open() const { return accounts.empty() && !default_password; }

    const account* find(std::string_view name) const;
    void put(account who);  // in place of the one of that name, or behind all others
    bool remove(std::string_view name);
    bool has_expired(const account& who) const { return who.valid_until && time && time->now() >= *who.valid_until; }

    // Decides by the account's passwords (or the default one), its mechanisms and whether it is enabled. Open
    // house: admitted, verified by nobody, and `matches` is not asked.
    judgement judge(const claim& claimed, const password_check& matches) const;

    // The same for a password that the client sent readable; compared in constant time.
    judgement judge(const claim& claimed, std::string_view password) const;

    // The same for an identity that was proved without a password (a certificate, a ticket): verified in any case, an
    // open house included, and admitted if there is an account of this name that may, or a default password for all.
    judgement judge_proven(const claim& claimed) const;
};

}  // namespace mocksmtp::sasl
