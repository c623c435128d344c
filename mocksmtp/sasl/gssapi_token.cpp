#include "mocksmtp/sasl/gssapi_token.hpp"

#include <array>
#include <optional>
#include <utility>

#include "mocksmtp/sasl/der.hpp"

namespace mocksmtp::sasl {

namespace {

using namespace std::string_view_literals;
using kind = gssapi_token::kind;

struct known_mechanism {
    std::string_view octets;  // of the object identifier
    std::string_view name;
    kind what;
};
constexpr std::array mechanisms{
    known_mechanism{"\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"sv, "Kerberos 5", kind::kerberos},  // 1.2.840.113554.1.2.2
    known_mechanism{"\x2a\x86\x48\x82\xf7\x12\x01\x02\x02"sv, "Kerberos 5 (Microsoft)", kind::kerberos},
    known_mechanism{"\x2b\x06\x01\x05\x05\x02"sv, "SPNEGO", kind::spnego},  // 1.3.6.1.5.5.2
    known_mechanism{"\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a"sv, "NTLMSSP", kind::other},
};

// RFC 3961, 3962, 8009, 4757, 6803
struct encryption {
    std::int64_t number;
    std::string_view name;
};
constexpr std::array encryptions{
    encryption{1, "des-cbc-crc"},
    encryption{3, "des-cbc-md5"},
    encryption{16, "des3-cbc-sha1-kd"},
    encryption{17, "aes128-cts-hmac-sha1-96"},
    encryption{18, "aes256-cts-hmac-sha1-96"},
    encryption{19, "aes128-cts-hmac-sha256-128"},
    encryption{20, "aes256-cts-hmac-sha384-192"},
    encryption{23, "arcfour-hmac"},
    encryption{25, "camellia128-cts-cmac"},
    encryption{26, "camellia256-cts-cmac"},
};

constexpr auto ap_request_mark = "\x01\x00"sv;        // RFC 4121 section 4.1
constexpr unsigned char mutual_required = 0x20;       // of the first octet of ap-options (RFC 4120 section 5.5.1)
constexpr std::int64_t version = 5, ap_request = 14;  // RFC 4120 sections 5.3 and 5.5.1

std::string name_of_encryption(std::int64_t number) {
    for (const encryption& one : encryptions)
        if (one.number == number) return std::string(one.name);
    return std::to_string(number);
}

// "1.2.840.113554"; empty for what is no identifier.
std::string dotted(std::string_view octets) {
    std::string text;
    std::uint64_t part = 0;
    for (const char c : octets) {
        const auto value = static_cast<unsigned char>(c);
        if (part >> 56 != 0) return {};
        part = part << 7 | (value & 0x7f);
        if ((value & 0x80) != 0) continue;
        if (text.empty()) {
            const std::uint64_t first = part < 80 ? part / 40 : 2;
            text = std::to_string(first) + '.' + std::to_string(part - first * 40);
        } else {
            text += '.' + std::to_string(part);
        }
        part = 0;
    }
    return !octets.empty() && (static_cast<unsigned char>(octets.back()) & 0x80) != 0 ? "" : text;
}

void add(fields& into, std::string_view name, std::string value) {
    into.push_back({.name = std::string(name), .value = std::move(value)});
}

// PrincipalName: name-type [0] Int32, name-string [1] SEQUENCE OF KerberosString; "smtp/mx.example.test".
std::optional<std::string> read_principal(std::string_view contents) {
    der_reader in(contents);
    if (!in.take(der::context(0), der::integer)) return std::nullopt;
    const auto parts = in.take(der::context(1), der::sequence);
    if (!parts) return std::nullopt;
    std::string name;
    for (der_reader each(*parts); !each.at_end();) {
        const auto part = each.take(der::general_string);
        if (!part) return std::nullopt;
        name.append(name.empty() ? "" : "/").append(*part);
    }
    return name;
}

// EncryptedData: etype [0] Int32, kvno [1] UInt32 OPTIONAL, cipher [2] OCTET STRING
bool read_encrypted(std::string_view contents, fields& into) {
    der_reader in(contents);
    const auto type = in.take(der::context(0), der::integer);
    const auto number = type ? der_integer(*type) : std::nullopt;
    if (!number) return false;
    add(into, "ticket_encryption", name_of_encryption(*number));
    if (const auto given = in.take(der::context(1), der::integer)) {
        const auto key_version = der_integer(*given);
        if (!key_version) return false;
        add(into, "key_version", std::to_string(*key_version));
    }
    return in.take(der::context(2), der::octet_string).has_value();
}

// Ticket ::= [APPLICATION 1] SEQUENCE: tkt-vno [0], realm [1] Realm, sname [2] PrincipalName, enc-part [3]
// EncryptedData
bool read_ticket(std::string_view contents, fields& into) {
    der_reader in(contents);
    if (!in.take(der::context(0), der::integer)) return false;
    const auto realm = in.take(der::context(1), der::general_string);
    if (!realm) return false;
    add(into, "realm", std::string(*realm));
    const auto name = in.take(der::context(2), der::sequence);
    const auto service = name ? read_principal(*name) : std::nullopt;
    if (!service) return false;
    add(into, "service", *service);
    const auto encrypted = in.take(der::context(3), der::sequence);
    return encrypted && read_encrypted(*encrypted, into);
}

bool is_number(const std::optional<std::string_view>& contents, std::int64_t wanted) {
    return contents && der_integer(*contents) == wanted;
}

// AP-REQ ::= [APPLICATION 14] SEQUENCE: pvno [0], msg-type [1], ap-options [2], ticket [3], authenticator [4]
bool read_ap_request(std::string_view octets, fields& into) {
    if (octets.substr(0, ap_request_mark.size()) != ap_request_mark) return false;
    const auto contents = der_reader(octets.substr(ap_request_mark.size())).take(der::application(14), der::sequence);
    if (!contents) return false;
    der_reader in(*contents);
    if (!is_number(in.take(der::context(0), der::integer), version)) return false;
    if (!is_number(in.take(der::context(1), der::integer), ap_request)) return false;
    const auto options = in.take(der::context(2), der::bit_string);
    if (!options || options->size() < 2) return false;  // the first octet counts unused bits
    const auto ticket = in.take(der::context(3), der::application(1));
    const auto inside = ticket ? der_reader(*ticket).take(der::sequence) : std::nullopt;
    if (!inside || !read_ticket(*inside, into)) return false;
    add(into, "mutual", (static_cast<unsigned char>((*options)[1]) & mutual_required) != 0 ? "true" : "false");
    return in.take(der::context(4), der::sequence).has_value();
}

// NegTokenInit, in [0]: mechTypes [0], reqFlags [1] OPTIONAL, mechToken [2] OCTET STRING OPTIONAL (RFC 4178
// section 4.2.1)
std::optional<std::string_view> preferred_token(std::string_view octets) {
    const auto contents = der_reader(octets).take(der::context(0), der::sequence);
    if (!contents) return std::nullopt;
    der_reader in(*contents);
    if (!in.take(der::context(0))) return std::nullopt;
    in.take(der::context(1));
    return in.take(der::context(2), der::octet_string);
}

gssapi_token read_token(std::string_view octets, bool inside_spnego) {
    gssapi_token read;
    const auto contents = der_reader(octets).take(der::application(0));
    if (!contents) return read;
    der_reader in(*contents);
    const auto identifier = in.take(der::object_identifier);
    if (!identifier) return read;
    read.what = kind::other;
    std::string name = dotted(*identifier);
    for (const known_mechanism& one : mechanisms) {
        if (one.octets != *identifier) continue;
        name = one.name;
        read.what = one.what;
    }
    add(read.decoded, "mechanism", std::move(name));
    if (read.what == kind::kerberos && !read_ap_request(in.rest(), read.decoded)) read.what = kind::broken;
    if (read.what == kind::spnego && !inside_spnego) {
        const auto inner = preferred_token(in.rest());
        if (!inner) return read;
        for (decoded_field& field : read_token(*inner, true).decoded) {
            if (field.name == "mechanism") field.name = "preferred_mechanism";
            read.decoded.push_back(std::move(field));
        }
    }
    return read;
}

}  // namespace

gssapi_token read_gssapi_token(std::string_view octets) { return read_token(octets, false); }

}  // namespace mocksmtp::sasl
