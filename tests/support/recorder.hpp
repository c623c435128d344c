// An observer that writes everything down as lines of text, for tests that compare conversations.
#pragma once

#include <string>
#include <vector>

#include "mocksmtp/smtp/event.hpp"

namespace tests {

// What a recorder has heard; outlives the session.
struct record_book {
    std::vector<std::string> lines;     // one for each event, in order
    std::vector<std::string> arrivals;  // what TCP timing decided
    std::vector<std::string> messages;  // their bytes
    std::vector<std::string> wires;     // their bytes as on the wire
    std::vector<mocksmtp::smtp::attempt> attempts;
    bool has_room = true;
    std::uint64_t opened = 0;

    bool contains(std::string_view line_beginning) const;
};

class recorder final : public mocksmtp::smtp::observer {
public:
    explicit recorder(record_book& book) : book_(book) {}
    std::uint64_t opened() override;
    void record(const mocksmtp::smtp::event& what) override;
    void arrived(mocksmtp::smtp::arrival_fact what) override { book_.arrivals.push_back(what.what()); }
    bool has_room(std::size_t) const override { return book_.has_room; }
    mocksmtp::base::message_id keep(mocksmtp::smtp::received_message message,
                                    mocksmtp::smtp::message_facts facts) override;
    mocksmtp::base::session_id session() const override { return {book_.opened}; }
    mocksmtp::base::hold_id hold_opened(mocksmtp::smtp::hold_facts what) override;

private:
    record_book& book_;
    std::uint64_t holds_ = 0;
};

}  // namespace tests
