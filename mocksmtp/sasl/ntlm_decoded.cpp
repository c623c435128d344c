#include "mocksmtp/sasl/ntlm_decoded.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/sasl/ntlm_text.hpp"

namespace mocksmtp::sasl::ntlm {

namespace {

void add(fields& to, std::string_view name, std::string value) {
    to.push_back({.name = std::string(name), .value = std::move(value)});
}

void add_if_any(fields& to, std::string_view name, std::string value) {
    if (!value.empty()) add(to, name, std::move(value));
}

std::string text_of(std::string_view name, bool wide) { return wide ? utf8_of_utf16(name) : std::string(name); }

// A FILETIME: tenths of a microsecond since 1601, the lowest octet first.
std::string time_of(std::string_view octets) {
    std::uint64_t ticks = 0;
    for (std::size_t at = octets.size(); at > 0; --at) ticks = ticks << 8 | static_cast<unsigned char>(octets[at - 1]);
    constexpr std::uint64_t ticks_per_millisecond = 10000;
    constexpr std::chrono::sys_days beginning = std::chrono::January / 1 / 1601;
    return base::format_time(base::timestamp(beginning) + std::chrono::milliseconds(ticks / ticks_per_millisecond));
}

std::string value_of(const av_pair& pair) {
    constexpr std::size_t time_octets = 8;
    switch (pair.id) {
        case av_id::netbios_computer:
        case av_id::netbios_domain:
        case av_id::dns_computer:
        case av_id::dns_domain:
        case av_id::dns_tree:
        case av_id::target_name:
            return utf8_of_utf16(pair.value);
        case av_id::timestamp:
            if (pair.value.size() == time_octets) return time_of(pair.value);
            break;
        default:
            break;
    }
    return base::hex(pair.value);
}

void add(fields& to, const av_pairs& pairs, std::string_view prefix) {
    for (const av_pair& pair : pairs) add(to, std::string(prefix).append(name_of(pair.id)), value_of(pair));
}

}  // namespace

fields decoded(const negotiate& message) {
    fields all;
    add(all, "flags", names_of(message.flags));
    add_if_any(all, "domain", message.domain);
    add_if_any(all, "workstation", message.workstation);
    add_if_any(all, "version", message.version);
    return all;
}

fields decoded(const challenge& message) {
    fields all;
    add(all, "flags", names_of(message.flags));
    add(all, "server_challenge", base::hex(message.nonce));
    add(all, "target", text_of(message.target, (message.flags & unicode) != 0));
    add(all, message.info, "target_");
    return all;
}

fields decoded(const authenticate& message, std::string_view octets) {
    fields all;
    add(all, "authcid", text_of(message.user, message.wide));
    add(all, "domain", text_of(message.domain, message.wide));
    add(all, "workstation", text_of(message.workstation, message.wide));
    add(all, "flags", names_of(message.flags));
    add(all, "lm_response", base::hex(message.lm_response));
    add(all, "nt_response", base::hex(message.nt_response));
    add_if_any(all, "session_key", base::hex(message.session_key));
    add_if_any(all, "version", message.version);
    add_if_any(all, "mic", base::hex(integrity_code(message, octets)));
    if (const std::string_view blob = blob_of(message); !blob.empty()) {
        constexpr std::size_t time_at = 8, challenge_at = 16, length = 8;
        add(all, "client_time", time_of(blob.substr(time_at, length)));
        add(all, "client_challenge", base::hex(blob.substr(challenge_at, length)));
        add(all, pairs_of(message), "client_");
    }
    return all;
}

}  // namespace mocksmtp::sasl::ntlm
