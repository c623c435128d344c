#include "mocksmtp/sasl/ntlm_message.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mocksmtp::sasl::ntlm {

namespace {

constexpr std::string_view signature{"NTLMSSP\0", 8};
constexpr std::size_t nonce_octets = 8;

// Reads numbers with the lowest octet first; beyond the end there are zeros.
struct reader {
    std::string_view octets;

    std::uint32_t number(std::size_t at, unsigned count) const {
        std::uint32_t value = 0;
        for (unsigned done = 0; done < count && at + done < octets.size(); ++done)
            value |= static_cast<std::uint32_t>(static_cast<unsigned char>(octets[at + done])) << 8 * done;
        return value;
    }
    std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
    std::uint32_t u32(std::size_t at) const { return number(at, 4); }
};

void append_number(std::string& to, std::uint32_t value, unsigned count) {
    for (unsigned done = 0; done < count; ++done) to += static_cast<char>(value >> 8 * done & 0xff);
}

// Length, room and offset of something in the payload ([MS-NLMP] 2.2).
struct field {
    std::size_t length, offset;
};

field field_at(const reader& message, std::size_t at) { return {message.u16(at), message.u32(at + 4)}; }

std::optional<std::string> payload(std::string_view octets, field where) {
    if (where.length == 0) return std::string();
    if (where.offset > octets.size() || where.length > octets.size() - where.offset) return std::nullopt;
    return std::string(octets.substr(where.offset, where.length));
}

bool is_message(std::string_view octets, std::uint32_t type) {
    return octets.starts_with(signature) && reader{octets}.u32(signature.size()) == type;
}

broken out_of_bounds(std::string_view what) { return {"NTLM message names octets it has not: " + std::string(what)}; }

std::string version_at(std::string_view octets, std::size_t at) {
    const reader message{octets};
    return std::to_string(message.number(at, 1)) + '.' + std::to_string(message.number(at + 1, 1)) + '.' +
           std::to_string(message.u16(at + 2));
}

struct flag_name {
    std::uint32_t flag;
    std::string_view name;
};
constexpr std::array flag_names{flag_name{unicode, "UNICODE"},
                                flag_name{oem, "OEM"},
                                flag_name{request_target, "REQUEST_TARGET"},
                                flag_name{sign, "SIGN"},
                                flag_name{seal, "SEAL"},
                                flag_name{0x40, "DATAGRAM"},
                                flag_name{lm_key, "LM_KEY"},
                                flag_name{ntlm_v1, "NTLM"},
                                flag_name{anonymous, "ANONYMOUS"},
                                flag_name{oem_domain_supplied, "OEM_DOMAIN_SUPPLIED"},
                                flag_name{oem_workstation_supplied, "OEM_WORKSTATION_SUPPLIED"},
                                flag_name{always_sign, "ALWAYS_SIGN"},
                                flag_name{0x10000, "TARGET_TYPE_DOMAIN"},
                                flag_name{target_type_server, "TARGET_TYPE_SERVER"},
                                flag_name{extended_security, "EXTENDED_SESSIONSECURITY"},
                                flag_name{0x100000, "IDENTIFY"},
                                flag_name{0x400000, "REQUEST_NON_NT_SESSION_KEY"},
                                flag_name{target_info, "TARGET_INFO"},
                                flag_name{version_supplied, "VERSION"},
                                flag_name{key_128, "128"},
                                flag_name{key_exchange, "KEY_EXCH"},
                                flag_name{key_56, "56"}};

constexpr std::array<std::string_view, 11> av_names{
    "end",   "netbios_computer", "netbios_domain", "dns_computer", "dns_domain",      "dns_tree",
    "flags", "timestamp",        "single_host",    "target_name",  "channel_bindings"};

}  // namespace

std::string names_of(std::uint32_t flags) {
    std::string names;
    const auto append = [&](std::string_view name) { names.append(names.empty() ? "" : " ").append(name); };
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
        if ((flags & bit) == 0) continue;
        const auto* at =
            std::find_if(flag_names.begin(), flag_names.end(), [&](const flag_name& one) { return one.flag == bit; });
        if (at != flag_names.end()) {
            append(at->name);
            continue;
        }
        std::string digits;
        for (std::uint32_t rest = bit; rest != 0; rest >>= 4) digits.insert(digits.begin(), "0123456789"[rest & 15]);
        append("0x" + digits);
    }
    return names;
}

std::string written(const av_pairs& pairs) {
    std::string octets;
    const auto append = [&](av_id id, std::string_view value) {
        append_number(octets, static_cast<std::uint32_t>(id), 2);
        append_number(octets, static_cast<std::uint32_t>(value.size()), 2);
        octets += value;
    };
    for (const auto& [id, value] : pairs) append(id, value);
    append(av_id::end, {});
    return octets;
}

