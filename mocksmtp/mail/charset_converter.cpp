#include "mocksmtp/mail/charset_converter.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

namespace mocksmtp::mail {

decoded_text charset_converter::convert(std::string_view bytes) {
    decoded_text result;
    std::string_view rest = bytes;
    int problem = 0;
    // Some of glibc's converters can complain of what they held back when nothing is left.
    while ((problem = take(&rest, result.text)) != 0 && !rest.empty()) {
        if (const std::string known = stand_in(rest.front()); !known.empty()) {
            result.text += known;
            rest.remove_prefix(1);
            continue;
        }
        if (!result.lossy) result.lossy_at = bytes.size() - rest.size();
        result.lossy = true;
        if (how_.holds_back) take(nullptr, result.text);
        result.text += replacement_character;
        rest.remove_prefix(problem == EINVAL ? rest.size() : undecodable_length(rest));  // EINVAL: cut short at the end
    }
    if (take(nullptr, result.text) == 0 && problem == 0) return result;
    if (!result.lossy) result.lossy_at = bytes.size();
    result.lossy = true;
    result.text += replacement_character;
    return result;
}

// Converts as far as it goes; null: what was held back. Answers 0, or iconv's errno at what remains.
int charset_converter::take(std::string_view* bytes, std::string& to) {
    constexpr std::size_t piece = 8192;
    std::array<char, piece> out{};
    char* in = bytes == nullptr ? nullptr : const_cast<char*>(bytes->data());  // iconv's signature is older than const
    std::size_t left = bytes == nullptr ? 0 : bytes->size();
    while (true) {
        const std::size_t left_before = left;
        char* end = out.data();
        std::size_t room = out.size();
        const std::size_t status = iconv(handle_, in == nullptr ? nullptr : &in, &left, &end, &room);
        const int problem = status == static_cast<std::size_t>(-1) ? errno : 0;
        to.append(out.data(), end);
        if (bytes != nullptr) bytes->remove_prefix(left_before - left);
        const bool moved = left != left_before || end != out.data();
        if (problem != E2BIG || !moved) return problem;
    }
}

std::string charset_converter::stand_in(char octet) const {
    constexpr unsigned first = 0x80;
    constexpr unsigned last = 0x9F;
    const auto number = static_cast<unsigned char>(octet);
    if (how_.has_euro && number == first) return "\u20AC";
    if (how_.keeps_controls && number >= first && number <= last) return {'\xC2', octet};
    return {};
}

std::size_t charset_converter::undecodable_length(std::string_view bytes) const {
    const auto is_ascii = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]) < 0x80; };
    if (how_.no_leads.find(bytes.front()) != std::string_view::npos) return 1;
    if (how_.spares_ascii && (is_ascii(0) || (bytes.size() > 1 && is_ascii(1)))) return 1;
    return std::min(how_.width, bytes.size());
}

}  // namespace mocksmtp::mail
