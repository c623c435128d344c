// The closed lists of words that filters know, held against those who say them.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/match/vocabulary.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/verify/rule_fields.hpp"

using namespace mocksmtp;
using match::field_id;
using match::item_kind;

namespace {

using words = std::set<std::string_view>;

words known(field_id of, item_kind on) {
    const auto all = match::words_of(of, on);
    return {all.begin(), all.end()};
}

// What enumerators are called, up to the last.
template <class enumeration>
words spoken(enumeration last) {
    words all;
    for (int i = 0; i <= static_cast<int>(last); ++i) all.insert(name(static_cast<enumeration>(i)));
    return all;
}

}  // namespace

TEST_CASE("every word that an item can hold is one that filters take, and there are no others") {
    CHECK(known(field_id::outcome, item_kind::auth_attempt) == spoken(smtp::attempt_outcome::unsupported));
    CHECK(known(field_id::outcome, item_kind::transaction) == spoken(smtp::transaction_outcome::lost));
    CHECK(known(field_id::ended_by, item_kind::session) == spoken(smtp::session_end::shutdown));
    CHECK(known(field_id::ended_by, item_kind::transaction) == spoken(smtp::transaction_end::mail_refused));
    CHECK(known(field_id::tls_mode, item_kind::session) == spoken(smtp::tls_mode::starttls));
    CHECK(known(field_id::event, item_kind::event) == spoken(store::event_kind::expectation_abandoned));
    CHECK(known(field_id::severity, item_kind::diagnostic) == spoken(base::severity::error));
}

TEST_CASE("the words of a rule's state are those that filters take") {
    using enum rules::standing::state;
    words all;
    for (const auto now : {armed, spent, expired}) {
        rules::standing one;
        one.now = now;
        all.insert(verify::state_word(one));
    }
    CHECK(known(field_id::state, item_kind::rule) == all);
}

TEST_CASE("the codes of diagnostics are closed, those that stand in messages are not") {
    CHECK(known(field_id::code, item_kind::diagnostic).size() == base::diagnostic_rows().size());
    CHECK(known(field_id::diagnostic, item_kind::message).contains("bare_lf"));
    CHECK(known(field_id::code, item_kind::message).empty());
    CHECK(known(field_id::mechanism, item_kind::session).empty());
    CHECK(known(field_id::listener, item_kind::session).empty());
}
