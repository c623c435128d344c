// What a rule answers, as JSON.
#pragma once

#include "api/json/written.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace api::json {

// "451 4.7.1 Greylisted", further lines behind LF; {"code", "enhanced", "text"}; {"raw"}: exactly these octets, where
// "code" may say what they are taken for; or {"preset"}. Complains of all that is none of it.
std::optional<mocksmtp::rules::answer> answer_of(const written& from);

// The shortest form that answer_of reads the same.
value to_json(const mocksmtp::rules::answer& what);

}  // namespace api::json
