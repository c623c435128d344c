// How items are to be shown, and the small values that many of them have in common.
#pragma once

#include <optional>
#include <string_view>

#include "api/json/value.hpp"
#include "api/json/writer.hpp"
#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/sasl/mechanism.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/tls.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace api::json {

struct showing {
    bool secrets = false;  // in full; otherwise as digest and length
    bool summary = false;  // without bodies
    bool arrival = false;  // with what TCP timing alone decided
};

// Beside a text that was sent and is no UTF-8, which JSON can show in part only: that it is none, and its octets.
void put_sent_octets(writer& to, std::string_view of);

// What may not be shown to everybody: its text, or {"sha256", "length"}.
struct secret {
    std::string_view bytes;
    const showing& how;
};

// The same, and any bytes, as values, for what is shown once.
value secret_of(std::string_view bytes, const showing& how);
value text_of(std::string_view bytes);
template <class text_list>
value list_of(const text_list& texts) {
    value made = value::array();
    for (const auto& each : texts) made.push_back(text_of(each));
    return made;
}

// Mail's own text, where empty means that there is none.
inline const std::string* null_if_empty(const std::string& text) { return text.empty() ? nullptr : &text; }

void show(writer& to, const secret& what);
void show(writer& to, const mocksmtp::smtp::reply& what);
void show(writer& to, const mocksmtp::smtp::enhanced_code& what);
void show(writer& to, const mocksmtp::smtp::rule_hit& what);
void show(writer& to, const mocksmtp::smtp::parameter& what);
void show(writer& to, const mocksmtp::smtp::addressed& what);
void show(writer& to, const mocksmtp::smtp::envelope& what);
void show(writer& to, const mocksmtp::smtp::client_certificate& what);
void show(writer& to, const mocksmtp::smtp::tls_facts& what);
void show(writer& to, const mocksmtp::smtp::tls_failure& what);
void show(writer& to, const mocksmtp::base::diagnostic& what);
void show(writer& to, const mocksmtp::store::cursor& what);
void show(writer& to, const mocksmtp::base::timestamp& what);

// The members "rule" and "hit" of whatever a rule has decided; both null where there is none.
void put_rule(writer& to, const std::optional<mocksmtp::smtp::rule_hit>& what);

// An object of the fields by name, where a client gave a name twice with its last value; secret ones as `secret`.
void show_fields(writer& to, const mocksmtp::sasl::fields& what, const showing& how);

// An id; null where it is none.
template <char letter>
void show(writer& to, const mocksmtp::base::ordinal_id<letter>& id) {
    id ? to.add(id.text()) : to.add(nullptr);
}

}  // namespace api::json
