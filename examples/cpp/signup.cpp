#include "signup.hpp"

#include <curl/curl.h>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

constexpr int attempts = 3;
constexpr std::chrono::milliseconds between_attempts{100};  // a real queue waits for minutes

using curl_handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using curl_list = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
using curl_parts = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;

curl_list list_of(std::initializer_list<std::string> lines) {
    curl_slist* made = nullptr;
    for (const std::string& line : lines) made = curl_slist_append(made, line.c_str());
    return {made, curl_slist_free_all};
}

struct attempt {
    CURLcode result = CURLE_OK;
    long reply_code = 0;  // of the last reply

    bool may_be_repeated() const { return result != CURLE_OK && reply_code >= 400 && reply_code < 500; }
};

attempt try_to_send(const mail_account& from, const std::string& to) {
    const curl_handle curl(curl_easy_init(), curl_easy_cleanup);
    const std::string url = "smtp://" + from.host + ':' + std::to_string(from.port) + "/app.example.test";
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, from.ca_file.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, from.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, from.password.c_str());

    const auto recipients = list_of({to});
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, "shop@example.test");
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());

    const auto header =
        list_of({"From: Shop <shop@example.test>", "To: <" + to + '>', "Subject: Welcome", "X-Campaign: signup"});
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, header.get());
    const curl_parts body(curl_mime_init(curl.get()), curl_mime_free);
    curl_mimepart* text = curl_mime_addpart(body.get());
    curl_mime_data(text, "Grüß Gott!\r\n\r\nYour code is 482913.\r\n", CURL_ZERO_TERMINATED);
    curl_mime_type(text, "text/plain; charset=utf-8");
    curl_mime_encoder(text, "quoted-printable");
    curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, body.get());

    attempt made{curl_easy_perform(curl.get())};
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &made.reply_code);
    return made;
}

}  // namespace

void send_welcome(const mail_account& from, const std::string& to) {
    attempt last = try_to_send(from, to);
    for (int made = 1; made < attempts && last.may_be_repeated(); ++made) {
        std::this_thread::sleep_for(between_attempts);
        last = try_to_send(from, to);
    }
    if (last.result != CURLE_OK) throw std::runtime_error(curl_easy_strerror(last.result));
}
