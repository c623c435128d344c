// Replies, addresses and rules as a few octets, for what is kept in great numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/event_record.hpp"

namespace mocksmtp::store {

// Appends values to a string; a packed_reader takes them out in the same order.
class packer {
public:
    explicit packer(std::string& out) : out_(out) {}
    // Nearly all numbers are small.
    void put(std::uint64_t number) {
        if (number < 0x80)
            out_.push_back(static_cast<char>(number));
        else
            put_large(number);
    }
    void put(std::string_view text) {
        put(std::uint64_t{text.size()});
        out_ += text;
    }
    void put(const smtp::reply& what);
    void put(const std::optional<smtp::rule_hit>& what);
    void put(const smtp::addressed& what);
    void put(const std::optional<smtp::data_facts>& what);
    void put(const base::diagnostic& what);
    // Details of events, as the journal keeps them.
    void put(const smtp::command_received& what);
    void put(const smtp::reply_made& what);
    void put(const smtp::rule_acted& what);
    void put(const hold_begun& what);
    void put(const smtp::hold_closed& what);
    void put(const smtp::diagnosed& what);

private:
    void put_large(std::uint64_t number);
    std::string& out_;
};

// Reads only what a packer wrote; behind the end everything is empty.
class packed_reader {
public:
    explicit packed_reader(std::string_view from) : rest_(from) {}
    bool done() const { return rest_.empty(); }
    std::uint64_t number();
    std::string_view text();
    smtp::reply reply();
    std::optional<smtp::rule_hit> rule();
    smtp::addressed addressed();
    std::optional<smtp::data_facts> data();
    base::diagnostic diagnostic();

    // One addressed value without making copies of it.
    struct glimpse {
        std::string_view address;
        bool refused = false;
    };
    glimpse glance();

private:
    std::string_view rest_;
};

}  // namespace mocksmtp::store
