// How long an attachment of 10 MiB takes to be decoded and looked into, beside copying its octets. Prints JSON:
// median seconds of 15 runs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/mail/view.hpp"

namespace {

namespace diagnosis = mocksmtp::diagnosis;
namespace mail = mocksmtp::mail;

constexpr std::size_t octets = 10 << 20;
std::size_t sink = 0;  // what is measured has a result that counts

double median_seconds(const std::function<std::size_t()>& work) {
    std::vector<double> taken;
    for (int i = 0; i < 15; ++i) {
        const auto start = std::chrono::steady_clock::now();
        sink += work();
        taken.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::ranges::nth_element(taken, taken.begin() + 7);
    return taken[7];
}

std::string content() {
    std::string made;
    made.reserve(octets);
    unsigned state = 1;  // any octets, the same in every run
    while (made.size() < octets) made += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return made;
}

std::string message(const std::string& encoding, const std::string& body) {
    return "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
           "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.bin\r\n"
           "Content-Transfer-Encoding: " +
           encoding + "\r\n\r\n" + body + "\r\n--b--\r\n";
}

std::string base64_body(const std::string& bytes) {
    const std::string text = mocksmtp::base::encode_base64(bytes);
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += 76) lines.append(text, at, 76).append("\r\n");
    return lines;
}

std::string quoted_printable_body(const std::string& bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string lines;
    std::size_t column = 0;
    for (const char c : bytes) {
        if (column > 70) lines += "=\r\n";
        if (column > 70) column = 0;
        const auto octet = static_cast<unsigned char>(c);
        const bool plain = octet > 32 && octet < 127 && octet != '=';
        plain ? lines += c : lines.append({'=', digits[octet >> 4], digits[octet & 15]});
        column += plain ? 1 : 3;
    }
    return lines;
}

std::size_t decode(const std::string& bytes) {
    const mail::view seen(bytes);
    return mail::decode_content(seen.parts().back()).size();
}

std::size_t diagnose(const std::string& bytes) { return diagnosis::diagnose(mail::view(bytes), {}).size(); }

}  // namespace

int main() {
    const std::string plain = content();
    const std::string base64 = message("base64", base64_body(plain));
    const std::string quoted = message("quoted-printable", quoted_printable_body(plain));
    std::string copy(octets, '\0');
    const double copied = median_seconds([&] {
        std::memcpy(copy.data(), plain.data(), octets);
        return static_cast<std::size_t>(copy[octets / 2]);
    });
    std::printf(
        "{\"memcpy\": %g, \"base64\": %g, \"quoted_printable\": %g, \"diagnose_base64\": %g, "
        "\"diagnose_quoted_printable\": %g, \"checked\": %zu}\n",
        copied, median_seconds([&] { return decode(base64); }), median_seconds([&] { return decode(quoted); }),
        median_seconds([&] { return diagnose(base64); }), median_seconds([&] { return diagnose(quoted); }),
        decode(base64) == octets && decode(quoted) == octets ? octets : 0);
    return sink == 0;
}
