#include "api/routes/report_frame.hpp"

#include "api/routes/html.hpp"

namespace api::routes {

namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1c2430;--dim:#66707f;--line:#d8dde5;--paper:#fff;--card:#f6f8fa;--good:#1a7f4b;--bad:#c0352b;--link:#1a5fb4}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--dim:#98a3b3;--line:#39424f;--paper:#14181e;--card:#1d232b;--good:#57c98a;--bad:#ff8378;--link:#82b6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header,main{max-width:76em;margin:0 auto;padding:0 1.5em}
header{padding-top:1.8em}
h1{font-size:1.5em;margin:0}
h2{font-size:1.15em;margin:2.2em 0 .6em}
a{color:var(--link);text-decoration:none}
a:hover{text-decoration:underline}
.dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}
.tiles{display:flex;flex-wrap:wrap;gap:.8em;margin:1.2em 0 0;padding:0;list-style:none}
.tiles a{display:block;min-width:8.5em;padding:.6em 1em;border:1px solid var(--line);border-radius:.5em;background:var(--card);color:inherit}
.tiles b{display:block;font-size:1.5em;line-height:1.2}
.tiles a.alarm{border-color:var(--bad)}.tiles a.alarm b{color:var(--bad)}
pre{margin:0;padding:.8em 1em;overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:.4em;font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre.report{border-left:4px solid var(--bad);white-space:pre}
table{border-collapse:collapse;width:100%}
th,td{padding:.35em .7em .35em 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-weight:600;color:var(--dim);white-space:nowrap}
.facts th{width:10em;font-weight:400}
details{border:1px solid var(--line);border-radius:.5em;margin:.5em 0;background:var(--paper)}
details details{margin:.8em 0}
summary{padding:.55em .9em;cursor:pointer;display:flex;gap:1em;align-items:baseline}
summary::before{content:"\25B8";color:var(--dim)}
details[open]>summary::before{content:"\25BE"}
summary .id{min-width:3em;font-weight:600}
summary .who{flex:2 1 0;overflow-wrap:anywhere}
summary .what{flex:2 1 0;font-weight:600;overflow-wrap:anywhere}
summary .how{flex:1 1 0;color:var(--dim);text-align:right}
.inside{padding:.2em 1em 1em}
h3{font-size:.95em;margin:1.2em 0 .4em;color:var(--dim)}
iframe{width:100%;height:22em;resize:vertical;border:1px solid var(--line);border-radius:.4em;background:#fff}
.client{color:var(--link)}.remark{color:var(--dim)}
:target{outline:2px solid var(--link)}
)";

std::string tile(const report_tile& what) {
    const bool alarm = what.bad && what.count != 0;
    return std::string("<li><a") + (alarm ? " class=\"alarm\"" : "") + " href=\"#" + std::string(what.section) +
           "\"><b>" + std::to_string(what.count) + "</b>" + std::string(what.label) + "</a></li>\n";
}

}  // namespace

std::string report_head(const report_title& title, const std::vector<report_tile>& tiles) {
    std::string made = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n";
    made += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + std::string(report_policy) + "\">\n";
    made += "<meta name=\"viewport\" content=\"width=device-width\">\n<title>mocksmtp report</title>\n<style>";
    made += style;
    made += "</style></head><body>\n<header><h1>What the mail server saw</h1>\n<div class=\"dim\">mocksmtp ";
    made += escaped(title.version) + ", scope " + escaped(title.scope) + ", journal position " + escaped(title.cursor) +
            "</div>\n<ul class=\"tiles\">\n";
    for (const auto& each : tiles) made += tile(each);
    return made + "</ul></header>\n<main>\n";
}

std::string open_section(std::string_view id, std::string_view heading) {
    return "<section id=\"" + std::string(id) + "\"><h2>" + std::string(heading) + "</h2>\n";
}

std::string open_table(const std::vector<std::string_view>& columns) {
    std::string made = "<table><tr>";
    for (const auto each : columns) made += "<th>" + std::string(each) + "</th>";
    return made + "</tr>\n";
}

std::string table_row(const std::vector<std::string>& cells) {
    std::string made = "<tr>";
    for (const auto& each : cells) made += "<td>" + each + "</td>";
    return made + "</tr>\n";
}

std::string fact(std::string_view name, std::string_view value) {
    if (value.empty()) return {};
    return "<tr><th>" + std::string(name) + "</th><td>" + std::string(value) + "</td></tr>\n";
}

}  // namespace api::routes
