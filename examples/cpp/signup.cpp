#include "signup.hpp"

#include <curl/curl.h>

#include <cstring>
#include <memory>
#include <stdexcept>

namespace {

std::size_t read_mail(char* buffer, std::size_t size, std::size_t count, void* mail) {
    auto& rest = *static_cast<std::string_view*>(mail);
    const std::size_t taken = rest.copy(buffer, size * count);
    rest.remove_prefix(taken);
    return taken;
}

}  // namespace

void send_welcome(const mail_account& from, const std::string& to) {
    const std::string text =
        "From: Shop <shop@example.test>\r\nTo: <" + to + ">\r\nSubject: Welcome\r\n\r\nYour code is 482913.\r\n";
    std::string_view rest = text;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(curl_slist_append(nullptr, to.c_str()),
                                                                                 curl_slist_free_all);
    const std::string url = "smtp://" + from.host + ':' + std::to_string(from.port) + "/app.example.test";
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, from.ca_file.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, from.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, from.password.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, "shop@example.test");
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, read_mail);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &rest);
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    const CURLcode result = curl_easy_perform(curl.get());
    if (result != CURLE_OK) throw std::runtime_error(curl_easy_strerror(result));
}
