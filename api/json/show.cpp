#include "api/json/show.hpp"

#include <algorithm>
#include <string>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/sealed.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

value text_of(std::string_view bytes) { return value(std::string(bytes)); }

value secret_of(std::string_view bytes, const showing& how) {
    if (how.secrets && !base::unseal(bytes)) return text_of(bytes);
    const auto known = base::fingerprint(bytes);
    return {{"sha256", known.sha256.empty() ? value(nullptr) : value(known.sha256)}, {"length", known.length}};
}

void show(writer& to, const secret& what) {
    if (what.how.secrets && !base::unseal(what.bytes)) return to.add(what.bytes);
    const auto known = base::fingerprint(what.bytes);
    to.object([&] {
        to.put("sha256", null_if_empty(known.sha256));
        to.put("length", known.length);
    });
}

void put_sent_octets(writer& to, std::string_view of) {
    if (base::is_utf8(of)) return;
    to.put("not_utf8", true);
    to.put("octets", base::encode_base64(of));
}

void show(writer& to, const smtp::reply& what) {
    to.object([&] {
        to.put("code", what.code);
        to.put("enhanced", what.enhanced);
        to.put("text", what.lines.get());
        if (what.raw.empty()) return;
        to.put("raw", what.raw.view());
        put_sent_octets(to, what.raw.view());
    });
}

void show(writer& to, const smtp::enhanced_code& what) { to.add(what.text()); }

void show(writer& to, const smtp::rule_hit& what) {
    to.object([&] { put_rule(to, what); });
}

void put_rule(writer& to, const std::optional<smtp::rule_hit>& what) {
    to.put("rule", what ? &what->rule : nullptr);
    to.put("hit", what ? &what->hit : nullptr);
}

void show(writer& to, const smtp::parameter& what) {
    to.object([&] {
        to.put("name", what.name);
        to.put("value", what.value);
    });
}

void show(writer& to, const smtp::addressed& what) {
    to.object([&] {
        to.put("address", what.address);
        to.put("params", what.params);
        to.put("reply", what.answer.is_none() ? nullptr : &what.answer);
        if (what.rule) put_rule(to, what.rule);
        put_sent_octets(to, what.address);
    });
}

void show(writer& to, const smtp::envelope& what) {
    to.object([&] {
        to.put("from", what.from);
        to.put("to", what.to);
    });
}

void show(writer& to, const smtp::client_certificate& what) {
    to.object([&] {
        to.put("subject", what.subject);
        to.put("issuer", what.issuer);
        to.put("names", what.names);
        to.put("sha256", what.sha256);
        to.put("verified", what.verified);
    });
}

void show(writer& to, const smtp::tls_facts& what) {
    to.object([&] {
        to.put("mode", name(what.mode));
        to.put("version", what.version);
        to.put("cipher", what.cipher);
        to.put("sni", what.sni);
        to.put("client_certificate", what.client);
    });
}

void show(writer& to, const smtp::tls_failure& what) {
    to.object([&] {
        to.put("mode", name(what.mode));
        to.put("alert", null_if_empty(what.alert));
        to.put("by", what.by_client ? "client" : "server");
        to.put("detail", what.detail);
    });
}

void show(writer& to, const base::diagnostic& what) {
    const auto& row = base::row_of(what.code);
    to.object([&] {
        to.put("code", row.name);
        to.put("severity", base::name(row.how));
        to.put("detail", base::explain(what));
        to.put("rfc", row.rfc.empty() ? nullptr : &row.rfc);
        to.put("offset", what.offset);
    });
}

void show(writer& to, const store::cursor& what) { to.add(what.text()); }

void show(writer& to, const base::timestamp& what) { to.add(base::format_time(what)); }

void show_fields(writer& to, const mocksmtp::sasl::fields& what, const showing& how) {
    to.object([&] {
        for (auto at = what.begin(); at != what.end(); ++at) {
            const auto same = [&](const auto& other) { return other.name == at->name; };
            if (std::any_of(what.begin(), at, same)) continue;
            const auto& last = *std::find_if(what.rbegin(), what.rend(), same);
            if (last.secret)
                to.put(last.name, secret{last.value, how});
            else
                to.put(last.name, last.value);
        }
    });
}

}  // namespace api::json
