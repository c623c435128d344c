#include "mocksmtp/sasl/directory.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

bool may_use(const account& who, std::string_view mechanism) {
    return who.mechanisms.empty() ||
           std::any_of(who.mechanisms.begin(), who.mechanisms.end(),
                       [&](const std::string& name) { return base::iequals(name, mechanism); });
}

// What an account may do with what it has proved.
void admit(judgement& judged, const account& who, const claim& claimed, const std::string& reason) {
    judged.admitted = who.enabled && may_use(who, claimed.mechanism);
    judged.because = !who.enabled      ? "account disabled"
                     : judged.admitted ? reason
                                       : "mechanism not allowed for this account";
}

std::string wrong(const claim& claimed) { return "wrong " + std::string(claimed.credential); }

std::optional<std::size_t> first_match(const std::vector<std::string>& passwords, const password_check& matches) {
    std::optional<std::size_t> found;
    for (std::size_t at = 0; at < passwords.size(); ++at) {
        const bool matched = matches(passwords[at]);
        if (matched && !found) found = at;
    }
    return found;
}

judgement judge_by_default(const claim& claimed, const std::string& default_password, const password_check& matches) {
    if (matches(default_password)) return {.admitted = true, .verified = true, .because = "default password"};
    return {.admitted = false, .verified = false, .because = wrong(claimed)};
}

}  // namespace

const account* directory::find(std::string_view name) const {
    const auto at = std::find_if(accounts.begin(), accounts.end(), [&](const account& a) { return a.name == name; });
    return at == accounts.end() ? nullptr : &*at;
}

void directory::put(account who) {
    const auto at =
        std::find_if(accounts.begin(), accounts.end(), [&](const account& a) { return a.name == who.name; });
    if (at == accounts.end()) {
        accounts.push_back(std::move(who));
    } else {
        *at = std::move(who);
    }
}

bool directory::remove(std::string_view name) {
    return std::erase_if(accounts, [&](const account& a) { return a.name == name; }) != 0;
}

judgement directory::judge(const claim& claimed, const password_check& matches) const {
    if (open())
        return {
            .admitted = true, .verified = std::nullopt, .because = "no users configured: every identity is accepted"};
    const account* who = find(claimed.user);
    if (who == nullptr && default_password) return judge_by_default(claimed, *default_password, matches);
    if (who == nullptr) return {.admitted = false, .verified = false, .because = "no such user"};

    judgement judged{.admitted = false, .verified = false, .because = wrong(claimed)};
    judged.credential = first_match(who->passwords, matches);
    if (!judged.credential) return judged;
    judged.verified = true;
    admit(judged, *who, claimed, std::string(claimed.credential) + " matches");
    if (judged.admitted && has_expired(*who)) {
        judged.admitted = false;
        judged.because = std::string(claimed.credential) + " has expired";
    }
    return judged;
}

judgement directory::judge_proven(const claim& claimed) const {
    judgement judged{.admitted = true, .verified = true, .because = "no users configured: every identity is accepted"};
    if (open()) return judged;
    if (const account* who = find(claimed.user)) {
        admit(judged, *who, claimed, std::string(claimed.credential) + " names an account");
        return judged;
    }
    judged.admitted = default_password.has_value();
    judged.because = judged.admitted ? "no account, but every name is let in" : "no such user";
    return judged;
}

judgement directory::judge(const claim& claimed, std::string_view password) const {
    return judge(claimed, [&](std::string_view known) { return base::equal_in_constant_time(known, password); });
}

}  // namespace mocksmtp::sasl
