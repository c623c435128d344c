// Any bytes are split into fields and a body, in order and losing nothing, and every field can be shown.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/header.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto header = mocksmtp::mail::read_headers(bytes);
    require(header.body_offset <= size);
    std::size_t end = 0;
    for (const auto& field : header.fields) {
        require(field.offset >= end && !field.name.empty());
        require(bytes.substr(field.offset, field.name.size()) == field.name);
        end = static_cast<std::size_t>(field.raw.data() - bytes.data()) + field.raw.size();
        require(end <= header.body_offset);
        require(mocksmtp::base::is_utf8(mocksmtp::mail::decode_value(field)));
    }
    return 0;
}
