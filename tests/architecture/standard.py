"""Whoever says std::vector includes <vector>, or something of ours that does; so for other libraries whose names say so."""
import re

from tree import line_of, without_strings

# Header: its names, without std::. Where a name is in several headers, each of them will do.
NAMES = {
    "algorithm": "all_of any_of clamp copy copy_if copy_n count count_if equal fill_n find find_if find_if_not max min "
                 "none_of ranges remove remove_if replace reverse search sort stable_sort transform lower_bound upper_bound",
    "array": "array get size to_array tuple_size",
    "atomic": "atomic",
    "cctype": "isxdigit tolower toupper",
    "charconv": "errc from_chars to_chars",
    "chrono": "chrono chrono_literals",
    "compare": "strong_ordering weak_ordering partial_ordering",
    "concepts": "convertible_to integral same_as invocable",
    "condition_variable": "condition_variable",
    "csignal": "signal",
    "cmath": "nan isfinite floor",
    "cstddef": "byte max_align_t nullptr_t ptrdiff_t size_t",
    "cstdint": "int64_t intptr_t uint8_t uint16_t uint32_t uint64_t uintptr_t",
    "cstdio": "fclose ferror fflush FILE fopen fprintf fputc fputs fread fscanf fwrite printf remove rename rewind size_t snprintf "
              "tmpfile",
    "cstdlib": "abort abs exit free getenv malloc realloc size_t strtoull",
    "cstring": "memchr memcmp memcpy memmove size_t strcmp strerror strlen",
    "ctime": "clock clock_t time time_t tm",
    "deque": "deque erase erase_if",
    "exception": "exception exception_ptr make_exception_ptr current_exception rethrow_exception uncaught_exceptions",
    "filesystem": "filesystem",
    "forward_list": "forward_list erase erase_if",
    "fstream": "ifstream ofstream fstream",
    "functional": "function greater less invoke hash",
    "future": "async future launch packaged_task promise",
    "initializer_list": "initializer_list",
    "ios": "ios",
    "istream": "istream",
    "iostream": "cout cerr cin",
    "iterator": "back_inserter begin distance end next prev size istreambuf_iterator",
    "limits": "numeric_limits",
    "list": "list erase erase_if",
    "map": "map multimap erase_if",
    "memory": "enable_shared_from_this make_shared make_unique make_unique_for_overwrite shared_ptr unique_ptr weak_ptr",
    "mutex": "lock_guard mutex unique_lock scoped_lock",
    "new": "bad_alloc nothrow nothrow_t",
    "numeric": "accumulate iota",
    "optional": "in_place make_optional nullopt optional",
    "ostream": "ostream",
    "ranges": "ranges views",
    "set": "set multiset erase_if",
    "span": "span",
    "sstream": "istringstream ostringstream stringstream",
    "stdexcept": "invalid_argument length_error out_of_range runtime_error logic_error",
    "string": "getline stoi stoul stoull string string_literals to_string u32string erase erase_if char_traits",
    "string_view": "string_view string_view_literals",
    "system_error": "errc error_code system_error generic_category",
    "thread": "this_thread thread jthread",
    "tuple": "get tie tuple make_tuple",
    "type_traits": "decay_t invoke_result_t is_null_pointer_v is_same_v remove_const_t remove_cvref_t remove_reference_t conditional_t "
                   "is_invocable_v is_enum_v",
    "unordered_map": "unordered_map",
    "utility": "declval exchange forward get in_place in_place_type move pair swap as_const cmp_less index_sequence make_index_sequence",
    "variant": "get get_if holds_alternative monostate variant visit",
    "vector": "vector erase erase_if",
}
# What is there in every header that has the first: the standard says so, or it could not be otherwise.
BRING = {
    "string": {"string_view", "cstddef", "initializer_list"}, "iostream": {"ios", "istream", "ostream", "string"},
    "fstream": {"ios", "istream", "ostream", "string"}, "sstream": {"ios", "istream", "ostream", "string"},
    "vector": {"initializer_list", "cstddef"}, "stdexcept": {"exception", "string"}, "ranges": {"iterator"},
}
# These have begin, end, size and the like.
CONTAINERS = {"array", "deque", "forward_list", "list", "map", "set", "span", "string", "string_view", "vector"}
STANDARD = re.compile(r"\bstd::(\w+)")
# Others' names that show where they are from; whoever declares them itself needs no header.
OTHERS = {"boost/asio": "boost::asio", "boost/beast": "boost::beast", "nlohmann/": "nlohmann"}


def homes():
    found = {}
    for header, names in NAMES.items():
        for name in names.split():
            found.setdefault(name, set()).add(header)
    for name in ("begin", "end", "size"):
        found[name] |= CONTAINERS
    return found


HOMES = homes()


def standard(tree, _):
    """Names of libraries stand where their headers are included, however far; so no source leans on its neighbours."""
    for source in tree.sources.values():
        read = [tree.sources[path] for path in tree.closure([source.path])]
        included = {name for each in read for _, quoted, name in each.includes if not quoted}
        included |= {more for name in included for more in BRING.get(name, ())}
        code, said = without_strings(source.code), set()
        for match in STANDARD.finditer(code):
            name = match[1]
            if name in said:
                continue
            said.add(name)
            at = f"{source.path}:{line_of(code, match.start())}:"
            if name not in HOMES:
                yield f"{at} std::{name} has no header in tests/architecture/standard.py"
            elif not HOMES[name] & included:
                yield f"{at} std::{name} needs <{'> or <'.join(sorted(HOMES[name]))}>"
        for prefix, space in OTHERS.items():
            match = re.search(rf"\b{space}::", code)
            if match and not any(name.startswith(prefix) for name in included) and \
                    not any(re.search(rf"\bnamespace {space}\b", each.code) for each in read):
                yield f"{source.path}:{line_of(code, match.start())}: {match[0]} needs a header <{prefix}...>"
