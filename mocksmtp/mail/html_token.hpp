// Takes HTML apart into text and tags, as far as finding links, pictures and readable text needs it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct html_attribute {
    std::string name;        // lower case
    std::string_view value;  // as written, character references and all; a view into the HTML
};

struct html_token {
    enum class kind { text, start_tag, end_tag };

    kind what = kind::text;
    std::string_view text = {};  // of text, as written
    std::string name = {};       // of a tag, lower case
    std::vector<html_attribute> attributes = {};
    std::string_view content = {};  // of script, style and their like: what is passed over, as written

    // Of the first attribute of that name; nothing if there is none.
    std::optional<std::string_view> find(std::string_view attribute) const;
};

// Reads any text in one pass and never fails, by the tokenizer of the HTML standard (section 13.2.5) as far as it goes:
// comments, declarations and what stands in script, style, title and their like are passed over, a tag that is not
// closed takes up all the rest.
class html_reader {
public:
    explicit html_reader(std::string_view html) : rest_(html) {}

    std::optional<html_token> next();

private:
    std::optional<html_token> read_markup();
    std::optional<html_token> read_tag(html_token::kind what);
    bool read_attribute(html_token& to);
    std::string_view read_value();
    void skip_comment();
    void skip_behind(std::string_view end);
    std::string_view take_raw_text(std::string_view element);

    std::string_view rest_;
};

}  // namespace mocksmtp::mail
