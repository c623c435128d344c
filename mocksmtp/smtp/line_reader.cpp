#include "mocksmtp/smtp/line_reader.hpp"

#include <algorithm>
#include <cstring>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::smtp {

std::size_t line_reader::end_of_line(std::string_view input) const {
    std::size_t end = input.find('\n');
    if (lf_ends_line_) return end;
    const auto behind_cr = [&] { return end != 0 ? input[end - 1] == '\r' : after_cr_; };
    while (end != std::string_view::npos && !behind_cr()) end = input.find('\n', end + 1);
    return end;
}

std::optional<command_line> line_reader::next(std::string_view& input) {
    if (finished_) {
        partial_.clear();
        seen_ = 0;
        after_cr_ = false;
        finished_ = false;
    }
    const std::size_t end = end_of_line(input);
    const std::size_t taken = end == std::string_view::npos ? input.size() : end + 1;
    const std::string_view piece = input.substr(0, taken);
    input.remove_prefix(taken);
    const bool whole = end != std::string_view::npos && seen_ == 0;
    seen_ += taken;
    std::string_view text = piece;
    if (!whole) {
        const std::size_t room = limit_ == 0 ? piece.size() : limit_ - std::min(limit_, partial_.size());
        partial_.append(piece.substr(0, room));
        text = partial_;
    }
    const bool by_crlf = piece.size() > 1 ? piece[piece.size() - 2] == '\r' : after_cr_;
    if (end == std::string_view::npos) {
        if (!piece.empty()) after_cr_ = piece.back() == '\r';
        return std::nullopt;
    }
    finished_ = true;
    command_line line;
    line.octets = seen_ - (by_crlf ? 2 : 1);
    line.too_long = limit_ != 0 && seen_ > limit_;
    if (line.too_long) {
        line.text = text.substr(0, limit_);
        return line;
    }
    line.ended_by_lf = !by_crlf;
    line.text = text.substr(0, line.octets);
    return line;
}

bool is_over_length(std::string_view line) {
    if (line.size() <= longest_command) return false;
    line = base::trim(line);
    return !base::istarts_with(line, "MAIL") && !base::istarts_with(line, "RCPT") && !base::istarts_with(line, "AUTH");
}

}  // namespace mocksmtp::smtp
