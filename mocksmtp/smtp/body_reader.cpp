#include "mocksmtp/smtp/body_reader.hpp"

#include <algorithm>

namespace mocksmtp::smtp {

// Nearly all octets are passed over by memchr: only line ends and line starts are looked at one by one.
bool body_reader::read(std::string_view& input) {
    if ((never_.bare_lf || never_.bare_cr) && find_fault(input)) {
        input = {};
        return true;
    }
    std::size_t copied = 0;  // input before this has been kept
    std::size_t i = 0;
    while (i < input.size()) {
        if (state_ == at::text) {
            const std::size_t lf = input.find('\n', i);
            if (lf == std::string_view::npos) {
                if (input.back() == '\r') state_ = at::after_cr;
                break;
            }
            const bool line_end = ends_ == line_ends::lf || (lf > i && input[lf - 1] == '\r');
            i = lf + 1;
            if (!line_end) continue;
            state_ = at::line_start;
            continue;
        }
        if (state_ == at::line_start && input[i] != '.') {
            state_ = input[i] == '\r' ? at::after_cr : at::text;
            if (input[i] == '\n' && ends_ == line_ends::lf) state_ = at::line_start;
            ++i;
            continue;
        }
        if (state_ == at::line_start) {  // a dot: stuffed, or the beginning of the end; not kept until we know
            keep(input.substr(copied, i - copied));
            copied = ++i;
            state_ = at::after_dot;
            continue;
        }
        if (step(input[i])) {
            input.remove_prefix(i + 1);
            return true;
        }
        if (state_ == at::after_dot_cr) copied = i + 1;  // kept by step() if it turns out to be text
        ++i;
    }
    keep(input.substr(copied));
    input = {};
    return false;
}

// Looks ahead, as far as the input goes: what is behind the final dot is no data any more, but a client that sends that
// at once is none that anybody forbids bare octets for.
bool body_reader::find_fault(std::string_view input) {
    for (const char octet : input) {
        if (octet == '\n' && !after_cr_ && never_.bare_lf) fault_ = bare::lf;
        if (octet != '\n' && after_cr_ && never_.bare_cr) fault_ = bare::cr;
        if (fault_) return true;
        after_cr_ = octet == '\r';
    }
    return false;
}

// The octet behind a CR, a dot at a line's start, or both; true at the end of the data.
bool body_reader::step(char octet) {
    switch (state_) {
        case at::after_cr:
            state_ = octet == '\n' ? at::line_start : octet == '\r' ? at::after_cr : at::text;
            return false;
        case at::after_dot:
            if (octet == '\r') {
                state_ = at::after_dot_cr;
                return false;
            }
            if (octet == '\n' && ends_ == line_ends::lf) {
                message_.terminator = ".\n";
                return true;
            }
            unstuff();
            state_ = at::text;
            return false;
        case at::after_dot_cr:
            if (octet == '\n') {
                message_.terminator = ".\r\n";
                return true;
            }
            unstuff();
            keep("\r");
            state_ = octet == '\r' ? at::after_cr : at::text;
            return false;
        case at::line_start:
        case at::text:
            break;
    }
    return false;
}

void body_reader::keep(std::string_view bytes) {
    octets_ += bytes.size();
    if (too_big()) {
        message_ = {};  // it will be refused: give the memory back at once
        return;
    }
    message_.bytes.append(bytes);
}

void body_reader::unstuff() {
    if (!too_big()) message_.removed_dots.push_back(static_cast<std::size_t>(octets_));
}

}  // namespace mocksmtp::smtp
