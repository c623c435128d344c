#include "mocksmtp/mail/html_entity_names.hpp"

#include <algorithm>
#include <array>

namespace mocksmtp::mail {
namespace {

struct named_character {
    std::string_view name;
    std::uint32_t code_point;
};

// The 252 of HTML 4.01 section 24, and apos; sorted by octets.
constexpr std::array names{
    // clang-format off
    named_character{"AElig", 0xC6}, named_character{"Aacute", 0xC1}, named_character{"Acirc", 0xC2},
    named_character{"Agrave", 0xC0}, named_character{"Alpha", 0x391}, named_character{"Aring", 0xC5},
    named_character{"Atilde", 0xC3}, named_character{"Auml", 0xC4}, named_character{"Beta", 0x392},
    named_character{"Ccedil", 0xC7}, named_character{"Chi", 0x3A7}, named_character{"Dagger", 0x2021},
    named_character{"Delta", 0x394}, named_character{"ETH", 0xD0}, named_character{"Eacute", 0xC9},
    named_character{"Ecirc", 0xCA}, named_character{"Egrave", 0xC8}, named_character{"Epsilon", 0x395},
    named_character{"Eta", 0x397}, named_character{"Euml", 0xCB}, named_character{"Gamma", 0x393},
    named_character{"Iacute", 0xCD}, named_character{"Icirc", 0xCE}, named_character{"Igrave", 0xCC},
    named_character{"Iota", 0x399}, named_character{"Iuml", 0xCF}, named_character{"Kappa", 0x39A},
    named_character{"Lambda", 0x39B}, named_character{"Mu", 0x39C}, named_character{"Ntilde", 0xD1},
    named_character{"Nu", 0x39D}, named_character{"OElig", 0x152}, named_character{"Oacute", 0xD3},
    named_character{"Ocirc", 0xD4}, named_character{"Ograve", 0xD2}, named_character{"Omega", 0x3A9},
    named_character{"Omicron", 0x39F}, named_character{"Oslash", 0xD8}, named_character{"Otilde", 0xD5},
    named_character{"Ouml", 0xD6}, named_character{"Phi", 0x3A6}, named_character{"Pi", 0x3A0},
    named_character{"Prime", 0x2033}, named_character{"Psi", 0x3A8}, named_character{"Rho", 0x3A1},
    named_character{"Scaron", 0x160}, named_character{"Sigma", 0x3A3}, named_character{"THORN", 0xDE},
    named_character{"Tau", 0x3A4}, named_character{"Theta", 0x398}, named_character{"Uacute", 0xDA},
    named_character{"Ucirc", 0xDB}, named_character{"Ugrave", 0xD9}, named_character{"Upsilon", 0x3A5},
    named_character{"Uuml", 0xDC}, named_character{"Xi", 0x39E}, named_character{"Yacute", 0xDD},
    named_character{"Yuml", 0x178}, named_character{"Zeta", 0x396}, named_character{"aacute", 0xE1},
    named_character{"acirc", 0xE2}, named_character{"acute", 0xB4}, named_character{"aelig", 0xE6},
    named_character{"agrave", 0xE0}, named_character{"alefsym", 0x2135}, named_character{"alpha", 0x3B1},
    named_character{"amp", 0x26}, named_character{"and", 0x2227}, named_character{"ang", 0x2220},
    named_character{"apos", 0x27}, named_character{"aring", 0xE5}, named_character{"asymp", 0x2248},
    named_character{"atilde", 0xE3}, named_character{"auml", 0xE4}, named_character{"bdquo", 0x201E},
    named_character{"beta", 0x3B2}, named_character{"brvbar", 0xA6}, named_character{"bull", 0x2022},
    named_character{"cap", 0x2229}, named_character{"ccedil", 0xE7}, named_character{"cedil", 0xB8},
    named_character{"cent", 0xA2}, named_character{"chi", 0x3C7}, named_character{"circ", 0x2C6},
    named_character{"clubs", 0x2663}, named_character{"cong", 0x2245}, named_character{"copy", 0xA9},
    named_character{"crarr", 0x21B5}, named_character{"cup", 0x222A}, named_character{"curren", 0xA4},
    named_character{"dArr", 0x21D3}, named_character{"dagger", 0x2020}, named_character{"darr", 0x2193},
    named_character{"deg", 0xB0}, named_character{"delta", 0x3B4}, named_character{"diams", 0x2666},
    named_character{"divide", 0xF7}, named_character{"eacute", 0xE9}, named_character{"ecirc", 0xEA},
    named_character{"egrave", 0xE8}, named_character{"empty", 0x2205}, named_character{"emsp", 0x2003},
    named_character{"ensp", 0x2002}, named_character{"epsilon", 0x3B5}, named_character{"equiv", 0x2261},
    named_character{"eta", 0x3B7}, named_character{"eth", 0xF0}, named_character{"euml", 0xEB},
    named_character{"euro", 0x20AC}, named_character{"exist", 0x2203}, named_character{"fnof", 0x192},
    named_character{"forall", 0x2200}, named_character{"frac12", 0xBD}, named_character{"frac14", 0xBC},
    named_character{"frac34", 0xBE}, named_character{"frasl", 0x2044}, named_character{"gamma", 0x3B3},
    named_character{"ge", 0x2265}, named_character{"gt", 0x3E}, named_character{"hArr", 0x21D4},
    named_character{"harr", 0x2194}, named_character{"hearts", 0x2665}, named_character{"hellip", 0x2026},
    named_character{"iacute", 0xED}, named_character{"icirc", 0xEE}, named_character{"iexcl", 0xA1},
    named_character{"igrave", 0xEC}, named_character{"image", 0x2111}, named_character{"infin", 0x221E},
    named_character{"int", 0x222B}, named_character{"iota", 0x3B9}, named_character{"iquest", 0xBF},
    named_character{"isin", 0x2208}, named_character{"iuml", 0xEF}, named_character{"kappa", 0x3BA},
    named_character{"lArr", 0x21D0}, named_character{"lambda", 0x3BB}, named_character{"lang", 0x2329},
    named_character{"laquo", 0xAB}, named_character{"larr", 0x2190}, named_character{"lceil", 0x2308},
    named_character{"ldquo", 0x201C}, named_character{"le", 0x2264}, named_character{"lfloor", 0x230A},
    named_character{"lowast", 0x2217}, named_character{"loz", 0x25CA}, named_character{"lrm", 0x200E},
    named_character{"lsaquo", 0x2039}, named_character{"lsquo", 0x2018}, named_character{"lt", 0x3C},
    named_character{"macr", 0xAF}, named_character{"mdash", 0x2014}, named_character{"micro", 0xB5},
    named_character{"middot", 0xB7}, named_character{"minus", 0x2212}, named_character{"mu", 0x3BC},
    named_character{"nabla", 0x2207}, named_character{"nbsp", 0xA0}, named_character{"ndash", 0x2013},
    named_character{"ne", 0x2260}, named_character{"ni", 0x220B}, named_character{"not", 0xAC},
    named_character{"notin", 0x2209}, named_character{"nsub", 0x2284}, named_character{"ntilde", 0xF1},
    named_character{"nu", 0x3BD}, named_character{"oacute", 0xF3}, named_character{"ocirc", 0xF4},
    named_character{"oelig", 0x153}, named_character{"ograve", 0xF2}, named_character{"oline", 0x203E},
    named_character{"omega", 0x3C9}, named_character{"omicron", 0x3BF}, named_character{"oplus", 0x2295},
    named_character{"or", 0x2228}, named_character{"ordf", 0xAA}, named_character{"ordm", 0xBA},
    named_character{"oslash", 0xF8}, named_character{"otilde", 0xF5}, named_character{"otimes", 0x2297},
    named_character{"ouml", 0xF6}, named_character{"para", 0xB6}, named_character{"part", 0x2202},
    named_character{"permil", 0x2030}, named_character{"perp", 0x22A5}, named_character{"phi", 0x3C6},
    named_character{"pi", 0x3C0}, named_character{"piv", 0x3D6}, named_character{"plusmn", 0xB1},
    named_character{"pound", 0xA3}, named_character{"prime", 0x2032}, named_character{"prod", 0x220F},
    named_character{"prop", 0x221D}, named_character{"psi", 0x3C8}, named_character{"quot", 0x22},
    named_character{"rArr", 0x21D2}, named_character{"radic", 0x221A}, named_character{"rang", 0x232A},
    named_character{"raquo", 0xBB}, named_character{"rarr", 0x2192}, named_character{"rceil", 0x2309},
    named_character{"rdquo", 0x201D}, named_character{"real", 0x211C}, named_character{"reg", 0xAE},
    named_character{"rfloor", 0x230B}, named_character{"rho", 0x3C1}, named_character{"rlm", 0x200F},
    named_character{"rsaquo", 0x203A}, named_character{"rsquo", 0x2019}, named_character{"sbquo", 0x201A},
    named_character{"scaron", 0x161}, named_character{"sdot", 0x22C5}, named_character{"sect", 0xA7},
    named_character{"shy", 0xAD}, named_character{"sigma", 0x3C3}, named_character{"sigmaf", 0x3C2},
    named_character{"sim", 0x223C}, named_character{"spades", 0x2660}, named_character{"sub", 0x2282},
    named_character{"sube", 0x2286}, named_character{"sum", 0x2211}, named_character{"sup", 0x2283},
    named_character{"sup1", 0xB9}, named_character{"sup2", 0xB2}, named_character{"sup3", 0xB3},
    named_character{"supe", 0x2287}, named_character{"szlig", 0xDF}, named_character{"tau", 0x3C4},
    named_character{"there4", 0x2234}, named_character{"theta", 0x3B8}, named_character{"thetasym", 0x3D1},
    named_character{"thinsp", 0x2009}, named_character{"thorn", 0xFE}, named_character{"tilde", 0x2DC},
    named_character{"times", 0xD7}, named_character{"trade", 0x2122}, named_character{"uArr", 0x21D1},
    named_character{"uacute", 0xFA}, named_character{"uarr", 0x2191}, named_character{"ucirc", 0xFB},
    named_character{"ugrave", 0xF9}, named_character{"uml", 0xA8}, named_character{"upsih", 0x3D2},
    named_character{"upsilon", 0x3C5}, named_character{"uuml", 0xFC}, named_character{"weierp", 0x2118},
    named_character{"xi", 0x3BE}, named_character{"yacute", 0xFD}, named_character{"yen", 0xA5},
    named_character{"yuml", 0xFF}, named_character{"zeta", 0x3B6}, named_character{"zwj", 0x200D},
    named_character{"zwnj", 0x200C},
    // clang-format on
};
static_assert(std::ranges::is_sorted(names, {}, &named_character::name));

}  // namespace

std::uint32_t character_named(std::string_view name) {
    const auto found = std::ranges::lower_bound(names, name, {}, &named_character::name);
    return found != names.end() && found->name == name ? found->code_point : 0;
}

}  // namespace mocksmtp::mail
