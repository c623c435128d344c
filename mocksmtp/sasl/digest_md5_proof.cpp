#include "mocksmtp/sasl/digest_md5_proof.hpp"

#include <initializer_list>
#include <utility>
#include <vector>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl::digest_md5 {

namespace {

std::string md5(std::string_view data) { return base::digest(base::hash::md5, data); }

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text.append(part) += ':';
    text.pop_back();
    return text;
}

// UTF-8 in ISO 8859-1; as it is if it does not fit or is no UTF-8.
std::string narrowed(std::string_view text) {
    if (!base::is_utf8(text)) return std::string(text);
    std::string octets;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        constexpr unsigned highest_lead = 0xc3;  // of U+00FF
        if (first > highest_lead) return std::string(text);
        if (first < 0x80) {
            octets += text[at];
            continue;
        }
        ++at;
        octets += static_cast<char>((first & 3U) << 6 | (static_cast<unsigned char>(text[at]) & 0x3fU));
    }
    return octets;
}

// Everything but A1 is the same in every spelling.
std::string digest_of(const response& sent, std::string_view a1_hash, std::string_view verb) {
    std::string a2 = joined({verb, sent.uri});
    if (!base::iequals(sent.qop, "auth")) a2 += ":00000000000000000000000000000000";
    return base::hex(
        md5(joined({base::hex(a1_hash), sent.nonce, sent.count, sent.cnonce, sent.qop, base::hex(md5(a2))})));
}

std::vector<std::string> a1_hashes(const response& sent, std::string_view password) {
    const std::string realm = sent.realm.value_or("");
    std::vector<std::string> secrets{md5(joined({narrowed(sent.username), narrowed(realm), narrowed(password)}))};
    std::string as_they_are = md5(joined({sent.username, realm, password}));
    if (as_they_are != secrets.front()) secrets.push_back(std::move(as_they_are));
    std::vector<std::string> hashes;
    for (const std::string& secret : secrets) {
        const std::string anybody = joined({secret, sent.nonce, sent.cnonce});
        // Some clients name nobody, and do not count that.
        if (sent.authzid) hashes.push_back(md5(joined({anybody, *sent.authzid})));
        if (!sent.authzid || sent.authzid->empty()) hashes.push_back(md5(anybody));
    }
    return hashes;
}

}  // namespace

std::optional<std::string> check(const response& sent, std::string_view password) {
    for (auto& hash : a1_hashes(sent, password))
        if (base::equal_in_constant_time(digest_of(sent, hash, "AUTHENTICATE"), sent.digest)) return std::move(hash);
    return std::nullopt;
}

std::string server_proof(const response& sent, std::string_view a1_hash) { return digest_of(sent, a1_hash, ""); }

}  // namespace mocksmtp::sasl::digest_md5
