#include "mocksmtp/match/regex.hpp"

#include <cstdint>

#include <re2/re2.h>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::match {
namespace {

// Room for the program and the automata RE2 builds from it while matching; when it runs out matching gets slower, so
// programs are kept far smaller than that.
constexpr std::int64_t memory = 8 << 20;
constexpr std::size_t longest_pattern = 64 << 10;
constexpr int longest_program = 20'000;  // RE2 instructions; \pL takes about 300

std::shared_ptr<const re2::RE2> compiled(std::string_view pattern, letter_case how, RE2::Options::Encoding encoding) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory);
    options.set_encoding(encoding);
    options.set_case_sensitive(how == letter_case::matters);
    return std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

// RE2's sentence as it is, backslashes too, unless it quotes octets that do not belong into a report.
std::string readable(const std::string& reason) {
    std::string plain = reason;
    std::erase(plain, '\\');
    return base::printable(plain) == plain ? reason : base::printable(reason);
}

regex_error error_of(const re2::RE2& wrong, std::string_view pattern) {
    if (wrong.error_code() == RE2::ErrorPatternTooLarge) return {"the pattern is too large", std::nullopt};
    regex_error error{readable(wrong.error().substr(0, 200)), std::nullopt};
    const std::size_t at = wrong.error_arg().empty() ? pattern.npos : pattern.find(wrong.error_arg());
    if (wrong.error_code() == RE2::ErrorTrailingBackslash) error.position = pattern.size() - 1;
    if (at != pattern.npos) error.position = at;
    return error;
}

std::optional<regex::match> first_match(const re2::RE2& wanted, std::string_view text) {
    std::vector<re2::StringPiece> found(static_cast<std::size_t>(wanted.NumberOfCapturingGroups()) + 1);
    const re2::StringPiece piece(text.data(), text.size());
    if (!wanted.Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, found.data(), static_cast<int>(found.size())))
        return std::nullopt;
    regex::match made;
    for (const re2::StringPiece& each : found) {
        if (each.data() == nullptr)
            made.emplace_back();
        else
            made.emplace_back(std::string_view(each.data(), each.size()));
    }
    return made;
}

}  // namespace

std::variant<regex, regex_error> compile_regex(std::string_view pattern, letter_case how) {
    if (pattern.size() > longest_pattern) return regex_error{"the pattern is too large", std::nullopt};
    regex made;
    const bool is_text = base::is_utf8(pattern);
    if (is_text) made.characters_ = compiled(pattern, how, RE2::Options::EncodingUTF8);
    made.octets_ = compiled(pattern, how, RE2::Options::EncodingLatin1);
    const re2::RE2& leading = is_text ? *made.characters_ : *made.octets_;
    if (!leading.ok()) return error_of(leading, pattern);
    if (leading.ProgramSize() > longest_program) return regex_error{"the pattern is too large", std::nullopt};
    if (!made.octets_->ok() || made.octets_->ProgramSize() > longest_program) made.octets_ = nullptr;
    return made;
}

bool regex::found_in(std::string_view text) const {
    const re2::StringPiece piece(text.data(), text.size());
    if (characters_ && re2::RE2::PartialMatch(piece, *characters_)) return true;
    // UTF-8 text has been read in full above; only what is not deserves the second reading.
    return octets_ && (!characters_ || !base::is_utf8(text)) && re2::RE2::PartialMatch(piece, *octets_);
}

std::optional<regex::match> regex::first_in(std::string_view text) const {
    if (characters_) {
        if (auto made = first_match(*characters_, text)) return made;
    }
    if (!octets_ || (characters_ && base::is_utf8(text))) return std::nullopt;
    return first_match(*octets_, text);
}

std::string quoted_for_regex(std::string_view text) {
    return re2::RE2::QuoteMeta(re2::StringPiece(text.data(), text.size()));
}

}  // namespace mocksmtp::match
