// Options about who may log in, and by which mechanisms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/options_texts.hpp"

namespace mocksmtp::option_values {

parsed<std::string> mechanism_name(std::string_view given);  // of the catalogue; answered in upper case

// NAME, NAME/tls (offered only under TLS) or NAME/plain (only before); none offers nothing.
struct mechanisms : codec<smtp::mechanism_offer, shape::text> {
    static constexpr std::string_view placeholder = "LIST";
    static std::vector<std::string> parts(std::string_view given) { return split_at(given, ','); }
    static parsed<smtp::mechanism_offer> parse(std::string_view text);
    static std::string print(const smtp::mechanism_offer& v, secrets);
};

parsed<std::vector<smtp::mechanism_offer>> mechanism_list(std::string_view text, char separator);
std::string print_mechanisms(const std::vector<smtp::mechanism_offer>& all, char separator);

// NAME:LIST; the name may contain colons.
struct user_mechanisms : codec<account_mechanisms, shape::text> {
    static constexpr std::string_view placeholder = "NAME:LIST";
    static parsed<account_mechanisms> parse(std::string_view text);
    static std::string print(const account_mechanisms& v, secrets);
};

// MECHANISM:BASE64.
struct challenge : codec<smtp::pinned_challenge, shape::text> {
    static constexpr std::string_view placeholder = "MECHANISM:BASE64";
    static parsed<smtp::pinned_challenge> parse(std::string_view text);
    static std::string print(const smtp::pinned_challenge& v, secrets);
};

// NAME:PASSWORD; the password may contain colons.
struct user : codec<account, shape::text> {
    static constexpr std::string_view placeholder = "NAME:PASSWORD";
    static parsed<account> parse(std::string_view text);
    static std::string print(const account& v, secrets how);
};

}  // namespace mocksmtp::option_values
