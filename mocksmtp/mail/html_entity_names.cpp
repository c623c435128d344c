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
    named_character{"AElig", 198}, named_character{"Aacute", 193}, named_character{"Acirc", 194},
    named_character{"Agrave", 192}, named_character{"Alpha", 913}, named_character{"Aring", 197},
    named_character{"Atilde", 195}, named_character{"Auml", 196}, named_character{"Beta", 914},
    named_character{"Ccedil", 199}, named_character{"Chi", 935}, named_character{"Dagger", 8225},
    named_character{"Delta", 916}, named_character{"ETH", 208}, named_character{"Eacute", 201},
    named_character{"Ecirc", 202}, named_character{"Egrave", 200}, named_character{"Epsilon", 917},
    named_character{"Eta", 919}, named_character{"Euml", 203}, named_character{"Gamma", 915},
    named_character{"Iacute", 205}, named_character{"Icirc", 206}, named_character{"Igrave", 204},
    named_character{"Iota", 921}, named_character{"Iuml", 207}, named_character{"Kappa", 922},
    named_character{"Lambda", 923}, named_character{"Mu", 924}, named_character{"Ntilde", 209},
    named_character{"Nu", 925}, named_character{"OElig", 338}, named_character{"Oacute", 211},
    named_character{"Ocirc", 212}, named_character{"Ograve", 210}, named_character{"Omega", 937},
    named_character{"Omicron", 927}, named_character{"Oslash", 216}, named_character{"Otilde", 213},
    named_character{"Ouml", 214}, named_character{"Phi", 934}, named_character{"Pi", 928},
    named_character{"Prime", 8243}, named_character{"Psi", 936}, named_character{"Rho", 929},
    named_character{"Scaron", 352}, named_character{"Sigma", 931}, named_character{"THORN", 222},
    named_character{"Tau", 932}, named_character{"Theta", 920}, named_character{"Uacute", 218},
    named_character{"Ucirc", 219}, named_character{"Ugrave", 217}, named_character{"Upsilon", 933},
    named_character{"Uuml", 220}, named_character{"Xi", 926}, named_character{"Yacute", 221},
    named_character{"Yuml", 376}, named_character{"Zeta", 918}, named_character{"aacute", 225},
    named_character{"acirc", 226}, named_character{"acute", 180}, named_character{"aelig", 230},
    named_character{"agrave", 224}, named_character{"alefsym", 8501}, named_character{"alpha", 945},
    named_character{"amp", 38}, named_character{"and", 8743}, named_character{"ang", 8736},
    named_character{"apos", 39}, named_character{"aring", 229}, named_character{"asymp", 8776},
    named_character{"atilde", 227}, named_character{"auml", 228}, named_character{"bdquo", 8222},
    named_character{"beta", 946}, named_character{"brvbar", 166}, named_character{"bull", 8226},
    named_character{"cap", 8745}, named_character{"ccedil", 231}, named_character{"cedil", 184},
    named_character{"cent", 162}, named_character{"chi", 967}, named_character{"circ", 710},
    named_character{"clubs", 9827}, named_character{"cong", 8773}, named_character{"copy", 169},
    named_character{"crarr", 8629}, named_character{"cup", 8746}, named_character{"curren", 164},
    named_character{"dArr", 8659}, named_character{"dagger", 8224}, named_character{"darr", 8595},
    named_character{"deg", 176}, named_character{"delta", 948}, named_character{"diams", 9830},
    named_character{"divide", 247}, named_character{"eacute", 233}, named_character{"ecirc", 234},
    named_character{"egrave", 232}, named_character{"empty", 8709}, named_character{"emsp", 8195},
    named_character{"ensp", 8194}, named_character{"epsilon", 949}, named_character{"equiv", 8801},
    named_character{"eta", 951}, named_character{"eth", 240}, named_character{"euml", 235},
    named_character{"euro", 8364}, named_character{"exist", 8707}, named_character{"fnof", 402},
    named_character{"forall", 8704}, named_character{"frac12", 189}, named_character{"frac14", 188},
    named_character{"frac34", 190}, named_character{"frasl", 8260}, named_character{"gamma", 947},
    named_character{"ge", 8805}, named_character{"gt", 62}, named_character{"hArr", 8660},
    named_character{"harr", 8596}, named_character{"hearts", 9829}, named_character{"hellip", 8230},
    named_character{"iacute", 237}, named_character{"icirc", 238}, named_character{"iexcl", 161},
    named_character{"igrave", 236}, named_character{"image", 8465}, named_character{"infin", 8734},
    named_character{"int", 8747}, named_character{"iota", 953}, named_character{"iquest", 191},
    named_character{"isin", 8712}, named_character{"iuml", 239}, named_character{"kappa", 954},
    named_character{"lArr", 8656}, named_character{"lambda", 955}, named_character{"lang", 9001},
    named_character{"laquo", 171}, named_character{"larr", 8592}, named_character{"lceil", 8968},
    named_character{"ldquo", 8220}, named_character{"le", 8804}, named_character{"lfloor", 8970},
    named_character{"lowast", 8727}, named_character{"loz", 9674}, named_character{"lrm", 8206},
    named_character{"lsaquo", 8249}, named_character{"lsquo", 8216}, named_character{"lt", 60},
    named_character{"macr", 175}, named_character{"mdash", 8212}, named_character{"micro", 181},
    named_character{"middot", 183}, named_character{"minus", 8722}, named_character{"mu", 956},
    named_character{"nabla", 8711}, named_character{"nbsp", 160}, named_character{"ndash", 8211},
    named_character{"ne", 8800}, named_character{"ni", 8715}, named_character{"not", 172},
    named_character{"notin", 8713}, named_character{"nsub", 8836}, named_character{"ntilde", 241},
    named_character{"nu", 957}, named_character{"oacute", 243}, named_character{"ocirc", 244},
    named_character{"oelig", 339}, named_character{"ograve", 242}, named_character{"oline", 8254},
    named_character{"omega", 969}, named_character{"omicron", 959}, named_character{"oplus", 8853},
    named_character{"or", 8744}, named_character{"ordf", 170}, named_character{"ordm", 186},
    named_character{"oslash", 248}, named_character{"otilde", 245}, named_character{"otimes", 8855},
    named_character{"ouml", 246}, named_character{"para", 182}, named_character{"part", 8706},
    named_character{"permil", 8240}, named_character{"perp", 8869}, named_character{"phi", 966},
    named_character{"pi", 960}, named_character{"piv", 982}, named_character{"plusmn", 177},
    named_character{"pound", 163}, named_character{"prime", 8242}, named_character{"prod", 8719},
    named_character{"prop", 8733}, named_character{"psi", 968}, named_character{"quot", 34},
    named_character{"rArr", 8658}, named_character{"radic", 8730}, named_character{"rang", 9002},
    named_character{"raquo", 187}, named_character{"rarr", 8594}, named_character{"rceil", 8969},
    named_character{"rdquo", 8221}, named_character{"real", 8476}, named_character{"reg", 174},
    named_character{"rfloor", 8971}, named_character{"rho", 961}, named_character{"rlm", 8207},
    named_character{"rsaquo", 8250}, named_character{"rsquo", 8217}, named_character{"sbquo", 8218},
    named_character{"scaron", 353}, named_character{"sdot", 8901}, named_character{"sect", 167},
    named_character{"shy", 173}, named_character{"sigma", 963}, named_character{"sigmaf", 962},
    named_character{"sim", 8764}, named_character{"spades", 9824}, named_character{"sub", 8834},
    named_character{"sube", 8838}, named_character{"sum", 8721}, named_character{"sup", 8835},
    named_character{"sup1", 185}, named_character{"sup2", 178}, named_character{"sup3", 179},
    named_character{"supe", 8839}, named_character{"szlig", 223}, named_character{"tau", 964},
    named_character{"there4", 8756}, named_character{"theta", 952}, named_character{"thetasym", 977},
    named_character{"thinsp", 8201}, named_character{"thorn", 254}, named_character{"tilde", 732},
    named_character{"times", 215}, named_character{"trade", 8482}, named_character{"uArr", 8657},
    named_character{"uacute", 250}, named_character{"uarr", 8593}, named_character{"ucirc", 251},
    named_character{"ugrave", 249}, named_character{"uml", 168}, named_character{"upsih", 978},
    named_character{"upsilon", 965}, named_character{"uuml", 252}, named_character{"weierp", 8472},
    named_character{"xi", 958}, named_character{"yacute", 253}, named_character{"yen", 165},
    named_character{"yuml", 255}, named_character{"zeta", 950}, named_character{"zwj", 8205},
    named_character{"zwnj", 8204},
    // clang-format on
};
static_assert(std::ranges::is_sorted(names, {}, &named_character::name));

}  // namespace

std::uint32_t character_named(std::string_view name) {
    const auto found = std::ranges::lower_bound(names, name, {}, &named_character::name);
    return found != names.end() && found->name == name ? found->code_point : 0;
}

}  // namespace mocksmtp::mail
