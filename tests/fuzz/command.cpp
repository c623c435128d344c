// The command parser: any line gives a command, and what it says of the line is true.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "mocksmtp/smtp/command.hpp"
#include "mocksmtp/smtp/esmtp_options.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string line(reinterpret_cast<const char*>(data), size);
    const auto parsed = mocksmtp::smtp::parse_command(line);
    for (const auto& note : parsed.notes) {
        if (note.offset && *note.offset > line.size()) std::abort();
    }
    if (const auto* mail = std::get_if<mocksmtp::smtp::commands::mail>(&parsed.what)) {
        if (line.find(mail->path.address) == std::string::npos) std::abort();
        (void)mocksmtp::smtp::read_mail_options(mail->params);
        (void)mocksmtp::smtp::read_rcpt_options(mail->params);
    }
    return 0;
}
