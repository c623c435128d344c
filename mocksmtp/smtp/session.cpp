#include "mocksmtp/smtp/session.hpp"

#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

session::session(surroundings around) : engine_(std::make_unique<engine>(std::move(around))) {}
session::~session() = default;

action session::next() { return engine_->next(); }
void session::received(std::string_view bytes) { engine_->received(bytes); }
void session::input_ended() { engine_->input_ended(); }

bool session::has_input() const { return engine_->has_input(); }
void session::timed_out() { engine_->timed_out(); }
void session::released(const std::optional<answer>& instead) { engine_->end_hold(true, instead); }
void session::hold_ran_out() { engine_->end_hold(false, std::nullopt); }
void session::handshake_begun() { engine_->handshake_begun(); }
void session::plaintext_dropped() { engine_->plaintext_dropped(); }
void session::tls_done(std::variant<tls_facts, tls_failure> how, binding_source bindings) {
    engine_->tls_done(std::move(how), std::move(bindings));
}
void session::dismiss(const std::optional<answer>& farewell, hang_up::how way) { engine_->dismiss(farewell, way); }
base::session_id session::id() const { return engine_->id(); }
std::optional<base::session_id> session::id_in(std::string_view scope) const { return engine_->id_in(scope); }
bool session::serves(std::string_view scope) const { return engine_->serves(scope); }
void session::leave() { engine_->leave(); }
void session::disconnected(cause why) { engine_->disconnected(why); }

}  // namespace mocksmtp::smtp
