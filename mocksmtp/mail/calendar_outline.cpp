#include "mocksmtp/mail/calendar_outline.hpp"

#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/flaw.hpp"

namespace mocksmtp::mail {

namespace {

bool is_blank_mark(char c) { return c == ' ' || c == '\t'; }

class outline_reader {
public:
    explicit outline_reader(std::string_view content) : content_(content) {}

    calendar_outline read() {
        std::size_t at = content_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        while (at < content_.size() && !read_.wrong) {
            const std::size_t end = line_end(at);
            take_line(at, base::trim(unfolded(content_.substr(at, end - at))));
            at = end;
        }
        if (!read_.wrong && !open_.empty()) refuse(content_.size(), "END:" + open_.back() + " is missing");
        if (!read_.wrong && !begun_) refuse(0, "no BEGIN:VCALENDAR");
        return std::move(read_);
    }

private:
    // Behind the line and those folded onto it.
    std::size_t line_end(std::size_t at) const {
        while (true) {
            const std::size_t lf = content_.find('\n', at);
            if (lf == std::string_view::npos) return content_.size();
            at = lf + 1;
            if (at >= content_.size() || !is_blank_mark(content_[at])) return at;
        }
    }

    // RFC 5545 section 3.1: unlike that of a header field, the first blank of a folded line is none of the value.
    std::string_view unfolded(std::string_view raw) {
        const std::size_t lf = raw.find('\n');
        if (lf == std::string_view::npos || lf + 1 == raw.size()) return raw;
        line_.clear();
        for (std::size_t at = 0; at < raw.size(); ++at) {
            if (raw[at] == '\r' && at + 1 < raw.size() && raw[at + 1] == '\n') continue;
            if (raw[at] == '\n') {
                ++at;
            } else {
                line_ += raw[at];
            }
        }
        return line_;
    }

    void take_line(std::size_t at, std::string_view line) {
        if (line.empty()) return;
        if (base::istarts_with(line, "BEGIN:")) return begin(at, base::to_upper(base::trim(line.substr(6))));
        if (open_.empty()) return refuse(at, shown_value(line) + " stands outside of VCALENDAR");
        if (base::istarts_with(line, "END:")) return end(at, base::to_upper(base::trim(line.substr(4))));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return refuse(at, shown_value(line) + " is no name:value");
        const bool method = base::iequals(line.substr(0, line.find_first_of(":;")), "METHOD");
        if (method && open_.size() == 1 && read_.method.empty())
            read_.method = std::string(base::trim(line.substr(colon + 1)));
    }

    void begin(std::size_t at, std::string name) {
        if (open_.empty() && name != "VCALENDAR") return refuse(at, "BEGIN:" + name + " stands outside of VCALENDAR");
        begun_ = true;
        open_.push_back(std::move(name));
    }

    void end(std::size_t at, const std::string& name) {
        if (name != open_.back()) return refuse(at, "END:" + name + " where " + open_.back() + " is open");
        open_.pop_back();
    }

    void refuse(std::size_t at, std::string what) { read_.wrong = calendar_outline::mistake{std::move(what), at}; }

    std::string_view content_;
    calendar_outline read_;
    std::vector<std::string> open_;
    std::string line_;
    bool begun_ = false;
};

}  // namespace

calendar_outline read_calendar_outline(std::string_view content) { return outline_reader(content).read(); }

}  // namespace mocksmtp::mail
