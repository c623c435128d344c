// A situation that is only described: an object of fields and the values they have there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/json/written.hpp"
#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/pattern.hpp"

namespace api::json {

// At rcpt `to` is the recipient asked about, which stands last in a list, as in a hold. What is not said is absent;
// `tls` is false then, and counts are as long as the lists they count.
class described_facts final : public mocksmtp::match::facts {
public:
    // Takes every field of the object; complains of what is none, of what this stage cannot know, and of values that
    // the field cannot have. A list may be a single value too, null is absent.
    described_facts(const written& from, mocksmtp::match::stage at);

    mocksmtp::match::values of(const mocksmtp::match::field& which) const override;

private:
    struct entry {
        mocksmtp::match::field of;
        std::vector<mocksmtp::match::literal> has;
    };
    void read(const mocksmtp::match::field& of, const written& what, mocksmtp::match::stage at);
    const entry* find(const mocksmtp::match::field& of) const;

    mocksmtp::match::stage at_;
    std::vector<entry> all_;
};

}  // namespace api::json
