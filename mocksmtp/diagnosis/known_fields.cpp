#include "mocksmtp/diagnosis/known_fields.hpp"

#include <array>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::diagnosis {

namespace {

using form = field_form;

constexpr std::array known{
    // RFC 5322 section 3.6
    known_field{"Date", form::date, true},
    known_field{"From", form::addresses, true},
    known_field{"Sender", form::addresses, true},
    known_field{"Reply-To", form::addresses, true},
    known_field{"To", form::addresses, true},
    known_field{"Cc", form::addresses, true},
    known_field{"Bcc", form::addresses, true},
    known_field{"Message-ID", form::message_id, true, true},
    known_field{"In-Reply-To", form::message_ids, true, true},
    known_field{"References", form::message_ids, true},
    known_field{"Subject", form::unstructured, true},
    known_field{"Comments"},
    known_field{"Keywords", form::phrases},
    known_field{"Resent-Date", form::date},
    known_field{"Resent-From", form::addresses},
    known_field{"Resent-Sender", form::addresses},
    known_field{"Resent-To", form::addresses},
    known_field{"Resent-Cc", form::addresses},
    known_field{"Resent-Bcc", form::addresses},
    known_field{"Resent-Message-ID", form::message_id},
    known_field{"Return-Path", form::structured},
    known_field{"Received", form::structured},
    // RFC 2045, RFC 2183
    known_field{"MIME-Version", form::structured, true, true},
    known_field{"Content-Type", form::parameters, true, true},
    known_field{"Content-Transfer-Encoding", form::structured, true, true},
    known_field{"Content-Disposition", form::parameters, true, true},
    known_field{"Content-ID", form::message_id, true, true},
    known_field{"Content-Description", form::unstructured, true},
    // RFC 2369, RFC 2919, RFC 8058
    known_field{"List-Unsubscribe", form::structured, true, true},
    known_field{"List-Unsubscribe-Post", form::structured, true, true},
    known_field{"List-Subscribe", form::structured, true},
    known_field{"List-Help", form::structured, true},
    known_field{"List-Post", form::structured, true},
    known_field{"List-Owner", form::structured, true},
    known_field{"List-Archive", form::structured, true},
    known_field{"List-ID", form::phrases, true},
    // RFC 3834, RFC 8098, RFC 6376, and what mailers add
    known_field{"Auto-Submitted", form::structured, true},
    known_field{"Disposition-Notification-To", form::addresses},
    known_field{"DKIM-Signature", form::unstructured, false, true},
    known_field{"Importance"},
    known_field{"Precedence"},
    known_field{"User-Agent"},
    known_field{"X-Mailer"},
    known_field{"X-Priority"},
};

}  // namespace

std::span<const known_field> known_fields() { return known; }

std::size_t find_known_field(std::string_view name) {
    for (std::size_t i = 0; i < known.size(); ++i)
        if (known[i].name.size() == name.size() && base::iequals(known[i].name, name)) return i;
    return no_known_field;
}

field_form form_of(std::string_view name) {
    const std::size_t index = find_known_field(name);
    return index == no_known_field ? field_form::unstructured : known[index].form;
}

}  // namespace mocksmtp::diagnosis
