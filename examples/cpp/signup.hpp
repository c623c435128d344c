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

// Sends over STARTTLS with AUTH; throws std::runtime_error when the server does not take the mail.
void send_welcome(const mail_account& from, const std::string& to);
