#include "mocksmtp/net/server_identity.hpp"

#include <doctest/doctest.h>
#include <openssl/pem.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "mocksmtp/net/certificate_authority.hpp"
#include "mocksmtp/net/setup_error.hpp"

using namespace mocksmtp::net;

namespace {

// A directory of its own, gone afterwards.
class scratch_folder {
public:
    scratch_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "mocksmtp-identity-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~scratch_folder() { std::filesystem::remove_all(path_); }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;

    std::string file(const std::string& name, const std::string& contents) const {
        std::ofstream(path_ / name, std::ios::binary) << contents;
        return (path_ / name).string();
    }
    std::string missing() const { return (path_ / "missing.pem").string(); }

private:
    std::filesystem::path path_;
};

std::string key_pem(EVP_PKEY* key, const char* passphrase = nullptr) {
    const bio_handle memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(memory.get(), key, passphrase != nullptr ? EVP_aes_128_cbc() : nullptr, passphrase,
                                  passphrase != nullptr ? 4 : 0, nullptr, nullptr);
    return contents_of(memory.get());
}

const certificate_authority& authority() {
    static const certificate_authority made;
    return made;
}

server_identity some_identity() { return authority().issue(usual_certificate("mock.test")); }

}  // namespace

TEST_CASE("an identity is read from a certificate file and a key file") {
    const scratch_folder folder;
    const server_identity made = some_identity();
    const server_identity read = load_identity({.certificate = folder.file("cert.pem", pem_of(made.leaf.get())),
                                                .key = folder.file("key.pem", key_pem(made.key.get()))});
    CHECK(X509_cmp(read.leaf.get(), made.leaf.get()) == 0);
    CHECK(read.chain.empty());
    CHECK(read.authority_pem == pem_of(made.leaf.get()));
}

TEST_CASE("one file may hold the key, the certificate and its chain") {
    const scratch_folder folder;
    const server_identity made = some_identity();
    const std::string all = key_pem(made.key.get()) + pem_of(made.leaf.get()) + authority().pem();
    const server_identity read = load_identity({.certificate = folder.file("all.pem", all), .key = {}});
    CHECK(X509_cmp(read.leaf.get(), made.leaf.get()) == 0);
    REQUIRE(read.chain.size() == 1);
    CHECK(pem_of(read.chain[0].get()) == authority().pem());
    CHECK(read.authority_pem == authority().pem());
}

TEST_CASE("what is wrong with identity files is said in one line with the file's name") {
    const scratch_folder folder;
    const server_identity made = some_identity();
    const server_identity other = some_identity();
    const std::string certificate = folder.file("cert.pem", pem_of(made.leaf.get()));
    const std::string key = folder.file("key.pem", key_pem(made.key.get()));
    const auto complaint = [](const identity_files& from) {
        try {
            load_identity(from);
        } catch (const setup_error& error) {
            return std::string(error.what());
        }
        return std::string("none");
    };
    SUBCASE("missing") {
        const std::string said = complaint({.certificate = folder.missing(), .key = key});
        CHECK(said.find(folder.missing() + ": No such file or directory") != std::string::npos);
    }
    SUBCASE("no PEM") {
        const std::string said = complaint({.certificate = folder.file("text", "hello\n"), .key = key});
        CHECK(said.find("it has no CERTIFICATE block") != std::string::npos);
    }
    SUBCASE("cut off") {
        const std::string cut = pem_of(made.leaf.get()).substr(0, 200);
        CHECK(complaint({.certificate = folder.file("cut", cut), .key = key}).find("no certificate in") == 0);
    }
    SUBCASE("no key") {
        CHECK(complaint({.certificate = certificate, .key = certificate}).find("no private key in") == 0);
        const std::string said = complaint({.certificate = certificate});
        CHECK(said.find("no private key in the TLS certificate file " + certificate) == 0);
        CHECK(said.find("--tls-key") != std::string::npos);
    }
    SUBCASE("a folder") {
        const std::string path = std::filesystem::path(certificate).parent_path().string();
        CHECK(complaint({.certificate = path}).find("cannot read the TLS certificate file " + path + ": Is a dir") ==
              0);
    }
    SUBCASE("encrypted key") {
        const std::string locked = folder.file("locked", key_pem(made.key.get(), "pass"));
        const std::string said = complaint({.certificate = certificate, .key = locked});
        CHECK(said.find(locked + " is encrypted") != std::string::npos);
    }
    SUBCASE("key of another certificate") {
        const std::string wrong = folder.file("wrong", key_pem(other.key.get()));
        CHECK(complaint({.certificate = certificate, .key = wrong}).find("does not belong") != std::string::npos);
    }
    SUBCASE("chain in the wrong order") {
        const std::string reversed = folder.file("reversed", authority().pem() + pem_of(made.leaf.get()));
        const std::string said = complaint({.certificate = reversed, .key = key});
        CHECK(said.find("belongs to certificate 2 of " + reversed) != std::string::npos);
    }
}
