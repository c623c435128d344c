#include "mocksmtp/diagnosis/calendar_outline.hpp"

#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/content_line.hpp"

namespace mocksmtp::diagnosis {

namespace {

class outline_reader {
public:
    explicit outline_reader(std::string_view content) : content_(content) {}

    calendar_outline read() {
        std::string_view rest = content_;
        if (rest.starts_with(mail::utf8_mark)) rest.remove_prefix(mail::utf8_mark.size());
        while (!rest.empty() && !read_.wrong) {
            const std::size_t at = content_.size() - rest.size();
            const std::string line = mail::take_unfolded_line(rest);
            take_line(at, base::trim(line));
        }
        if (!read_.wrong && !open_.empty()) refuse(content_.size(), "END:" + open_.back() + " is missing");
        if (!read_.wrong && !begun_) refuse(0, "no BEGIN:VCALENDAR");
        return std::move(read_);
    }

private:
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
    bool begun_ = false;
};

}  // namespace

calendar_outline read_calendar_outline(std::string_view content) { return outline_reader(content).read(); }

}  // namespace mocksmtp::diagnosis
