// One charset of iconv's, with what readers of mail do otherwise than iconv does.
#pragma once

#include <iconv.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mocksmtp/mail/charset.hpp"

namespace mocksmtp::mail {

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

struct charset_manner {
    std::size_t width = 1;           // so many octets make a character that is none
    bool spares_ascii = false;       // but only the first of two if the second is ASCII
    std::string_view no_leads = {};  // or if the first is one of these, which begin no character
    bool keeps_controls = false;     // an octet of 128 to 159 that has no character is the control of that number
    bool has_euro = false;           // the octet 128 is one (WHATWG Encoding Standard section 10.2.1)
    bool holds_back = false;         // a character that the next may be put together with comes late
};

class charset_converter {
public:
    charset_converter(const std::string& name, charset_manner how)
        : handle_(iconv_open("UTF-8", name.c_str())), how_(how) {}
    ~charset_converter() {
        if (known()) iconv_close(handle_);
    }
    charset_converter(const charset_converter&) = delete;
    charset_converter& operator=(const charset_converter&) = delete;

    bool known() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

    // From the charset's first state; linear.
    decoded_text convert(std::string_view bytes);

private:
    int take(std::string_view* bytes, std::string& to);
    std::string stand_in(char octet) const;
    std::size_t undecodable_length(std::string_view bytes) const;

    iconv_t handle_;
    charset_manner how_;
};

}  // namespace mocksmtp::mail
