#include "api/routes/item_source.hpp"

#include <utility>

#include "api/json/attempt_json.hpp"
#include "api/json/message_json.hpp"
#include "api/json/session_json.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t piece_size = 8192;  // octets; about a tenth of a millisecond of work

class item_source final : public body_source {
public:
    item_source(const store::scope& in, item_list list)
        : in_(in), epoch_(in.position().epoch), list_(std::move(list)) {}

    piece next() override {
        if (done_) return end{};
        std::string made;
        if (!std::exchange(begun_, true)) made = opening();
        while (made.size() < piece_size && at_ < list_.numbers.size()) add_item(made, list_.numbers[at_++]);
        if (at_ == list_.numbers.size()) {
            made += "]}\n";
            done_ = true;
        }
        return made;
    }

private:
    std::string opening() const {
        std::string head = json::dump(list_.head);
        head.pop_back();
        if (!list_.head.empty()) head += ",";
        return head + "\"" + std::string(match::name_of(list_.what)) + "\":[";
    }

    void add_item(std::string& to, std::uint64_t number) {
        if (in_.position().epoch != epoch_) return;
        const auto item = show_item(in_, list_.what, number, list_.how);
        if (item.is_null()) return;
        to += std::exchange(some_, true) ? ",\n" : "\n";
        to += json::dump(item);
    }

    const store::scope& in_;
    std::uint64_t epoch_;
    item_list list_;
    std::size_t at_ = 0;
    bool begun_ = false, some_ = false, done_ = false;
};

}  // namespace

json::value show_item(const store::scope& in, match::item_kind what, std::uint64_t number, const json::showing& how) {
    const auto epoch = in.position().epoch;
    using enum match::item_kind;
    switch (what) {
        case message:
            if (const auto* found = in.find(base::message_id{number})) return json::to_json(*found, epoch, how);
            break;
        case auth_attempt:
            if (const auto* found = in.find(base::attempt_id{number})) return json::to_json(*found, epoch, how);
            break;
        case transaction:
            if (const auto* found = in.find(base::transaction_id{number})) return json::to_json(*found, epoch);
            break;
        case session:
            if (const auto* found = in.find(base::session_id{number})) return json::to_json(*found, epoch, how);
            break;
        case event:
            break;
    }
    return nullptr;
}

std::shared_ptr<body_source> make_item_source(const store::scope& in, item_list list) {
    return std::make_shared<item_source>(in, std::move(list));
}

}  // namespace api::routes
