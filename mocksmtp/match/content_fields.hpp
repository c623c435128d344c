// What the content of a message answers, for records and for situations alike.
#pragma once

#include "mocksmtp/mail/view.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/kept_texts.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

// Whether it is the content of a message that answers the field.
bool is_of_content(field_id which);

// Nothing for fields that the content does not answer. The texts live as long as the view and the kept ones.
values of_content(const mail::view& message, const field& which, kept_texts& made);

}  // namespace mocksmtp::match
