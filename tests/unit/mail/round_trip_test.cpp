// Random trees of parts, written as MIME and read again, come out as they were.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/mail/mime.hpp"

namespace mocksmtp::mail {

namespace {

enum class written_as { identity, base64, quoted_printable };

struct tree {
    std::string content{};  // of a leaf
    written_as encoding = written_as::identity;
    std::string name{};            // of a leaf's file; empty: none
    std::vector<tree> children{};  // of a multipart
    bool message = false;          // it stands as a message/rfc822 part around its only child
};

std::string quoted_printable(const std::string& bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    std::size_t column = 0;
    for (const char c : bytes) {
        const auto octet = static_cast<unsigned char>(c);
        if (column > 70) {
            text += "=\r\n";
            column = 0;
        }
        text += '=';
        text += digits[octet >> 4];
        text += digits[octet & 15];
        column += 3;
    }
    return text;
}

std::string base64_lines(const std::string& bytes) {
    const std::string text = base::encode_base64(bytes);
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += 76) lines += text.substr(at, 76) + "\r\n";
    return lines;
}

// The part with its header; boundaries are the path to it, so that no content can hold them by chance.
std::string write(const tree& one, const std::string& path) {
    if (one.message) return "Content-Type: message/rfc822\r\n\r\n" + write(one.children.front(), path);
    if (!one.children.empty()) {
        const std::string boundary = "=_" + path + "_=";
        std::string text = "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\npreamble\r\n";
        for (std::size_t i = 0; i < one.children.size(); ++i)
            text += "--" + boundary + "\r\n" + write(one.children[i], path + "." + std::to_string(i + 1)) + "\r\n";
        return text + "--" + boundary + "--\r\nepilogue\r\n";
    }
    std::string text = "Content-Type: application/octet-stream\r\n";
    if (!one.name.empty()) text += "Content-Disposition: attachment; filename=\"" + one.name + "\"\r\n";
    switch (one.encoding) {
        case written_as::identity:
            return text + "Content-Transfer-Encoding: binary\r\n\r\n" + one.content;
        case written_as::base64:
            return text + "Content-Transfer-Encoding: base64\r\n\r\n" + base64_lines(one.content);
        case written_as::quoted_printable:
            return text + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(one.content);
    }
    return text;
}

// Reads the tree back from `parts`, where `at` is the part and is moved behind everything inside.
tree read(const std::vector<part>& parts, std::size_t& at) {
    const std::size_t mine = at++;
    tree one;
    one.message = holds_message(parts[mine]);
    while (at < parts.size() && parts[at].parent == mine) one.children.push_back(read(parts, at));
    if (!one.children.empty()) return one;
    one.content = decode_content(parts[mine]);
    one.name = file_name(parts[mine]).value_or("");
    one.encoding = parts[mine].encoding == transfer_encoding::base64             ? written_as::base64
                   : parts[mine].encoding == transfer_encoding::quoted_printable ? written_as::quoted_printable
                                                                                 : written_as::identity;
    return one;
}

bool same(const tree& a, const tree& b) {
    return a.content == b.content && a.encoding == b.encoding && a.name == b.name && a.message == b.message &&
           std::ranges::equal(a.children, b.children, same);
}

rc::Gen<tree> any_leaf() {
    return rc::gen::build<tree>(
        rc::gen::set(&tree::content, rc::gen::string<std::string>()),
        rc::gen::set(&tree::encoding,
                     rc::gen::element(written_as::identity, written_as::base64, written_as::quoted_printable)),
        rc::gen::set(&tree::name, rc::gen::container<std::string>(rc::gen::element('a', '.', ' ', ';', '=', '-'))));
}

rc::Gen<tree> any_tree(int depth) {
    if (depth == 0) return any_leaf();
    const auto branch =
        rc::gen::map(rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<tree>>(any_tree(depth - 1)))),
                     [](std::vector<tree> children) { return tree{.children = std::move(children)}; });
    const auto message = rc::gen::map(any_tree(depth - 1), [](tree inside) {
        tree around{.message = true};
        around.children.push_back(std::move(inside));
        return around;
    });
    return rc::gen::oneOf(any_leaf(), branch, message);
}

// A name that ends in blanks, or that would be a path, is not given back as it was written.
void tidy(tree& one) {
    while (one.name.ends_with(' ')) one.name.pop_back();
    while (one.name.starts_with(' ')) one.name.erase(0, 1);
    for (tree& child : one.children) tidy(child);
}

}  // namespace

TEST_CASE("any tree of parts that is written as MIME is read as it was") {
    CHECK(rc::check([] {
        tree wanted = *any_tree(3);
        tidy(wanted);
        const std::string message = write(wanted, "m");
        const std::vector<part> parts = read_parts(message);
        std::size_t at = 0;
        const tree found = read(parts, at);
        RC_ASSERT(at == parts.size());
        RC_ASSERT(same(found, wanted));
    }));
}

}  // namespace mocksmtp::mail
