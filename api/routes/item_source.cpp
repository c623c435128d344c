#include "api/routes/item_source.hpp"

#include <utility>

#include "api/json/attempt_json.hpp"
#include "api/json/hold_json.hpp"
#include "api/json/message_json.hpp"
#include "api/json/session_json.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace store = mocksmtp::store;

namespace {

class item_source final : public body_source {
public:
    item_source(const store::scope& in, item_list list)
        : in_(in), epoch_(in.position().epoch), list_(std::move(list)) {}

    piece next() override {
        if (done_) return end{};
        if (in_.position().epoch != epoch_) return broken{};  // not a list of what is there, nor of what was
        if (auto* looking = std::get_if<search>(&list_.items)) {
            if (looking->go_on()) return std::string();
            list_.items = looking->take();
        }
        const auto& found = std::get<search_result>(list_.items);
        std::string made;
        if (!std::exchange(begun_, true)) put_opening(made, found.total);
        while (made.size() < piece_size && at_ < found.numbers.size()) add_item(made, found.numbers[at_++]);
        if (at_ == found.numbers.size()) {
            made += "]}\n";
            done_ = true;
        }
        return made;
    }

private:
    void put_opening(std::string& to, std::size_t total) const {
        to += '{';
        json::writer members(to);
        members.put("cursor", list_.cursor);
        members.put("total", total);
        members.key(match::name_of(list_.what));
        to += '[';
    }

    // What was deleted while the answer was being read is left out.
    void add_item(std::string& to, std::uint64_t number) {
        const auto before = to.size();
        to += some_ ? ",\n" : "\n";
        if (show_item(json::writer(to), in_, list_.what, number, list_.how))
            some_ = true;
        else
            to.resize(before);
        if (list_.what == match::item_kind::message) forget_view_of(base::message_id{number});
    }

    // A list of everything must not leave everything parsed in memory.
    void forget_view_of(base::message_id id) const {
        if (const auto* shown = in_.find(id)) shown->forget_view();
    }

    const store::scope& in_;
    std::uint64_t epoch_;
    item_list list_;
    std::size_t at_ = 0;
    bool begun_ = false, some_ = false, done_ = false;
};

}  // namespace

bool show_item(json::writer to, const store::scope& in, match::item_kind what, std::uint64_t number,
               const json::showing& how) {
    const auto epoch = in.position().epoch;
    const auto show_if_there = [&](const auto* found, const auto&... more) {
        if (found == nullptr) return false;
        json::show(to, *found, epoch, more...);
        return true;
    };
    using enum match::item_kind;
    switch (what) {
        case message:
            return show_if_there(in.find(base::message_id{number}), how);
        case auth_attempt:
            return show_if_there(in.find(base::attempt_id{number}), how);
        case transaction:
            return show_if_there(in.find(base::transaction_id{number}));
        case session:
            return show_if_there(in.find(base::session_id{number}), how);
        case hold:
            return show_if_there(in.find(base::hold_id{number}));
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return false;
}

std::string item_text(const store::scope& in, match::item_kind what, std::uint64_t number, const json::showing& how) {
    std::string made;
    show_item(json::writer(made), in, what, number, how);
    return made;
}

std::shared_ptr<body_source> make_item_source(const store::scope& in, item_list list) {
    return std::make_shared<item_source>(in, std::move(list));
}

}  // namespace api::routes
