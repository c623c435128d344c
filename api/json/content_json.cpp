#include "api/json/content_json.hpp"

#include <optional>

#include "mocksmtp/base/digest.hpp"
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

void put_part(writer& to, const store::message_record& of, const mail::part& one) {
    const mail::part& parent = of.view().parts()[one.parent];
    to.object([&] {
        to.put("part", one.number);
        to.put("parent", &parent == &one ? nullptr : &parent.number);
        to.put("content_type", one.type.value);
        to.put("charset", one.type.find("charset"));
        to.put("disposition", one.disposition ? &one.disposition->value : nullptr);
        to.put("filename", mail::file_name(one));
        to.put("content_id", one.id);
        put_octets(to, of, one);
    });
}

}  // namespace

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
    const std::string_view scope = of.session().scope;
    const std::string base = scope == "default" ? "/v1" : "/v1/scopes/" + std::string(scope);
    return base + "/messages/" + of.id.text() + "/parts/" + std::string(number);
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
