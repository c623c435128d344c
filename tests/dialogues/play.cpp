#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "tests/dialogues/dialogue.hpp"

namespace {

using namespace tests;
using kind = dialogue_step::kind;
using speaker = std::function<std::string(talk&, std::string_view)>;

std::vector<dialogue> all_dialogues() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(MOCKSMTP_SOURCE_DIR "/tests/dialogues"))
        if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<dialogue> all;
    for (const auto& path : paths) all.push_back(read_dialogue(path));
    return all;
}

// Successive client lines are one turn, sent as one read: that is what a pipelining client does.
std::vector<dialogue_step> turns(const dialogue& what) {
    std::vector<dialogue_step> joined;
    for (const dialogue_step& step : what.steps) {
        if (step.what == kind::client && !joined.empty() && joined.back().what == kind::client)
            joined.back().text += step.text;
        else
            joined.push_back(step);
    }
    return joined;
}

bool line_matches(std::string_view said, std::string_view expected) {
    if (expected.ends_with('*')) return said.starts_with(expected.substr(0, expected.size() - 1));
    return said == expected;
}

// Takes the first line off `heard`.
std::string take_line(std::string& heard) {
    const std::size_t end = heard.find("\r\n");
    std::string line = heard.substr(0, end);
    heard.erase(0, end == std::string::npos ? end : end + 2);
    return line;
}

void check_step(const dialogue_step& step, talk& session, std::string& heard, std::size_t& handshakes) {
    CAPTURE(step.line);
    switch (step.what) {
        case kind::server: {
            const std::string line = take_line(heard);
            CHECK_MESSAGE(line_matches(line, step.text), "said: ", line, "\nexpected: ", step.text);
            break;
        }
        case kind::tls:
            CHECK(session.handshakes() == ++handshakes);
            break;
        case kind::closed:
            CHECK(session.closed());
            break;
        case kind::message:
            REQUIRE(!session.book().messages.empty());
            CHECK(session.book().messages.back() == step.text);
            break;
        case kind::wire:
            REQUIRE(!session.book().wires.empty());
            CHECK(session.book().wires.back() == step.text);
            break;
        case kind::no_message:
            CHECK(session.book().messages.empty());
            break;
        case kind::journal: {
            std::string journal;
            for (const auto& one : session.book().lines) journal += "  " + one + '\n';
            CHECK_MESSAGE(session.book().contains(step.text), "not recorded: ", step.text, "\nrecorded:\n", journal);
            break;
        }
        case kind::client:
        case kind::half_close:
        case kind::time_out:
            break;
    }
}

// Plays a dialogue and checks every line of it; `say` decides how a client turn reaches the session.
record_book play(const dialogue& what, const speaker& say) {
    talk session(what.how);
    std::string heard = session.heard();
    std::size_t handshakes = 0;
    for (const dialogue_step& step : turns(what)) {
        if (step.what == kind::client)
            heard += say(session, step.text);
        else if (step.what == kind::half_close)
            heard += session.half_close();
        else if (step.what == kind::time_out)
            heard += session.time_out();
        else
            check_step(step, session, heard, handshakes);
    }
    CHECK_MESSAGE(heard.empty(), "more was said: ", heard);
    return std::move(session.book());
}

std::string at_once(talk& session, std::string_view bytes) { return session.send(bytes); }

}  // namespace

TEST_CASE("every dialogue goes as written") {
    for (const dialogue& what : all_dialogues()) {
        CAPTURE(what.name);
        play(what, at_once);
    }
}

TEST_CASE("every dialogue goes the same octet by octet, and its journal is the same") {
    for (const dialogue& what : all_dialogues()) {
        if (!what.cuttable) continue;
        CAPTURE(what.name);
        const record_book whole = play(what, at_once);
        const record_book bytewise =
            play(what, [](talk& session, std::string_view bytes) { return session.send_bytewise(bytes); });
        CHECK(bytewise.lines == whole.lines);
        CHECK(bytewise.messages == whole.messages);
    }
}

TEST_CASE("every dialogue goes the same with each of its turns cut in two at every octet") {
    for (const dialogue& what : all_dialogues()) {
        if (!what.cuttable) continue;
        CAPTURE(what.name);
        const record_book whole = play(what, at_once);
        std::size_t longest = 0;
        for (const dialogue_step& step : turns(what))
            if (step.what == kind::client) longest = std::max(longest, step.text.size());
        for (std::size_t cut = 1; cut < longest; ++cut) {
            CAPTURE(cut);
            const record_book pieces = play(what, [cut](talk& session, std::string_view bytes) {
                if (cut >= bytes.size()) return session.send(bytes);
                std::string answers = session.send(bytes.substr(0, cut));
                return answers + session.send(bytes.substr(cut));
            });
            REQUIRE(pieces.lines == whole.lines);
            REQUIRE(pieces.messages == whole.messages);
        }
    }
}

TEST_CASE("a dialogue broken off after any turn ends its session and its transaction in the journal") {
    for (const dialogue& what : all_dialogues()) {
        CAPTURE(what.name);
        const auto steps = turns(what);
        for (std::size_t last = 0; last < steps.size(); ++last) {
            if (steps[last].what != kind::client) continue;
            for (const std::size_t octets : {steps[last].text.size() / 2, steps[last].text.size()}) {
                talk session(what.how);
                for (std::size_t i = 0; i < last; ++i)
                    if (steps[i].what == kind::client) session.send(steps[i].text);
                session.send(std::string_view(steps[last].text).substr(0, octets));
                session.vanish();
                const auto& lines = session.book().lines;
                const auto count = [&](std::string_view beginning) {
                    return std::count_if(lines.begin(), lines.end(),
                                         [&](const std::string& line) { return line.starts_with(beginning); });
                };
                CHECK(count("session_ended") == (session.book().opened ? 1 : 0));
                CHECK(count("transaction_opened") == count("transaction_ended"));
                if (session.book().opened) CHECK(lines.back().starts_with("session_ended"));
            }
        }
    }
}
