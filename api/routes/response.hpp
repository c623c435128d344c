// What a route answers, as values: a response, or a reason to look again later.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/routes/request.hpp"

namespace api::routes {

// A body that is made piece by piece, so that no piece takes long and nobody keeps all of it in memory.
class body_source {
public:
    struct nothing_yet {};  // ask again when the journal has grown
    struct end {};
    struct broken {};  // it cannot be completed: the client must see that it is not whole
    using piece = std::variant<std::string, nothing_yet, end, broken>;

    virtual ~body_source() = default;
    virtual piece next() = 0;
    // What keeps a silent stream alive; empty: nothing.
    virtual std::string heartbeat() const { return {}; }
};

// All that it has now, which is the whole of a body that does not wait for the journal.
std::string read_all(body_source& from);

struct response {
    unsigned status = 200;
    std::string reason;  // empty: the standard phrase; made fit for the wire by the server
    std::string content_type = "application/json";
    std::vector<header> headers;
    std::variant<std::string, std::shared_ptr<body_source>> body;
    bool close = false;  // the connection, after this
};

// Real time as the server sees it, in milliseconds since it started. Only waiting looks at it.
struct moment {
    std::chrono::milliseconds now{0};
    std::chrono::milliseconds last_change{0};  // when the journal last grew
};

// Not before this, unless the journal grows.
struct look_at {
    std::chrono::milliseconds when{0};
};

// An answer that depends on what is still to come.
struct not_yet {
    // Asked when the journal has grown, when the time has come, and when poked.
    std::function<std::variant<response, look_at>(moment)> look;
    look_at next;
    bool hears_what_is_said = false;  // ask too when that is all by which the journal has grown
    // Called once the waiting begins, with a function that makes the server look again (thread of the server only).
    std::function<void(std::function<void()> poke)> begin;
    // Called if the client went away before it was answered.
    std::function<void()> abandoned;
};

using answer = std::variant<response, not_yet>;

response text_response(unsigned status, std::string text);
response json_response(unsigned status, std::string text);

}  // namespace api::routes
