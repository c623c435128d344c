#include "mocksmtp/diagnosis/word_run.hpp"

#include "mocksmtp/mail/encoded_word.hpp"

namespace mocksmtp::diagnosis {

namespace {

bool is_unsafe(const lexeme& one) {
    if (one.kind != lexeme_kind::encoded) return false;
    const auto word = mail::read_encoded_word(one.text);
    return word && word->payload.find_first_of("()<>@,;:\\\"[]") != std::string_view::npos;
}

void add_word(word_run& run, const lexeme& one) {
    ++run.words;
    run.quoted = run.quoted || one.kind == lexeme_kind::quoted;
    if (run.unsafe_encoded.empty() && is_unsafe(one)) run.unsafe_encoded = one.text;
}

}  // namespace

word_run take_run(run_kind kind, lexeme& next, std::string_view& rest) {
    word_run run;
    run.behind_gap = next.behind_gap;
    run.begins_with_dot = next.is('.');
    const char* const begin = next.text.data();
    bool behind_word = false;
    for (; next.is_word() || next.is('.'); next = take_lexeme(rest)) {
        const bool word = next.is_word();
        if (word && behind_word && kind == run_kind::dotted) break;
        run.neighbours = run.neighbours || (word && behind_word);
        run.dot_too_many = run.dot_too_many || (!word && !behind_word);
        run.inner_gap = run.inner_gap || (!run.empty() && next.behind_gap);
        if (word) add_word(run, next);
        if (!word) ++run.dots;
        behind_word = word;
        run.text = {begin, static_cast<std::size_t>(next.text.data() + next.text.size() - begin)};
    }
    run.dot_too_many = run.dot_too_many || (!run.empty() && !behind_word);
    return run;
}

}  // namespace mocksmtp::diagnosis
