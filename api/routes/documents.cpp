#include "api/routes/documents.hpp"

// The assembler takes the files in as they are; CMake names them and rebuilds this when they change.
#define MOCKSMTP_DOCUMENT(name, file) \
    __asm__(                          \
        ".pushsection .rodata\n"      \
        ".global mocksmtp_" name      \
        "_begin\n"                    \
        ".global mocksmtp_" name      \
        "_end\n"                      \
        "mocksmtp_" name              \
        "_begin:\n"                   \
        ".incbin \"" file             \
        "\"\n"                        \
        "mocksmtp_" name              \
        "_end:\n"                     \
        ".byte 0\n"                   \
        ".popsection\n")

MOCKSMTP_DOCUMENT("openapi_yaml", MOCKSMTP_OPENAPI_YAML);
MOCKSMTP_DOCUMENT("openapi_json", MOCKSMTP_OPENAPI_JSON);
MOCKSMTP_DOCUMENT("docs_html", MOCKSMTP_DOCS_HTML);

extern "C" {
extern const char mocksmtp_openapi_yaml_begin[];
extern const char mocksmtp_openapi_yaml_end[];
extern const char mocksmtp_openapi_json_begin[];
extern const char mocksmtp_openapi_json_end[];
extern const char mocksmtp_docs_html_begin[];
extern const char mocksmtp_docs_html_end[];
}

namespace api::routes {

std::string_view openapi_yaml() { return {mocksmtp_openapi_yaml_begin, mocksmtp_openapi_yaml_end}; }

std::string_view openapi_json() { return {mocksmtp_openapi_json_begin, mocksmtp_openapi_json_end}; }

std::string_view docs_html() { return {mocksmtp_docs_html_begin, mocksmtp_docs_html_end}; }

}  // namespace api::routes
