#include "api/json/content_json.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "api/json/target.hpp"
#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace store = mocksmtp::store;

namespace {

// What a part without parts holds; of all others the members are null.
void put_octets(writer& to, const store::message_record& of, const mail::part& one) {
    std::optional<std::string> content;
    if (one.leaf) content = mail::decode_content(one);
    to.put("size", content ? std::optional(content->size()) : std::nullopt);
    to.put("sha256", content ? std::optional(base::hex(base::digest(base::hash::sha256, *content))) : std::nullopt);
    to.put("url", content ? std::optional(part_url(of, one.number)) : std::nullopt);
}

std::optional<std::string> written_encoding(const mail::part& one) {
    const auto field = mail::find_header(one.head, "content-transfer-encoding");
    return field ? std::optional(base::to_lower(mail::decode_value(*field))) : std::nullopt;
}

void put_parameters(writer& to, std::string_view name, const mail::parameterised_value* of) {
    if (of == nullptr) return to.put(name, nullptr);
    to.put_object(name, [&] {
        for (const auto& each : of->parameters) to.put(each.name, each.value);
    });
}

// Where it stands in the message, and what it takes up there.
void put_place(writer& to, const store::message_record& of, const mail::part& one) {
    const char* start = of.view().bytes().data();
    to.put("offset", static_cast<std::size_t>(one.head.data() - start));
    to.put("body_offset", static_cast<std::size_t>(one.body.data() - start));
    to.put("body_size", one.body.size());
}

void put_part(writer& to, const store::message_record& of, const mail::part& one) {
    const mail::part& parent = of.view().parts()[one.parent];
    const auto fields = mail::read_headers(one.head).fields;
    to.object([&] {
        to.put("part", one.number);
        to.put("parent", &parent == &one ? nullptr : &parent.number);
        to.put("content_type", one.type.value);
        put_parameters(to, "content_type_parameters", &one.type);
        to.put("charset", one.type.find("charset"));
        to.put("transfer_encoding", written_encoding(one));
        to.put("disposition", one.disposition ? &one.disposition->value : nullptr);
        put_parameters(to, "disposition_parameters", one.disposition ? &*one.disposition : nullptr);
        to.put("filename", mail::file_name(one));
        to.put("content_id", one.id);
        put_headers(to, fields, decoded_values(fields));
        put_place(to, of, one);
        put_octets(to, of, one);
    });
}

}  // namespace

void put_headers(writer& to, const std::vector<mail::header_field>& fields, const std::vector<std::string>& values) {
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const auto& field : fields) names.push_back(base::to_lower(field.name));
    std::vector<std::size_t> sorted(fields.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::ranges::stable_sort(sorted, {}, [&](std::size_t i) -> std::string_view { return names[i]; });
    std::vector<std::size_t> next(fields.size());  // of the same name; 0: none
    std::vector<bool> seen_before(fields.size());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (names[sorted[i - 1]] != names[sorted[i]]) continue;
        next[sorted[i - 1]] = sorted[i];
        seen_before[sorted[i]] = true;
    }
    to.put_object("headers", [&] {
        for (std::size_t first = 0; first < fields.size(); ++first) {
            if (seen_before[first]) continue;
            to.put_array(names[first], [&] {
                to.add(values[first]);
                for (auto i = next[first]; i != 0; i = next[i]) to.add(values[i]);
            });
        }
    });
}

std::vector<std::string> decoded_values(const std::vector<mail::header_field>& fields) {
    std::vector<std::string> values;
    values.reserve(fields.size());
    for (const auto& field : fields) values.push_back(mail::decode_value(field));
    return values;
}

void show_members(writer& to, const mail::link& what) {
    to.put("url", what.url);
    to.put("text", what.text);
    to.put("in", what.in == mail::link_place::html ? "html" : "text");
}

void show(writer& to, const mail::link& what) {
    to.object([&] { show_members(to, what); });
}

void show(writer& to, const mail::code& what) { to.add(what.value); }

std::string part_url(const store::message_record& of, std::string_view number) {
    // Where the ids of this record are ids.
    return path_in(of.session().scope, "/messages/" + of.id.text() + "/parts/" + std::string(number));
}

void put_attachments(writer& to, const store::message_record& of) {
    const mail::view& seen = of.view();
    to.put_array("attachments", [&] {
        for (const auto& each : seen.attachments()) {
            const auto& facts = seen.facts_of(each);
            to.object([&] {
                to.put("part", each.number);
                to.put("filename", each.filename);
                to.put("content_type", each.content_type);
                to.put("disposition", each.disposition);
                to.put("content_id", each.content_id);
                to.put("inline", each.is_inline);
                to.put("size", facts.size);
                to.put("sha256", facts.sha256);
                to.put("url", part_url(of, each.number));
            });
        }
    });
}

void put_parts(writer& to, const store::message_record& of) {
    to.put_array("parts", [&] {
        for (const mail::part& each : of.view().parts()) put_part(to, of, each);
    });
}

}  // namespace api::json
