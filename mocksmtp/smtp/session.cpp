#include "mocksmtp/smtp/session.hpp"

#include "mocksmtp/smtp/engine.hpp"

namespace mocksmtp::smtp {

session::session(surroundings around) : engine_(std::make_unique<engine>(std::move(around))) {}
session::~session() = default;

action session::next() { return engine_->next(); }
void session::received(std::string_view bytes) { engine_->received(bytes); }
void session::input_ended() { engine_->input_ended(); }
void session::timed_out() { engine_->timed_out(); }
void session::released(std::optional<reply> instead) { engine_->released(std::move(instead)); }
void session::handshake_begun() { engine_->handshake_begun(); }
void session::tls_done(std::variant<tls_facts, tls_failure> how) { engine_->tls_done(std::move(how)); }
void session::disconnected(cause why) { engine_->disconnected(why); }

}  // namespace mocksmtp::smtp
