#include "api/json/show.hpp"

#include <string>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;

namespace {

std::string_view word(smtp::tls_mode mode) { return mode == smtp::tls_mode::implicit ? "implicit" : "starttls"; }

value certificate_of(const std::optional<smtp::client_certificate>& what) {
    if (!what) return nullptr;
    return {{"subject", text_of(what->subject)},
            {"issuer", text_of(what->issuer)},
            {"names", list_of(what->names)},
            {"sha256", what->sha256},
            {"verified", what->verified}};
}

}  // namespace

value text_of(std::string_view bytes) { return value(std::string(bytes)); }

value secret_of(std::string_view bytes, const showing& how) {
    if (how.secrets) return text_of(bytes);
    return {{"sha256", base::hex(base::digest(base::hash::sha256, bytes))}, {"length", bytes.size()}};
}

value to_json(const smtp::reply& what) {
    value made = {{"code", what.code}};
    made["enhanced"] = what.enhanced ? value(what.enhanced->text()) : value(nullptr);
    made["text"] = list_of(what.lines);
    return made;
}

value to_json(const std::optional<smtp::rule_hit>& what) { return what ? text_of(what->rule) : value(nullptr); }

value to_json(const smtp::addressed& what) {
    value params = value::array();
    for (const auto& each : what.params)
        params.push_back({{"name", text_of(each.name)}, {"value", each.value ? text_of(*each.value) : value(nullptr)}});
    value made = {{"address", text_of(what.address)}, {"params", std::move(params)}, {"reply", to_json(what.answer)}};
    if (what.rule) made["rule"] = text_of(what.rule->rule);
    if (!base::is_utf8(what.address)) made["not_utf8"] = true;
    return made;
}

value to_json(const smtp::tls_facts& what) {
    return {{"mode", word(what.mode)},
            {"version", what.version},
            {"cipher", what.cipher},
            {"sni", what.sni ? text_of(*what.sni) : value(nullptr)},
            {"client_certificate", certificate_of(what.client)}};
}

value to_json(const smtp::tls_failure& what) {
    return {{"mode", word(what.mode)},
            {"alert", what.alert.empty() ? value(nullptr) : value(what.alert)},
            {"by", what.by_client ? "client" : "server"},
            {"detail", text_of(what.detail)}};
}

value to_json(const smtp::diagnostic& what) {
    const auto& row = smtp::row(what.code);
    return {{"code", row.name},
            {"severity", smtp::name(row.how)},
            {"detail", text_of(what.detail.empty() ? row.sentence : std::string_view(what.detail))},
            {"rfc", row.rfc},
            {"offset", what.offset ? value(*what.offset) : value(nullptr)}};
}

value to_json(const std::vector<smtp::diagnostic>& what) {
    value made = value::array();
    for (const auto& each : what) made.push_back(to_json(each));
    return made;
}

value to_json(const mocksmtp::sasl::fields& what, const showing& how) {
    value made = value::object();
    for (const auto& each : what) made[each.name] = each.secret ? secret_of(each.value, how) : text_of(each.value);
    return made;
}

value envelope_of(const smtp::envelope& what) {
    value to = value::array();
    for (const auto& each : what.to) to.push_back(to_json(each));
    return {{"from", to_json(what.from)}, {"to", std::move(to)}};
}

}  // namespace api::json
