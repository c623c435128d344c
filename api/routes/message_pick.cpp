#include "api/routes/message_pick.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <variant>

#include "api/json/content_json.hpp"
#include "api/json/target.hpp"
#include "api/routes/choice.hpp"
#include "api/routes/extract.hpp"
#include "api/routes/lists.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace match = mocksmtp::match;
namespace store = mocksmtp::store;

namespace {

// How the answer is given where it may be bare text, or a way to go.
enum class form { json, text, redirect };

// Text where the query says so, or says nothing and the caller prefers it.
form form_of(const json::list_query& query, bool prefers_text, bool as_redirect) {
    if (as_redirect) return form::redirect;
    return query.as_text.value_or(prefers_text) ? form::text : form::json;
}

std::string conditions_on(const match::filter& which, match::field_id field) {
    match::filter narrowing;
    for (const match::condition& each : which.conditions())
        if (each.on.id == field) narrowing.add(each.on, each.wants);
    return narrowing.describe();
}

constexpr std::size_t longest_location = 8000;  // RFC 9110 4.1: so much has to be taken

// A Location header takes the printable characters of ASCII; others are written as RFC 3986 has them.
std::string location_of(const std::string& url) {
    std::string made;
    for (const char c : url) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet > ' ' && octet < 0x7F)
            made += c;
        else
            made += json::percent_encoded(c);
    }
    return made;
}

// With a scheme (RFC 3986 4.3): all others mean something only on a page that has an address.
bool is_absolute(std::string_view url) {
    const auto scheme = url.substr(0, url.find(':'));
    return scheme.size() < url.size() && !scheme.empty() && base::is_alpha(scheme.front()) &&
           std::ranges::all_of(scheme,
                               [](char c) { return base::is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

response link_response(const store::message_record& of, const mail::link& found, form how) {
    if (how == form::text) return text_response(200, found.url);
    if (how == form::redirect && !is_absolute(found.url))
        return problem_response(
            {.status = 409,
             .detail =
                 "the link " + base::printable(found.url) + " of " + of.id.text() +
                 " is relative, a mail is no page, and readers of mail pass over a <base>: there is nowhere to go; "
                 "leave out as=redirect to be told the link itself"});
    if (how == form::redirect) {
        const std::string location = location_of(found.url);
        if (location.size() > longest_location)
            return problem_response(
                {.status = 409,
                 .detail = "the link of " + of.id.text() + " has " + std::to_string(location.size()) +
                           " octets, more than clients take in a Location header; leave out as=redirect to be told "
                           "the link itself"});
        response made = text_response(303, {});
        made.headers.push_back({"Location", location});
        return made;
    }
    std::string shown;
    json::writer to(shown);
    to.object([&] {
        to.put("message", of.id);
        json::show_members(to, found);
    });
    return json_response(200, shown + "\n");
}

response code_response(const store::message_record& of, const mail::code& found, form how) {
    if (how == form::text) return text_response(200, found.value);
    std::string shown;
    json::writer to(shown);
    to.object([&] {
        to.put("message", of.id);
        to.put("code", found);
    });
    return json_response(200, shown + "\n");
}

// Narrows what the message has of one kind down to one, and answers with it or with why that cannot be done.
template <class item>
struct choosing {
    std::string_view noun;
    match::field_id field;
    std::string item::*text;  // what conditions on the field are asked of
    response (*show)(const store::message_record&, const item&, form);

    response choose(surroundings& world, const json::list_query& query, const store::message_record& of,
                    const std::vector<item>& all, form how) const {
        std::vector<item> left;
        std::ranges::copy_if(all, std::back_inserter(left),
                             [&](const item& each) { return is_meant(query.expect.which, field, each.*text); });
        prefer_named(left);
        if (left.size() == 1) return show(of, left.front(), how);
        return no_choice_response(world,
                                  {.of = of,
                                   .noun = std::string(noun),
                                   .conditions = conditions_on(query.expect.which, field),
                                   .among = texts_of(left),
                                   .all = texts_of(all),
                                   .label = query.label},
                                  query.as_text.value_or(how == form::text));
    }

private:
    static void prefer_named(std::vector<item>& left) {
        if constexpr (requires(item one) { one.named; }) {
            if (std::ranges::any_of(left, &item::named))
                std::erase_if(left, [](const item& one) { return !one.named; });
        }
    }

    std::vector<std::string> texts_of(const std::vector<item>& items) const {
        std::vector<std::string> texts;
        texts.reserve(items.size());
        for (const item& each : items) texts.push_back(each.*text);
        return texts;
    }
};

// Awaits the one message and answers with a piece of it; that it lacks that is a failed expectation like any other.
template <class function>
answer pick_piece(const call& asked, std::span<const std::string_view> parameters, function show) {
    const bool text = prefers(asked.asked, "text/plain");
    return await_one_message(
        asked, parameters, [&world = asked.world, text, show](const json::list_query& query, const auto& found) {
            piece made = show(found);
            if (auto* there = std::get_if<response>(&made)) return std::move(*there);
            const auto& lacks = std::get<lack>(made);
            return no_choice_response(
                world, {.of = found, .noun = lacks.what, .conditions = lacks.details, .label = query.label},
                query.as_text.value_or(text));
        });
}

}  // namespace

answer pick_part(const call& asked, part_function show) {
    return pick_piece(asked, {}, [show, how = part_of(asked)](const auto& found) { return show(found, how); });
}

answer pick_extract(const call& asked) {
    auto wanted = read_extract(asked.where, prefers(asked.asked, "text/plain"));
    if (const auto* wrong = std::get_if<json::problem>(&wanted)) return problem_response(*wrong);
    return pick_piece(
        asked, extract_parameters,
        [how = std::get<extract_wanted>(std::move(wanted))](const auto& found) { return extract(found, how); });
}

answer pick_link(const call& asked) {
    static constexpr std::array<std::string_view, 1> more = {"as"};
    static constexpr choosing<mail::link> links{"link", match::field_id::link, &mail::link::url, link_response};
    const auto* as = asked.where.find("as");
    if (as != nullptr && as->value != "redirect")
        return problem_response(json::bad_request({json::at_parameter("as", "redirect, or leave it out")}));
    const bool text = prefers(asked.asked, "text/plain");
    return await_one_message(
        asked, more,
        [&world = asked.world, text, as_redirect = as != nullptr](const json::list_query& query, const auto& found) {
            return links.choose(world, query, found, found.view().links(), form_of(query, text, as_redirect));
        });
}

answer pick_code(const call& asked) {
    static constexpr choosing<mail::code> codes{"code", match::field_id::code, &mail::code::value, code_response};
    const bool text = prefers(asked.asked, "text/plain");
    return await_one_message(asked, {}, [&world = asked.world, text](const json::list_query& query, const auto& found) {
        return codes.choose(world, query, found, found.view().codes(), form_of(query, text, false));
    });
}

}  // namespace api::routes
