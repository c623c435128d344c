// The three messages of NTLM ([MS-NLMP] 2.2.1) as values: read from any octets, and written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mocksmtp::sasl::ntlm {

// [MS-NLMP] 2.2.2.5; the names are the document's, without their prefix.
enum flag : std::uint32_t {
    unicode = 0x1,
    oem = 0x2,
    request_target = 0x4,
    sign = 0x10,
    seal = 0x20,
    lm_key = 0x80,
    ntlm_v1 = 0x200,
    anonymous = 0x800,
    oem_domain_supplied = 0x1000,
    oem_workstation_supplied = 0x2000,
    always_sign = 0x8000,
    target_type_server = 0x20000,
    extended_security = 0x80000,
    target_info = 0x800000,
    version_supplied = 0x2000000,
    key_128 = 0x20000000,
    key_exchange = 0x40000000,
    key_56 = 0x80000000
};

// "UNICODE REQUEST_TARGET NTLM"; a bit without a name as "0x400".
std::string names_of(std::uint32_t flags);

// [MS-NLMP] 2.2.2.1
enum class av_id : std::uint16_t {
    end = 0,
    netbios_computer = 1,
    netbios_domain = 2,
    dns_computer = 3,
    dns_domain = 4,
    dns_tree = 5,
    flags = 6,
    timestamp = 7,
    single_host = 8,
    target_name = 9,
    channel_bindings = 10
};
struct av_pair {
    av_id id = av_id::end;
    std::string value;  // as on the wire; names are UTF-16
};
using av_pairs = std::vector<av_pair>;  // without the end

std::string written(const av_pairs& pairs);
av_pairs read_av_pairs(std::string_view octets);  // those that are whole, as far as the end
std::string_view name_of(av_id id);               // "dns_computer"; "av" for one without a name

// What is wrong with a message: one clause.
struct broken {
    std::string because;
};

struct negotiate {  // type 1
    std::uint32_t flags = 0;
    std::string domain = {}, workstation = {};  // OEM octets; empty if the flags do not promise them
    std::string version = {};                   // "10.0.19041"; empty if there is none
};
std::variant<negotiate, broken> read_negotiate(std::string_view octets);

struct challenge {  // type 2
    std::uint32_t flags = 0;
    std::string target = {};  // in UTF-16 or octets, as the flags say
    std::string nonce = {};   // the server challenge, eight octets
    av_pairs info = {};
};
std::string written(const challenge& message);
// What a challenge given by hand says, as far as it can be read; the nonce has eight octets whatever comes.
challenge read_challenge(std::string_view octets);

struct authenticate {  // type 3
    std::uint32_t flags = 0;
    bool wide = false;                                     // the names are UTF-16
    std::string user = {}, domain = {}, workstation = {};  // as sent
    std::string lm_response = {}, nt_response = {};
    std::string session_key = {};    // encrypted
    std::string version = {};        // as in negotiate
    std::size_t payload_begins = 0;  // the first octet that belongs to a field
};
// `agreed` are the flags of the challenge: some clients send none of their own.
std::variant<authenticate, broken> read_authenticate(std::string_view octets, std::uint32_t agreed);

}  // namespace mocksmtp::sasl::ntlm
