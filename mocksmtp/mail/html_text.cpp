#include "mocksmtp/mail/html_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/html_entity.hpp"
#include "mocksmtp/mail/html_token.hpp"

namespace mocksmtp::mail {
namespace {

template <std::size_t count>
bool is_among(const std::array<std::string_view, count>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_block(std::string_view element) {
    constexpr std::array<std::string_view, 28> names = {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div",  "dl",     "dt",
        "footer",  "form",    "h1",    "h2",         "h3",   "h4",     "h5", "h6",   "header", "hr",
        "main",    "nav",     "ol",    "p",          "pre",  "table",  "ul", "tbody"};
    return is_among(names, element);
}

bool is_line(std::string_view element) {
    constexpr std::array<std::string_view, 4> names = {"br", "li", "tr", "option"};
    return is_among(names, element);
}

bool is_cell(std::string_view element) { return element == "td" || element == "th"; }

// As a browser reads an address: no white space around it, no line breaks in it.
std::string address_of(std::string_view attribute) {
    std::string url = decode_attribute_entities(base::trim(attribute));
    std::erase_if(url, [](char c) { return c == '\t' || c == '\r' || c == '\n'; });
    return std::string(base::trim(url));
}

bool leads_somewhere(std::string_view url) {
    constexpr std::array<std::string_view, 3> others = {"javascript:", "vbscript:", "data:"};
    return !url.empty() && url.front() != '#' &&
           std::ranges::none_of(others, [&](std::string_view scheme) { return base::istarts_with(url, scheme); });
}

std::string on_one_line(std::string_view text) {
    std::string made;
    for (const char c : base::trim(text)) {
        if (!base::is_space(c))
            made += c;
        else if (made.back() != ' ')
            made += ' ';
    }
    return made;
}

class writer {
public:
    void take(const html_token& next) {
        switch (next.what) {
            case html_token::kind::text:
                return add_text(decode_entities(next.text));
            case html_token::kind::start_tag:
                break_before(next.name);
                return begin(next);
            case html_token::kind::end_tag:
                if (next.name == "a") end_link();
                if (next.name == "pre" && preformatted_ > 0) --preformatted_;
                return break_before(next.name);
        }
    }

    readable_html finish() {
        end_link();
        return std::move(made_);
    }

private:
    void begin(const html_token& tag) {
        if (tag.name == "pre") ++preformatted_;
        if (tag.name == "img") add_text(decode_attribute_entities(tag.find("alt").value_or("")));
        if (tag.name != "a" && tag.name != "area") return;
        end_link();
        std::string url = address_of(tag.find("href").value_or(""));
        if (!leads_somewhere(url)) return;
        made_.links.push_back({.url = std::move(url), .text = {}, .in = link_place::html});
        if (tag.name == "area")
            made_.links.back().text = on_one_line(decode_attribute_entities(tag.find("alt").value_or("")));
        else
            link_text_ = made_.text.size();
    }

    void end_link() {
        if (!link_text_) return;
        const std::size_t from = std::min(*std::exchange(link_text_, std::nullopt), made_.text.size());
        made_.links.back().text = on_one_line(std::string_view(made_.text).substr(from));
    }

    void break_before(std::string_view element) {
        if (is_block(element))
            new_lines(2);
        else if (is_line(element))
            new_lines(1);
        else if (is_cell(element) && !made_.text.empty() && made_.text.back() != '\n' && made_.text.back() != '\t')
            made_.text += '\t';
        else
            return;
        space_ = false;
    }

    void new_lines(std::size_t wanted) {
        std::string& text = made_.text;
        while (!text.empty() && text.back() == '\t') text.pop_back();
        if (text.empty()) return;
        const bool one = text.back() == '\n';
        const bool two = one && text.size() > 1 && text[text.size() - 2] == '\n';
        if (two) return;
        text.append(one ? wanted - 1 : wanted, '\n');
    }

    // White space is one space, and none at the start of a line; no-break spaces are spaces.
    void add_text(std::string_view text) {
        constexpr std::string_view no_break = "\xC2\xA0";
        while (!text.empty()) {
            const bool wide = text.starts_with(no_break);
            if (wide || base::is_space(text.front())) {
                if (preformatted_ > 0 && text.front() == '\n') made_.text += '\n';
                space_ = true;
            } else {
                add(text.front());
            }
            text.remove_prefix(wide ? 2 : 1);
        }
    }

    void add(char c) {
        std::string& text = made_.text;
        if (std::exchange(space_, false) && !text.empty() && text.back() != '\n' && text.back() != '\t') text += ' ';
        text += c;
    }

    readable_html made_;
    std::optional<std::size_t> link_text_;  // where the text of the last link began
    std::size_t preformatted_ = 0;
    bool space_ = false;
};

}  // namespace

readable_html read_html(std::string_view html) {
    writer made;
    html_reader reader(html);
    while (const auto next = reader.next()) made.take(*next);
    return made.finish();
}

}  // namespace mocksmtp::mail
