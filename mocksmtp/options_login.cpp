#include "mocksmtp/options_login.hpp"

#include <utility>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/catalogue.hpp"

namespace mocksmtp::option_values {

parsed<std::string> mechanism_name(std::string_view given) {
    if (sasl::find(given)) return base::to_upper(given);
    std::vector<std::string_view> names;
    std::string all;
    for (const auto& row : sasl::catalogue()) {
        names.push_back(row.name);
        all += (all.empty() ? "" : ", ") + std::string(row.name);
    }
    const auto meant = base::nearest(given, names);
    return complaint{"\"" + base::printable(given) + "\" is not a mechanism here" +
                     (meant ? "; did you mean " + *meant + "?" : " (" + all + ")")};
}

namespace {

using when = smtp::mechanism_offer::when;

std::string_view suffix_of(when offered) {
    if (offered == when::under_tls) return "/tls";
    return offered == when::before_tls ? "/plain" : "";
}

}  // namespace

parsed<smtp::mechanism_offer> mechanisms::parse(std::string_view text) {
    if (base::iequals(text, "none")) return smtp::mechanism_offer("NONE");
    auto offered = when::always;
    for (const when time : {when::under_tls, when::before_tls}) {
        if (!text.ends_with(suffix_of(time))) continue;
        offered = time;
        text.remove_suffix(suffix_of(time).size());
        break;
    }
    if (const auto slash = text.find('/'); slash != text.npos) {
        return complaint{"\"" + base::printable(text.substr(slash)) + "\" is neither /tls nor /plain"};
    }
    auto name = mechanism_name(text);
    if (const auto* wrong = std::get_if<complaint>(&name)) return *wrong;
    const sasl::catalogue_row& row = *sasl::find(text);
    if (offered == when::before_tls && (row.by_certificate || row.binds_channel))
        return complaint{std::string(row.name) + " needs TLS: with /plain it would never be offered"};
    return smtp::mechanism_offer(std::move(*std::get_if<0>(&name)), offered);
}

std::string mechanisms::print(const smtp::mechanism_offer& v, secrets) {
    return v.name + std::string(suffix_of(v.offered));
}

parsed<std::vector<smtp::mechanism_offer>> mechanism_list(std::string_view text, char separator) {
    std::vector<smtp::mechanism_offer> all;
    for (const std::string& part : split_at(text, separator)) {
        auto one = mechanisms::parse(part);
        if (const auto* wrong = std::get_if<complaint>(&one)) return *wrong;
        all.push_back(std::move(*std::get_if<0>(&one)));
    }
    return all;
}

std::string print_mechanisms(const std::vector<smtp::mechanism_offer>& all, char separator) {
    std::string text;
    for (const smtp::mechanism_offer& one : all) {
        if (!text.empty()) text += separator;
        text += mechanisms::print(one, secrets::masked);
    }
    return text;
}

parsed<account_mechanisms> user_mechanisms::parse(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == text.npos || colon == 0 || !is_line(text))
        return complaint{"expected NAME:LIST, such as app:PLAIN,LOGIN"};
    account_mechanisms made{std::string(text.substr(0, colon)), {}};
    for (const std::string& part : split_at(text.substr(colon + 1), ',')) {
        auto name = mechanism_name(part);
        if (const auto* wrong = std::get_if<complaint>(&name)) return *wrong;
        made.mechanisms.push_back(std::move(*std::get_if<0>(&name)));
    }
    return made;
}

std::string user_mechanisms::print(const account_mechanisms& v, secrets) {
    std::string text = v.name;
    for (const std::string& one : v.mechanisms) text += (&one == v.mechanisms.data() ? ':' : ',') + one;
    return text;
}

parsed<smtp::pinned_challenge> challenge::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos) return complaint{"expected MECHANISM:BASE64"};
    auto name = mechanism_name(text.substr(0, colon));
    if (const auto* wrong = std::get_if<complaint>(&name)) return *wrong;
    auto bytes = base::decode_base64(text.substr(colon + 1));
    if (!bytes || bytes->empty()) return complaint{"what follows the colon is not base64 (RFC 4648 4)"};
    const auto* row = sasl::find(*std::get_if<0>(&name));
    if (row->can_pin == nullptr) return complaint{std::string(row->name) + " sends no challenge that could be pinned"};
    if (!row->can_pin(*bytes)) return complaint{"expected base64 of a challenge such as r=NONCE,s=SALT,i=4096"};
    return smtp::pinned_challenge{std::move(*std::get_if<0>(&name)), *std::move(bytes)};
}

std::string challenge::print(const smtp::pinned_challenge& v, secrets) {
    return v.mechanism + ":" + base::encode_base64(v.bytes);
}

parsed<account> user::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0 || !is_line(text)) return complaint{"expected NAME:PASSWORD"};
    if (!base::is_utf8(text.substr(0, colon))) return complaint{"expected UTF-8"};
    if (auto wrong = secret_fault(text.substr(colon + 1))) return *std::move(wrong);
    return account{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::string user::print(const account& v, secrets how) {
    return v.name + ":" + (how == secrets::shown ? v.password : std::string(mask));
}

}  // namespace mocksmtp::option_values
