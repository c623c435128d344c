#include "api/json/told.hpp"

#include <algorithm>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/sealed.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

const value nothing;

smtp::tls_mode mode_of(const told& from) {
    return from.text() == "implicit" ? smtp::tls_mode::implicit : smtp::tls_mode::starttls;
}

}  // namespace

told told::operator[](std::string_view key) const {
    if (auto found = find(key)) return *std::move(found);
    what_.complain_at(key, "is missing");
    return told(written(nothing, pointer_to(what_.at(), key), what_.mistakes()));
}

std::optional<told> told::find(std::string_view key) const {
    if (!is_object() || !what_.what().contains(key)) return std::nullopt;
    return told(what_.member(std::string(key)));
}

std::vector<told> told::elements() const {
    std::vector<told> made;
    if (!what_.what().is_array())
        what_.complain("a list");
    else
        what_.elements([&made](const written& each) { made.emplace_back(each); });
    return made;
}

std::vector<std::string> told::keys() const {
    std::vector<std::string> made;
    if (!is_object()) what_.complain("an object");
    for (const auto& [key, item] : what_.what().items())
        if (is_object()) made.push_back(key);
    return made;
}

std::string told::text() const {
    if (what_.what().is_string()) return what_.what().get<std::string>();
    what_.complain("a string");
    return {};
}

std::string told::octets(std::string_view key) const {
    std::string shown = (*this)[key].text();
    const auto as_sent = find("octets");
    // A line whose secret alone is none has no octets: what is shown of it is whole.
    const bool is_repaired = shown.find("\uFFFD") != std::string::npos;
    if (!as_sent && is_repaired && find("not_utf8"))
        where().complain_at(key, "was no UTF-8, and its octets are missing, as in exports of earlier versions");
    if (!as_sent) return shown;
    if (auto bytes = base::decode_base64(as_sent->text())) return *std::move(bytes);
    as_sent->where().complain("Base64");
    return {};
}

std::vector<std::string> told::texts() const {
    std::vector<std::string> made;
    for (const told& each : elements()) made.push_back(each.text());
    return made;
}

std::optional<std::string> told::text_or_null() const { return is_null() ? std::nullopt : std::optional(text()); }

std::optional<std::uint64_t> told::number_or_null() const { return is_null() ? std::nullopt : std::optional(number()); }

base::timestamp told::time() const {
    const auto found = base::parse_time(text());
    if (!found) what_.complain("a time such as 2000-01-01T00:00:00.006Z");
    return found.value_or(base::timestamp{});
}

store::cursor told::cursor() const {
    const auto found = store::cursor::parse(text());
    if (!found) what_.complain("a cursor such as 1.6");
    return found.value_or(store::cursor{});
}

std::uint64_t told::event_or_null() const { return is_null() ? 0 : cursor().n; }

match::stage told::stage() const {
    const auto found = match::parse_stage(text());
    if (!found) what_.complain("a stage of rules");
    return found.value_or(match::stage::connect);
}

smtp::reply told::reply() const {
    if (is_null()) return {.code = 0};  // the client did not wait for it
    smtp::reply made{.code = static_cast<int>((*this)["code"].where().count(999).value_or(0))};
    if (const auto enhanced = (*this)["enhanced"].text_or_null()) {
        // The code before it only has to agree with its class.
        const auto parsed = smtp::parse_reply(enhanced->substr(0, 1) + "50 " + *enhanced);
        if (!parsed || !parsed->enhanced)
            (*this)["enhanced"].where().complain("an enhanced code such as 4.7.1");
        else
            made.enhanced = parsed->enhanced;
    }
    made.lines = (*this)["text"].texts();
    if (find("raw")) made.raw = octets("raw");
    return made;
}

smtp::addressed told::addressed() const {
    smtp::addressed made;
    made.address = octets("address");
    for (const told& each : (*this)["params"].elements())
        made.params.push_back({each["name"].text(), each["value"].text_or_null()});
    made.answer = (*this)["reply"].reply();
    made.rule = rule();
    return made;
}

base::diagnostic told::diagnostic() const {
    const std::string code = (*this)["code"].text();
    const auto rows = base::diagnostic_rows();
    const auto known = std::ranges::find(rows, code, &base::diagnostic_row::name);
    if (known == rows.end()) {
        (*this)["code"].where().complain("a diagnostic that is known here");
        return {};
    }
    base::diagnostic made{
        .code = known->code, .detail = base::detail_of(known->code, (*this)["detail"].text()), .offset = {}};
    made.offset = (*this)["offset"].number_or_null();
    return made;
}

std::vector<base::diagnostic> told::diagnostics() const {
    std::vector<base::diagnostic> made;
    for (const told& each : elements()) made.push_back(each.diagnostic());
    return made;
}

std::optional<smtp::tls_facts> told::tls() const {
    if (is_null()) return std::nullopt;
    smtp::tls_facts made{.mode = mode_of((*this)["mode"]),
                         .version = (*this)["version"].text(),
                         .cipher = (*this)["cipher"].text(),
                         .sni = (*this)["sni"].text_or_null(),
                         .client = {}};
    if (const auto client = (*this)["client_certificate"]; !client.is_null())
        made.client = smtp::client_certificate{.subject = client["subject"].text(),
                                               .issuer = client["issuer"].text(),
                                               .common_name = {},
                                               .names = client["names"].texts(),
                                               .sha256 = client["sha256"].text(),
                                               .verified = client["verified"].flag()};
    return made;
}

std::optional<smtp::tls_failure> told::tls_failure() const {
    if (is_null()) return std::nullopt;
    return smtp::tls_failure{.mode = mode_of((*this)["mode"]),
                             .alert = (*this)["alert"].text_or_null().value_or(""),
                             .by_client = (*this)["by"].text() == "client",
                             .detail = (*this)["detail"].text()};
}

std::optional<store::told_identity> told::identity() const {
    if (is_null()) return std::nullopt;
    store::told_identity made{.attempt = {},
                              .mechanism = (*this)["mechanism"].text(),
                              .user = (*this)["user"].text_or_null().value_or(""),
                              .authzid = (*this)["authzid"].text_or_null()};
    if (const auto attempt = (*this)["attempt"]; !attempt.is_null()) made.attempt = attempt.id_of<base::attempt_id>();
    return made;
}

std::optional<smtp::rule_hit> told::rule() const {
    const auto name = find("rule");
    if (!name || name->is_null()) return std::nullopt;
    return smtp::rule_hit{name->text(), (*this)["hit"].number()};
}

std::string told::text_or_secret(bool is_text) const {
    if (!is_object()) return text();
    return base::seal({.sha256 = (*this)["sha256"].text_or_null().value_or(""),
                       .length = (*this)["length"].number(),
                       .text = is_text});
}

mocksmtp::sasl::fields told::fields() const {
    mocksmtp::sasl::fields made;
    for (const std::string& key : keys()) {
        const told item = (*this)[key];
        made.push_back({.name = key, .value = item.text_or_secret(), .secret = item.is_object()});
    }
    return made;
}

}  // namespace api::json