av_pairs read_av_pairs(std::string_view octets) {
    av_pairs pairs;
    constexpr std::size_t head = 4;
    while (octets.size() >= head) {
        const reader pair{octets};
        const auto id = static_cast<av_id>(pair.u16(0));
        const std::size_t length = pair.u16(2);
        if (id == av_id::end || length > octets.size() - head) break;
        pairs.push_back({id, std::string(octets.substr(head, length))});
        octets.remove_prefix(head + length);
    }
    return pairs;
}

std::string_view name_of(av_id id) {
    const auto at = static_cast<std::size_t>(id);
    return at < av_names.size() ? av_names.at(at) : "av";
}

std::variant<negotiate, broken> read_negotiate(std::string_view octets) {
    constexpr std::size_t flags_at = 12, domain_at = 16, workstation_at = 24, version_from = 32, version_to = 40;
    if (!is_message(octets, 1)) return broken{"not an NTLM negotiate message"};
    if (octets.size() < domain_at) return broken{"NTLM negotiate message without flags"};
    const reader message{octets};
    negotiate read{.flags = message.u32(flags_at)};
    const auto named = [&](flag promise, std::size_t at) {
        return (read.flags & promise) != 0 ? payload(octets, field_at(message, at)) : std::string();
    };
    const auto domain = named(oem_domain_supplied, domain_at);
    const auto workstation = named(oem_workstation_supplied, workstation_at);
    if (!domain) return out_of_bounds("domain");
    if (!workstation) return out_of_bounds("workstation");
    read.domain = *domain;
    read.workstation = *workstation;
    if ((read.flags & version_supplied) != 0 && octets.size() >= version_to)
        read.version = version_at(octets, version_from);
    return read;
}

std::string written(const challenge& message) {
    constexpr std::size_t head = 48;
    const std::string info = (message.flags & target_info) != 0 ? written(message.info) : std::string();
    std::string octets(signature);
    const auto append_field = [&](std::size_t length, std::size_t offset) {
        append_number(octets, static_cast<std::uint32_t>(length), 2);
        append_number(octets, static_cast<std::uint32_t>(length), 2);
        append_number(octets, static_cast<std::uint32_t>(offset), 4);
    };
    append_number(octets, 2, 4);
    append_field(message.target.size(), head);
    append_number(octets, message.flags, 4);
    octets += message.nonce;
    octets.append(8, '\0');
    append_field(info.size(), head + message.target.size());
    return octets + message.target + info;
}

challenge read_challenge(std::string_view octets) {
    constexpr std::size_t target_at = 12, flags_at = 20, nonce_at = 24, info_at = 40;
    const reader message{octets};
    challenge read{.flags = message.u32(flags_at)};
    read.target = payload(octets, field_at(message, target_at)).value_or("");
    read.nonce = octets.substr(std::min(nonce_at, octets.size()), nonce_octets);
    read.nonce.resize(nonce_octets);
    if ((read.flags & target_info) != 0)
        read.info = read_av_pairs(payload(octets, field_at(message, info_at)).value_or(""));
    return read;
}

std::variant<authenticate, broken> read_authenticate(std::string_view octets, std::uint32_t agreed) {
    constexpr std::size_t key_at = 52, flags_at = 60, version_from = 64, version_to = 72;
    if (!is_message(octets, 3)) return broken{"not an NTLM authenticate message"};
    if (octets.size() < key_at) return broken{"NTLM authenticate message is too short"};
    const reader message{octets};
    authenticate read{.payload_begins = octets.size()};
    std::optional<broken> wrong;
    const auto take = [&](std::string& to, std::size_t at, std::string_view name) {
        const field where = field_at(message, at);
        const auto found = payload(octets, where);
        if (!found && !wrong) wrong = out_of_bounds(name);
        if (!found || where.length == 0) return;
        to = *found;
        read.payload_begins = std::min(read.payload_begins, where.offset);
    };
    take(read.lm_response, 12, "LM response");
    take(read.nt_response, 20, "NT response");
    take(read.domain, 28, "domain");
    take(read.user, 36, "user");
    take(read.workstation, 44, "workstation");
    // What Windows 95 sent ends before these.
    if (read.payload_begins >= flags_at) take(read.session_key, key_at, "session key");
    if (wrong) return *wrong;
    if (read.payload_begins >= version_from) read.flags = message.u32(flags_at);
    if ((read.flags & version_supplied) != 0 && read.payload_begins >= version_to)
        read.version = version_at(octets, version_from);
    read.wide = (((read.flags & (unicode | oem)) != 0 ? read.flags : agreed) & unicode) != 0;
    return read;
}

}  // namespace mocksmtp::sasl::ntlm
