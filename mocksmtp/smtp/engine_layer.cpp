// What a SASL security layer changes: every reply leaves wrapped, everything received is unwrapped first.
#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

std::string session::engine::sealed(const reply& what) { return layer_ ? layer_->wrap(wire(what)) : wire(what); }

// From the octet after the success reply on, in both directions. What the client said before does not count any more:
// it has to say EHLO again (RFC 4954 4).
void session::engine::protect(const protection& with) {
    layer_ = with.by;
    talk_.helo.clear();
    talk_.greeted = false;
    talk_.extended = false;
    talk_.offered.clear();
    const std::string behind = std::string(std::exchange(input_, {})) + std::exchange(early_, {});
    if (!behind.empty()) unprotect(behind);
}

void session::engine::unprotect(std::string_view wire) {
    if (const auto plain = layer_->unwrap(wire)) {
        early_.append(*plain);
        return;
    }
    note({base::diagnostic_code::security_layer_broken, {}, {}});
    finish(session_end::security_layer_failed);
}

}  // namespace mocksmtp::smtp
