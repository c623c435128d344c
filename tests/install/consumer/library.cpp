// The library alone: the mock listens, has no mail, and says so readably.
#include <chrono>
#include <cstdio>

#include "mocksmtp/mock_server.hpp"

int main() {
    mocksmtp::mock_server mail;
    if (mail.smtp_port() == 0 || !mail.messages().empty()) return 1;
    try {
        mail.wait_for_message({.to = "bob@example.test"}, std::chrono::milliseconds(1));
    } catch (const mocksmtp::expectation_failed& report) {
        std::printf("as expected:\n%s\n", report.what());
        return 0;
    }
    return 1;
}
