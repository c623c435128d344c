#include "api/routes/personas.hpp"

#include <string>
#include <utility>
#include <vector>

#include "api/json/persona_json.hpp"
#include "api/json/reply_json.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/persona_choice.hpp"
#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/smtp/extensions.hpp"
#include "mocksmtp/smtp/peer_words.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;

namespace {

const std::string client = "127.0.0.1";  // who is shown what it says

// What a client would see of it before and under TLS, with the settings in force and the persona's own mechanisms.
json::value shown(const smtp::persona& face, const call& asked) {
    const mocksmtp::options& all = asked.world.settings.in_force();
    smtp::settings limits;
    limits.hostname = all.hostname;
    limits.max_message_octets = all.max_message_size;
    limits.max_recipients = static_cast<std::size_t>(all.max_recipients);
    limits.keytab = all.keytab;
    const auto before = offered_mechanisms(face, limits, asked.world.users, {});
    const auto peer = smtp::words_for_peer(face, client, all.peer_name);
    auto banner = face.replies.say(smtp::reply_id::banner, {.hostname = all.hostname,
                                                            .version = face.version,
                                                            .peer = peer.shown,
                                                            .peer_ip = client,
                                                            .peer_name = peer.name,
                                                            .time = asked.world.scope.clock().now()});
    return {{"name", face.name},
            {"banner", json::to_json(mocksmtp::rules::answer(std::move(banner)))},
            {"keywords", offered_keywords(face, limits, before, {})},
            {"mechanisms", offered_mechanisms(face, limits, asked.world.users, {.under_tls = true})},
            {"from_file", mocksmtp::personas::find(face.name) == nullptr}};
}

}  // namespace

answer get_personas(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const mocksmtp::options& all = asked.world.settings.in_force();
    json::value list = json::value::array();
    for (const auto name : mocksmtp::persona_names(all))
        list.push_back(shown(*mocksmtp::find_persona(all, name), asked));
    return json_response(200, json::dump({{"personas", std::move(list)}}) + "\n");
}

answer get_persona(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const std::string& name = asked.ids.front();
    const mocksmtp::options& all = asked.world.settings.in_force();
    if (const auto face = mocksmtp::find_persona(all, name))
        return json_response(200, json::dump_readable(json::to_json(*face)) + "\n");
    const std::string detail = "there is no persona " + base::printable(name);
    const auto meant = base::nearest(name, mocksmtp::persona_names(all)).value_or("");
    return problem_response({.status = 404, .detail = detail, .errors = {json::at_parameter("name", detail, meant)}});
}

}  // namespace api::routes
