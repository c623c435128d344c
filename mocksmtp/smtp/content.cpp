#include "mocksmtp/smtp/content.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::smtp {

diagnosis::circumstances circumstances_of(const envelope& of, body_via via) {
    diagnosis::circumstances made{.binary = via == body_via::bdat};
    for (const parameter& one : of.from.params) {
        if (base::iequals(one.name, "SMTPUTF8")) made.smtputf8 = true;
        if (!base::iequals(one.name, "BODY") || !one.value) continue;
        made.eight_bit = base::iequals(*one.value, "8BITMIME") || base::iequals(*one.value, "BINARYMIME");
    }
    return made;
}

std::vector<base::diagnostic> content_diagnostics(const mail::view& parsed, const envelope& of, body_via via) {
    return diagnosis::diagnose(parsed, circumstances_of(of, via));
}

}  // namespace mocksmtp::smtp
