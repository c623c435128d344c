#include "mocksmtp/personas/mocksmtp.hpp"

namespace mocksmtp::personas {

smtp::persona make_mocksmtp() {
    smtp::persona face;
    face.name = "mocksmtp";
    face.keywords = {
        "PIPELINING",
        "SIZE {size}",
        "8BITMIME",
        "BINARYMIME",
        "CHUNKING",
        "SMTPUTF8",
        "ENHANCEDSTATUSCODES",
        "DSN",
        "STARTTLS",
        "AUTH",
        "VRFY",
        "EXPN",
        "ETRN",
        "VERB",
        "DELIVERBY",
        "REQUIRETLS",
        "MT-PRIORITY",
        // RFC 4865 4: the longest hold in seconds, and the latest date.
        "FUTURERELEASE 2592000 2099-12-31T23:59:59Z",
        "LIMITS RCPTMAX={recipients}",  // RFC 9422 4
        "HELP",
    };
    return face;
}

}  // namespace mocksmtp::personas
