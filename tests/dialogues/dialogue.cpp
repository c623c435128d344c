#include "tests/dialogues/dialogue.hpp"

#include <fstream>
#include <stdexcept>

namespace tests {

namespace {

using kind = dialogue_step::kind;

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        if (c == 'r')
            out += '\r';
        else if (c == 'n')
            out += '\n';
        else if (c == 't')
            out += '\t';
        else if (c == '0')
            out += '\0';
        else if (c == 'x' && i + 2 < text.size()) {
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else
            out += c;
    }
    return out;
}

// "! name value": the configuration the dialogue needs.
bool configure(dialogue& into, std::string_view text) {
    const std::size_t space = text.find(' ');
    const std::string name(text.substr(0, space));
    const std::string value = space == std::string_view::npos ? "" : std::string(text.substr(space + 1));
    auto& limits = into.how.limits;
    if (name == "user")
        into.how.users.accounts.push_back({value.substr(0, value.find(':')), {value.substr(value.find(':') + 1)}});
    else if (name == "require-auth")
        limits.require_auth = true;
    else if (name == "require-tls")
        limits.require_tls = true;
    else if (name == "local-domain")
        limits.local_domains.push_back(value), limits.relay = mocksmtp::smtp::relaying::authenticated;
    else if (name == "mailbox")
        limits.mailboxes.push_back(value);
    else if (name == "max-message-size")
        limits.max_message_octets = std::stoull(value);
    else if (name == "max-recipients")
        limits.max_recipients = std::stoull(value);
    else if (name == "max-errors")
        limits.max_errors = std::stoull(value);
    else if (name == "mechanism")
        (limits.mechanisms ? *limits.mechanisms : limits.mechanisms.emplace()).emplace_back(value);
    else if (name == "challenge")
        limits.challenges.push_back({value.substr(0, value.find(' ')), value.substr(value.find(' ') + 1)});
    else if (name == "channel-binding")
        into.how.channel_bindings.push_back(
            {value.substr(0, value.find(' ')), unescape(value.substr(value.find(' ') + 1))});
    else if (name == "tls-listener")
        into.how.kind = mocksmtp::smtp::listener_kind::tls;
    else if (name == "persona")
        into.how.persona = value;
    else if (name == "hostname")
        limits.hostname = value;
    else if (name == "peer-name")
        limits.peer_names.push_back({"192.0.2.7", value});
    else if (name == "banner-delay")
        limits.banner_delay = std::chrono::milliseconds(std::stoi(value));
    else if (name == "uncuttable")
        into.cuttable = false;
    else if (name == "strict") {
        for (const auto& row : mocksmtp::base::diagnostic_rows())
            if (row.name == value) return limits.strict.push_back(row.code), true;
        return false;
    } else
        return false;
    return true;
}

struct tag {
    std::string_view text;
    kind what;
    std::string_view line_end;
};
constexpr tag tags[] = {
    {"C: ", kind::client, "\r\n"}, {"L: ", kind::client, "\n"}, {"S: ", kind::server, ""},
    {"M: ", kind::message, ""},    {"W: ", kind::wire, ""},     {"J: ", kind::journal, ""},
};

}  // namespace

dialogue read_dialogue(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    dialogue read;
    read.name = path.substr(path.rfind('/') + 1);
    std::string text;
    for (int number = 1; std::getline(file, text); ++number) {
        const auto wrong = [&](const char* why) {
            return std::runtime_error(path + ':' + std::to_string(number) + ": " + why + ": " + text);
        };
        if (text.empty() || text[0] == '#') continue;
        if (text.starts_with("! ")) {
            if (!configure(read, std::string_view(text).substr(2))) throw wrong("unknown configuration");
            continue;
        }
        dialogue_step step;
        step.line = number;
        if (text == "TLS")
            step.what = kind::tls;
        else if (text == "HALF-CLOSE")
            step.what = kind::half_close;
        else if (text == "TIME-OUT")
            step.what = kind::time_out;
        else if (text == "CLOSED")
            step.what = kind::closed;
        else if (text == "NO MESSAGE")
            step.what = kind::no_message;
        else if (text == "C:" || text == "L:")
            step.text = text[0] == 'C' ? "\r\n" : "\n";
        else if (text.starts_with("B: "))
            step.text = unescape(std::string_view(text).substr(3));
        else {
            bool known = false;
            for (const tag& one : tags) {
                if (!text.starts_with(one.text)) continue;
                known = true;
                step.what = one.what;
                const bool escaped = one.what == kind::message || one.what == kind::wire;
                step.text =
                    (escaped ? unescape(std::string_view(text).substr(3)) : text.substr(3)) + std::string(one.line_end);
            }
            if (!known) throw wrong("unknown line");
        }
        read.steps.push_back(std::move(step));
    }
    if (read.steps.empty()) throw std::runtime_error(path + ": no dialogue");
    return read;
}

}  // namespace tests
