// Reads back what this folder shows: the small values that an export's items have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/written.hpp"
#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/sasl/mechanism.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/tls.hpp"
#include "mocksmtp/store/cursor.hpp"
#include "mocksmtp/store/story.hpp"

namespace api::json {

// A value of an export. Asked for something that it is not, it complains and gives that something empty.
class told {
public:
    explicit told(written what) : what_(std::move(what)) {}

    const written& where() const { return what_; }
    bool is_null() const { return what_.what().is_null(); }
    bool is_object() const { return what_.what().is_object(); }
    // A member, which there has to be; null and complained about where there is none.
    told operator[](std::string_view key) const;
    // One that may be left out.
    std::optional<told> find(std::string_view key) const;
    std::vector<told> elements() const;
    std::vector<std::string> keys() const;

    bool flag() const { return what_.flag().value_or(false); }
    std::uint64_t number() const { return what_.count().value_or(0); }
    std::string text() const;  // an empty one too
    // A member's text as it was sent: where that was no UTF-8, the member "octets" beside it has it.
    std::string octets(std::string_view key) const;
    std::vector<std::string> texts() const;
    std::optional<std::string> text_or_null() const;
    std::optional<std::uint64_t> number_or_null() const;

    mocksmtp::base::timestamp time() const;
    mocksmtp::store::cursor cursor() const;
    std::uint64_t event_or_null() const;  // a cursor's number; 0 for null
    template <class id>
    id id_of() const {
        const auto found = id::parse(text());
        if (!found) what_.complain("an id such as " + id{1}.text());
        return found.value_or(id{});
    }
    template <class id>
    std::vector<id> ids_of() const {
        std::vector<id> made;
        for (const told& each : elements()) made.push_back(each.id_of<id>());
        return made;
    }
    // The enumerator, of those up to `last`, that has this name.
    template <class type>
    type word(type last) const {
        const std::string given = text();
        for (int i = 0; i <= static_cast<int>(last); ++i)
            if (name(static_cast<type>(i)) == given) return static_cast<type>(i);
        what_.complain("a word that is known here");
        return last;
    }
    mocksmtp::match::stage stage() const;

    mocksmtp::smtp::reply reply() const;
    mocksmtp::smtp::addressed addressed() const;
    std::vector<mocksmtp::base::diagnostic> diagnostics() const;
    mocksmtp::base::diagnostic diagnostic() const;
    std::optional<mocksmtp::smtp::tls_facts> tls() const;
    std::optional<mocksmtp::smtp::tls_failure> tls_failure() const;
    std::optional<mocksmtp::store::told_identity> identity() const;
    // The members "rule" and "hit" of this object; both null or left out where there is none.
    std::optional<mocksmtp::smtp::rule_hit> rule() const;
    // Text, or what is left of a secret.
    std::string text_or_secret(bool is_text = true) const;
    mocksmtp::sasl::fields fields() const;

private:
    written what_;
};

}  // namespace api::json
