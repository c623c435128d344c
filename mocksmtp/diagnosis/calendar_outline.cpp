#include "mocksmtp/diagnosis/calendar_outline.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/calendar_component.hpp"
#include "mocksmtp/diagnosis/findings.hpp"
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
        while (!rest.empty() && !read_.broken) {
            const std::size_t at = content_.size() - rest.size();
            const std::string line = mail::take_unfolded_line(rest);
            take_line(at, base::trim(line));
        }
        if (!read_.broken && !open_.empty()) refuse(content_.size(), "END:" + open_.back().name + " is missing");
        if (!read_.broken && !begun_) refuse(0, "no BEGIN:VCALENDAR");
        return std::move(read_);
    }

private:
    struct open_component {
        std::string name;
        std::size_t at = 0;
        std::set<std::string> properties{};  // of those that are asked about
        bool holds_any = false;              // components
    };

    void take_line(std::size_t at, std::string_view line) {
        if (line.empty()) return;
        if (base::istarts_with(line, "BEGIN:")) return begin(at, base::to_upper(base::trim(line.substr(6))));
        if (open_.empty()) return refuse(at, shown_value(line) + " stands outside of VCALENDAR");
        if (base::istarts_with(line, "END:")) return end(at, base::to_upper(base::trim(line.substr(4))));
        if (line.find(':') == std::string_view::npos) return refuse(at, shown_value(line) + " is no name:value");
        take_property(at, mail::take_content_line(line));
    }

    void take_property(std::size_t at, const mail::content_line& line) {
        open_component& holder = open_.back();
        if (open_.size() == 1 && line.name == "method") {
            has_method_ = true;
            if (read_.method.empty()) read_.method = std::string(base::trim(line.value));
        }
        if (!is_asked_about(line.name)) return;
        if (open_.size() == 2 && has_known_properties(holder.name)) note(at, wrong_with_time(line));
        holder.properties.insert(line.name);
    }

    void begin(std::size_t at, std::string name) {
        if (open_.empty() && name != "VCALENDAR") return refuse(at, "BEGIN:" + name + " stands outside of VCALENDAR");
        begun_ = true;
        if (open_.empty())
            has_method_ = false;
        else
            open_.back().holds_any = true;
        open_.push_back({.name = std::move(name), .at = at});
    }

    void end(std::size_t at, const std::string& name) {
        const open_component& closed = open_.back();
        if (name != closed.name) return refuse(at, "END:" + name + " where " + closed.name + " is open");
        if (open_.size() <= 2) {
            for (std::string& what : find_missing(closed.name, closed.properties, has_method_))
                note(closed.at, std::move(what));
        }
        if (open_.size() == 1 && !closed.holds_any) note(closed.at, "VCALENDAR has no component");
        open_.pop_back();
    }

    void note(std::size_t at, std::string what) {
        if (!what.empty() && read_.wrong.size() < findings::most_of_one_code)
            read_.wrong.push_back({std::move(what), at});
    }

    void refuse(std::size_t at, std::string what) {
        note(at, std::move(what));
        read_.broken = true;
    }

    std::string_view content_;
    calendar_outline read_;
    std::vector<open_component> open_;
    bool begun_ = false;
    bool has_method_ = false;  // the calendar that is open
};

}  // namespace

calendar_outline read_calendar_outline(std::string_view content) { return outline_reader(content).read(); }

}  // namespace mocksmtp::diagnosis
