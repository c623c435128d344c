#include "api/json/parse.hpp"

#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace api::json {

namespace {

// What the callback sees as it goes: nlohmann's parser keeps the last of two equal keys without a word.
class watcher {
public:
    bool operator()(int depth, value::parse_event_t event, value& parsed) {
        using enum value::parse_event_t;
        if (depth > max_depth) return stop("nested deeper than " + std::to_string(max_depth) + " levels");
        if (event == object_start) keys_.emplace_back();
        if (event == object_end) keys_.pop_back();
        if (event == key && !keys_.back().insert(parsed.get<std::string>()).second)
            return stop("the key \"" + parsed.get<std::string>() + "\" stands twice in one object");
        return true;
    }
    const std::string& complaint() const { return complaint_; }

private:
    // The parser can only be stopped by an exception, which parse() below catches.
    bool stop(std::string why) {
        complaint_ = std::move(why);
        throw std::length_error(complaint_);
    }

    std::vector<std::set<std::string>> keys_;
    std::string complaint_;
};

// "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error ..." without the bracket.
std::string readable(std::string_view what) {
    const auto end = what.find("] ");
    return std::string(end == std::string_view::npos ? what : what.substr(end + 2));
}

}  // namespace

// "... - invalid literal; last read: '"tex'; expected ']'"
std::string without_quotation(std::string_view sentence) {
    const std::size_t begin = sentence.find("; last read: '");
    if (begin == std::string_view::npos) return std::string(sentence);
    const std::size_t end = sentence.rfind("'; expected ");
    std::string plain(sentence.substr(0, begin));
    if (end != std::string_view::npos && end > begin) plain += sentence.substr(end + 1);
    return plain;
}

std::variant<value, mistake> parse(std::string_view text) {
    if (const auto at = find_nul(text); at != text.npos)
        return at_pointer("", "no JSON: octet " + std::to_string(at + 1) + " is a NUL");
    watcher watch;
    try {
        return value::parse(text, [&watch](int depth, value::parse_event_t event, value& parsed) {
            return watch(depth, event, parsed);
        });
    } catch (const std::length_error& stopped) {
        return at_pointer("", stopped.what());
    } catch (const value::exception& wrong) {
        return at_pointer("", "no JSON: " + without_quotation(readable(wrong.what())));
    }
}

}  // namespace api::json
