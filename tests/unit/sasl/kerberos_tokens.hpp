// Kerberos tokens as clients send them, for the tests.
#pragma once

#include <string>

#include "mocksmtp/base/base64.hpp"

namespace mocksmtp::tests {

// curl 7.88.1 with a ticket for smtp/localhost@EXAMPLE.TEST, whose keys are long gone
inline const std::string curl_request = *base::decode_base64(
    "YIICuAYJKoZIhvcSAQICAQBuggKnMIICo6ADAgEFoQMCAQ6iBwMFAAAAAACjggG7YYIBtzCCAbOgAwIBBaEOGwxFWEFNUExFLlRFU1SiHDAaoA"
    "MCAQOhEzARGwRzbXRwGwlsb2NhbGhvc3SjggF8MIIBeKADAgESoQMCAQKiggFqBIIBZh1YtN0J1J+croacHzAKKZ6bKdsVHYaAUway7ESgCfvv"
    "3KqpZnzcahmUlwLdoiFYOTzQwvL/m3/SRvx9fFBW6JML18T4Ewf4BXxhVKVz8fJebQavlNHxPIV6a14P380GpbmUadd0igXj1YBPQrI0z0YWRb"
    "QfZGYhBWxr7sRtbHf9SrccPRoVATf97izbTUJJprIqewSYYv9XnG9mSIJ4Pei/42MsgxZBGRfw8BVxy7Mk4zC7uxMyv0fbYimCBrFgnUifF2Ci"
    "rEexoSGVz/6aFxHwtvWsgV2mq+01eWgJap+agLegp4y8dEPz9F8WcMnrsUNPdWGdHndK6krdUZrPTGZGOgVTD5HTF4PoAS/Hdv7OYgwa2kxYIa"
    "881ue/1KUimWMlVafN5pdERawtZ1w+ibvLaN9Ewo71zuhdiwrFinMgxQx8BF3FeXq60vGLcJ/3mR5dBRyGhLmSdsx8xZdQoip1zO8S9ECkgc4w"
    "gcugAwIBEqKBwwSBwNSJitb7FO+rXyaLZ83f37EQBPiCOqjBF0lA9Vua8LYohKnMgCknAHw/v3QQuXmwgRSorDCsO3rp/HELmDIKrllKwtcjhc"
    "NCbS1s7qPqEcVu/HEDBDI8iQiOH/6NsorMp/5z4LGjc/PoDNrP0SDD5pMwXziMR0EkKfXrvlximHn0dPAGu2LTzALsHe8GfoN0OjEj3h3ieGDx"
    "YSc8P5I3fumG30TIMT2fHen40JJuhCWNdZah0ChZjV3d1N47Bscotw==");

// One element of DER with a length of any size.
inline std::string der_element(unsigned char tag, const std::string& contents) {
    std::string made(1, static_cast<char>(tag));
    if (contents.size() < 128) {
        made += static_cast<char>(contents.size());
    } else {
        made += '\x82';
        made += static_cast<char>(contents.size() >> 8 & 0xff);
        made += static_cast<char>(contents.size() & 0xff);
    }
    return made + contents;
}

// The same request offered through SPNEGO's NegTokenInit (RFC 4178 section 4.2.1).
inline std::string negotiated(const std::string& token) {
    const std::string kerberos = der_element(0x06, "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02");
    const std::string mechanisms = der_element(0xa0, der_element(0x30, kerberos));
    const std::string offer =
        der_element(0xa0, der_element(0x30, mechanisms + der_element(0xa2, der_element(0x04, token))));
    return der_element(0x60, der_element(0x06, "\x2b\x06\x01\x05\x05\x02") + offer);
}

}  // namespace mocksmtp::tests
