// What a recorder does about a reset.
#include <utility>

#include "mocksmtp/store/recorder.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {

void recorder::fence() {
    if (before_fence_) before_fence_();
    auto* in = own();
    if (in == nullptr) {
        id_ = {};
        return;
    }
    if (!ended_) {
        baggage_.helo = in->helo;
        if (in->tls) baggage_.tls = std::make_unique<const smtp::tls_facts>(*in->tls);
        if (in->auth != nullptr) {
            baggage_.auth = std::make_unique<attempt_record>();
            baggage_.auth->what = in->auth->what;
            baggage_.auth->helo = in->auth->helo;
        }
    }
    if (transaction_ != nullptr) {
        auto& open = fenced_.emplace();
        open.epoch = scope_.epoch_;
        open.session = id_;
        const auto mail = transaction_->envelope();
        open.from = mail.from.address;
        for (const auto& to : mail.to) open.to.push_back(to.address);
        transaction_ = nullptr;
    }
    unanswered_ = {};
    hold_ = {};
    id_ = {};
    session_ = nullptr;
}

void recorder::after_reset(const smtp::event& what) {
    if (const auto* greeted = std::get_if<smtp::greeted>(&what)) {
        baggage_.helo = std::make_shared<const greeting>(greeting{greeted->verb, greeted->argument});
    } else if (const auto* tls = std::get_if<smtp::tls_started>(&what)) {
        baggage_ = {};
        baggage_.tls = std::make_unique<const smtp::tls_facts>(tls->facts);
    } else if (const auto* auth = std::get_if<smtp::authentication_attempted>(&what)) {
        if (auth->what.outcome != smtp::attempt_outcome::accepted) return;
        baggage_.auth = std::make_unique<attempt_record>();
        baggage_.auth->what = auth->what;
        baggage_.auth->helo = baggage_.helo;
    } else if (const auto* mail = std::get_if<smtp::transaction_opened>(&what)) {
        // Its MAIL came before the reset and was answered after it.
        fenced_ = fenced_transaction{.epoch = scope_.epoch_ - 1, .session = {}, .from = mail->from.address, .to = {}};
        ++scope_.now_.fenced_open;
    } else if (const auto* recipient = std::get_if<smtp::recipient_answered>(&what)) {
        if (fenced_ && fenced_->to.size() < transaction_record::refused_limit)
            fenced_->to.push_back(recipient->to.address);
    } else if (const auto* ended = std::get_if<smtp::transaction_ended>(&what)) {
        if (!fenced_) return;
        fenced_->outcome = ended->outcome;
        fenced_->ended_by = ended->by;
        --scope_.now_.fenced_open;
        ++scope_.now_.fenced_count;
        if (scope_.now_.fenced.size() < session_record::list_limit) scope_.now_.fenced.push_back(*std::move(fenced_));
        fenced_.reset();
    } else if (std::holds_alternative<smtp::session_ended>(what)) {
        ended_ = true;
    }
}

}  // namespace mocksmtp::store
