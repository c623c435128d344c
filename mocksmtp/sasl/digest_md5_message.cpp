#include "mocksmtp/sasl/digest_md5_message.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl::digest_md5 {

namespace {

constexpr std::size_t nonce_octets = 32;

// RFC 2831 section 2.1.1
std::optional<std::size_t> read_buffer(std::string_view text) {
    constexpr std::size_t smallest = 17, largest = 16777215;
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = error == std::errc() && end == text.data() + text.size();
    return number && value >= smallest && value <= largest ? std::optional(value) : std::nullopt;
}

bool is_hexadecimal(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::vector<std::string> all_of(const directives& all, std::string_view name) {
    std::vector<std::string> values;
    for (const directive& one : all)
        if (one.name == name) values.push_back(one.value);
    return values;
}

std::vector<std::string> list_of(const directives& all, std::string_view name) {
    const std::string* value = value_of(all, name);
    return value == nullptr ? std::vector<std::string>{} : elements_of(*value);
}

// None of them may be there twice, the first six have to be there (section 2.1.2).
constexpr std::array<std::string_view, 12> known{"username", "nonce", "cnonce", "nc",     "digest-uri", "response",
                                                 "realm",    "qop",   "cipher", "maxbuf", "charset",    "authzid"};
constexpr std::size_t required = 6;

std::string missing_or_twice(const directives& all) {
    for (std::size_t at = 0; at < known.size(); ++at) {
        const auto times =
            std::count_if(all.begin(), all.end(), [&](const directive& one) { return one.name == known.at(at); });
        if (times > 1) return "DIGEST-MD5 response has " + std::string(known.at(at)) + " twice";
        if (times == 0 && at < required) return "DIGEST-MD5 response without " + std::string(known.at(at));
    }
    return {};
}

// What is wrong with one value of those there are.
std::string wrong_value(const directives& all) {
    const auto value = [&](std::string_view name) -> std::string_view {
        const std::string* found = value_of(all, name);
        return found == nullptr ? std::string_view{} : *found;
    };
    if (value("username").empty()) return "DIGEST-MD5 response without a user name";
    if (!is_hexadecimal(base::to_lower(value("nc")), 8))
        return "DIGEST-MD5 nonce count is not eight hexadecimal digits";
    if (!is_hexadecimal(value("response"), 32)) return "DIGEST-MD5 digest is not 32 lower-case hexadecimal digits";
    const std::string_view uri = value("digest-uri");
    if (const auto slash = uri.find('/'); slash == uri.npos || slash == 0 || slash + 1 == uri.size())
        return "DIGEST-MD5 digest-uri is not service/host";
    if (value_of(all, "charset") != nullptr && !base::iequals(value("charset"), "utf-8"))
        return "DIGEST-MD5 charset is not utf-8";
    if (value_of(all, "maxbuf") != nullptr && !read_buffer(value("maxbuf")))
        return "DIGEST-MD5 maxbuf is not a number from 17 to 16777215";
    if (base::iequals(value("qop"), "auth-conf") && value("cipher").empty())
        return "DIGEST-MD5 response without cipher, which auth-conf needs";
    return {};
}

}  // namespace

offer read_offer(std::string text) {
    offer read{.text = std::move(text)};
    read.all = read_directives(read.text).value_or(directives{});
    if (const auto* nonce = value_of(read.all, "nonce")) read.nonce = *nonce;
    read.realms = all_of(read.all, "realm");
    read.qops = list_of(read.all, "qop");
    if (read.qops.empty()) read.qops = {"auth"};
    read.ciphers = list_of(read.all, "cipher");
    if (const auto* buffer = value_of(read.all, "maxbuf")) read.buffer = read_buffer(*buffer).value_or(default_buffer);
    return read;
}

offer make_offer(const context& around) {
    if (around.pinned_challenge) return read_offer(*around.pinned_challenge);
    std::string text = "nonce=" + quoted(base::encode_base64(around.octets("DIGEST-MD5", nonce_octets))) +
                       ",realm=" + quoted(around.host);
    text += around.layers ? R"(,qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536)"
                          : R"(,qop="auth")";
    return read_offer(text + ",charset=utf-8,algorithm=md5-sess");
}

std::variant<response, broken> read_response(const directives& all) {
    if (std::string wrong = missing_or_twice(all); !wrong.empty()) return broken{std::move(wrong)};
    if (std::string wrong = wrong_value(all); !wrong.empty()) return broken{std::move(wrong)};
    response read{.username = *value_of(all, "username"), .utf8 = value_of(all, "charset") != nullptr};
    read.nonce = *value_of(all, "nonce");
    read.cnonce = *value_of(all, "cnonce");
    read.count = *value_of(all, "nc");
    read.uri = *value_of(all, "digest-uri");
    read.digest = *value_of(all, "response");
    if (const auto* realm = value_of(all, "realm")) read.realm = *realm;
    if (const auto* qop = value_of(all, "qop")) read.qop = *qop;
    if (const auto* cipher = value_of(all, "cipher")) read.cipher = base::to_lower(*cipher);
    if (const auto* buffer = value_of(all, "maxbuf")) read.buffer = read_buffer(*buffer).value_or(default_buffer);
    if (const auto* authzid = value_of(all, "authzid")) read.authzid = *authzid;
    return read;
}

}  // namespace mocksmtp::sasl::digest_md5
