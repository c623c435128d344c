#include "tests/support/talk.hpp"

#include <utility>

#include "mocksmtp/personas/catalogue.hpp"

namespace tests {

using namespace mocksmtp;

talk::talk(const house& how) : how_(how) {
    session_ = std::make_unique<smtp::session>(smtp::surroundings{
        .where = {.listener = "smtp",
                  .kind = how.kind,
                  .peer = "192.0.2.7",
                  .local = "192.0.2.25",
                  .over_limit = how.over_limit},
        .face = how.face ? how.face : personas::find(how.persona),
        .limits = std::make_shared<const smtp::settings>(how.limits),
        .users = how_.users,
        .rules = how.rules != nullptr ? *how.rules : no_rules_,
        .journal = std::make_unique<recorder>(*book_),
        .time = *clock_,
        .nonces = nonces_,
    });
    pump();
}

void talk::pump() {
    while (!closed_) {
        smtp::action what = session_->next();
        if (std::holds_alternative<smtp::read_more>(what)) return;
        if (const auto* bytes = std::get_if<smtp::transmit>(&what)) {
            said_ += bytes->bytes;
            if (bytes->dribble) actions_.push_back("dribble " + std::to_string(bytes->dribble->octets));
        } else if (const auto* delay = std::get_if<smtp::pause>(&what)) {
            actions_.push_back((delay->reading ? "pause " : "deaf pause ") + std::to_string(delay->length.count()));
        } else if (std::holds_alternative<smtp::hold>(what)) {
            actions_.emplace_back("hold");
            parked_ = true;
            return;
        } else if (std::holds_alternative<smtp::await_client>(what)) {
            session_->handshake_begun();
        } else if (const auto* asked = std::get_if<smtp::start_tls>(&what)) {
            ++handshakes_;
            last_fault_ = asked->with.fault;
            session_->tls_done(
                smtp::tls_facts{asked->with.mode, "TLSv1.3", "TLS_AES_256_GCM_SHA384", "mocksmtp", std::nullopt},
                [this] { return how_.channel_bindings; });
        } else if (const auto* end = std::get_if<smtp::hang_up>(&what)) {
            actions_.emplace_back(end->way == smtp::hang_up::how::fin   ? "fin"
                                  : end->way == smtp::hang_up::how::rst ? "rst"
                                                                        : "half");
            closed_ = true;
        }
    }
}

std::string talk::heard() { return std::exchange(said_, {}); }

std::string talk::send(std::string_view bytes) {
    if (!closed_) session_->received(bytes);
    pump();
    return heard();
}

std::string talk::send_bytewise(std::string_view bytes) {
    std::string answers;
    for (std::size_t i = 0; i < bytes.size(); ++i) answers += send(bytes.substr(i, 1));
    return answers;
}

std::string talk::half_close() {
    session_->input_ended();
    pump();
    return heard();
}

std::string talk::time_out() {
    session_->timed_out();
    pump();
    return heard();
}

std::string talk::release(const std::optional<smtp::answer>& instead) {
    parked_ = false;
    session_->released(instead);
    pump();
    return heard();
}

std::string talk::hold_runs_out() {
    session_->hold_ran_out();
    pump();
    return heard();
}

std::string talk::dismiss(const std::optional<smtp::answer>& farewell, smtp::hang_up::how way) {
    parked_ = false;
    session_->dismiss(farewell, way);
    pump();
    return heard();
}

void talk::vanish() {
    session_->disconnected(smtp::cause::reset);
    closed_ = true;
}

}  // namespace tests
