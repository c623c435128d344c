// The client's side of SCRAM (RFC 5802 section 3), for tests that need a right answer to a challenge.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/digest.hpp"

namespace mocksmtp::tests {

struct scram_client {
    base::hash algorithm;
    std::string user;
    std::string password;
    std::string gs2_header = "n,,";
    std::string binding = {};  // octets
    std::string nonce = "clientnonce";

    std::string bare() const { return "n=" + user + ",r=" + nonce; }
    std::string first() const { return gs2_header + bare(); }

    // The final message to a server-first-message, and what the server has to say to that.
    struct ending {
        std::string message;
        std::string verifier;
    };
    ending finish(std::string_view server_first) const {
        const std::string whole_nonce(attribute(server_first, 'r'));
        const std::string without_proof = "c=" + base::encode_base64(gs2_header + binding) + ",r=" + whole_nonce;
        return finish(server_first, without_proof);
    }
    ending finish(std::string_view server_first, const std::string& without_proof) const {
        const std::string salt = *base::decode_base64(attribute(server_first, 's'));
        const auto rounds = static_cast<unsigned>(std::stoul(std::string(attribute(server_first, 'i'))));
        const std::string salted = base::pbkdf2(algorithm, password, salt, rounds);
        const std::string about = bare() + ',' + std::string(server_first) + ',' + without_proof;
        const std::string client_key = base::hmac(algorithm, salted, "Client Key");
        std::string proof = base::hmac(algorithm, base::digest(algorithm, client_key), about);
        for (std::size_t i = 0; i < proof.size(); ++i) proof[i] = static_cast<char>(proof[i] ^ client_key[i]);
        const std::string server_key = base::hmac(algorithm, salted, "Server Key");
        return {without_proof + ",p=" + base::encode_base64(proof),
                "v=" + base::encode_base64(base::hmac(algorithm, server_key, about))};
    }

private:
    static std::string_view attribute(std::string_view message, char name) {
        const std::string beginning{name, '='};
        const std::size_t at = message.starts_with(beginning) ? 0 : message.find(',' + beginning) + 1;
        return message.substr(at + 2, message.find(',', at) - at - 2);
    }
};

}  // namespace mocksmtp::tests
