// The application under test: sends a welcome mail.
#pragma once

#include <cstdint>
#include <string>

struct mail_account {
    std::string host = "localhost";
    std::uint16_t port = 587;
    std::string user;
    std::string password;
    std::string ca_file;  // PEM
};

// Sends over STARTTLS with AUTH. Tries up to three times while the server says "later" (4xx); throws
// std::runtime_error when it says no, or says it too often.
void send_welcome(const mail_account& from, const std::string& to);
