// How items are to be shown, and the small values that many of them have in common.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "api/json/value.hpp"
#include "mocksmtp/sasl/mechanism.hpp"
#include "mocksmtp/smtp/diagnostic.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace api::json {

struct showing {
    bool secrets = false;  // in full; otherwise as digest and length
    bool summary = false;  // without bodies
    bool arrival = false;  // with what TCP timing alone decided
};

// Any bytes as a JSON string; what is no UTF-8 becomes U+FFFD when it is written.
value text_of(std::string_view bytes);

// A secret: its text, or {"sha256", "length"}.
value secret_of(std::string_view bytes, const showing& how);

value to_json(const mocksmtp::smtp::reply& what);
value to_json(const std::optional<mocksmtp::smtp::rule_hit>& what);  // the rule's name, or null
value to_json(const mocksmtp::smtp::addressed& what);
value to_json(const mocksmtp::smtp::tls_facts& what);
value to_json(const mocksmtp::smtp::tls_failure& what);
value to_json(const mocksmtp::smtp::diagnostic& what);
value to_json(const std::vector<mocksmtp::smtp::diagnostic>& what);
value to_json(const mocksmtp::sasl::fields& what, const showing& how);  // an object; secret ones as secret_of

// {"from": {...}, "to": [...]}
value envelope_of(const mocksmtp::smtp::envelope& what);

template <class id_type>
value id_of(id_type id) {
    return id ? value(id.text()) : value(nullptr);
}

template <class text_list>
value list_of(const text_list& texts) {
    value made = value::array();
    for (const auto& each : texts) made.push_back(text_of(each));
    return made;
}

}  // namespace api::json
