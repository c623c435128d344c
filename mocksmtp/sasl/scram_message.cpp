#include "mocksmtp/sasl/scram_message.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

using parts = std::vector<std::string_view>;

parts split(std::string_view message) {
    parts all;
    for (std::size_t comma = message.find(','); comma != message.npos; comma = message.find(',')) {
        all.push_back(message.substr(0, comma));
        message.remove_prefix(comma + 1);
    }
    all.push_back(message);
    return all;
}

// What stands behind "name=", if the part is that attribute and has a value.
std::optional<std::string_view> value_of(std::string_view part, char name) {
    if (part.size() < 3 || part[0] != name || part[1] != '=') return std::nullopt;
    return part.substr(2);
}

bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x21 && c <= 0x7e; });
}

bool are_attributes(std::span<const std::string_view> rest) {
    return std::all_of(rest.begin(), rest.end(), [](std::string_view part) {
        return !part.empty() && base::is_alpha(part[0]) && value_of(part, part[0]);
    });
}

// Section 5.1: wherever it stands, it has to make the exchange fail.
bool has_mandatory_extension(std::span<const std::string_view> message) {
    return std::any_of(message.begin(), message.end(), [](std::string_view part) { return part.starts_with("m="); });
}
constexpr const char* mandatory_extension = "SCRAM extension m= is not known here";

bool is_text(std::string_view message) { return base::is_utf8(message) && message.find('\0') == message.npos; }

// Says what is wrong, or nothing.
std::string read_bare(std::span<const std::string_view> rest, scram_first& into) {
    if (has_mandatory_extension(rest)) return mandatory_extension;
    const auto user = value_of(rest[0], 'n');
    if (!user) return "SCRAM message without a user name";
    const auto plain = decode_saslname(*user);
    if (!plain) return "SCRAM name with an equals sign that is neither =2C nor =3D";
    into.user = *plain;
    const auto nonce = rest.size() > 1 ? value_of(rest[1], 'r') : std::nullopt;
    if (!nonce || !is_printable(*nonce)) return "SCRAM message without a printable nonce";
    into.nonce = *nonce;
    return are_attributes(rest.subspan(2)) ? std::string() : "SCRAM message that does not end in attributes";
}

}  // namespace

std::variant<scram_first, malformed> read_scram_first(std::string_view message) {
    if (!is_text(message)) return malformed{"SCRAM message is not UTF-8 text"};
    const auto header = parse_gs2_header(message);
    if (!header) return malformed{"SCRAM message without a right GS2 header"};
    scram_first read;
    read.header = *header;
    read.header_text = message.substr(0, header->length);
    read.bare = message.substr(header->length);
    if (std::string wrong = read_bare(split(read.bare), read); !wrong.empty()) return malformed{std::move(wrong)};
    return read;
}

std::variant<scram_final, malformed> read_scram_final(std::string_view message) {
    if (!is_text(message)) return malformed{"SCRAM message is not UTF-8 text"};
    const parts all = split(message);
    if (has_mandatory_extension(all)) return malformed{mandatory_extension};
    scram_final read;
    const auto binding = value_of(all[0], 'c');
    const auto bound = binding ? base::decode_base64(*binding) : std::nullopt;
    if (!bound) return malformed{"SCRAM message does not begin with c= and base64"};
    const auto nonce = all.size() > 1 ? value_of(all[1], 'r') : std::nullopt;
    if (!nonce || !is_printable(*nonce)) return malformed{"SCRAM message without a printable nonce"};
    const auto proof = all.size() > 2 ? value_of(all.back(), 'p') : std::nullopt;
    const auto proven = proof ? base::decode_base64(*proof) : std::nullopt;
    if (!proven) return malformed{"SCRAM message does not end in p= and base64"};
    if (!are_attributes(std::span(all).subspan(2))) return malformed{"SCRAM message of more than attributes"};
    read.channel_binding = *bound;
    read.channel_binding_text = *binding;
    read.nonce = *nonce;
    read.proof = *proven;
    read.proof_text = *proof;
    read.without_proof = message.substr(0, message.size() - all.back().size() - 1);
    return read;
}

scram_pin read_scram_pin(std::string_view server_first) {
    scram_pin read;
    for (const std::string_view part : split(server_first)) {
        if (const auto nonce = value_of(part, 'r'); nonce && is_printable(*nonce)) read.nonce = *nonce;
        if (const auto salt = value_of(part, 's'); salt && base::decode_base64(*salt)) read.salt_text = *salt;
        const auto rounds = value_of(part, 'i');
        const bool number =
            rounds && rounds->size() < 10 && std::all_of(rounds->begin(), rounds->end(), base::is_digit);
        if (number) read.iterations_text = *rounds;
    }
    return read;
}

}  // namespace mocksmtp::sasl
