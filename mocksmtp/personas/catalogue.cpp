#include "mocksmtp/personas/catalogue.hpp"

#include <array>

#include "mocksmtp/personas/aiosmtpd.hpp"
#include "mocksmtp/personas/chasquid.hpp"
#include "mocksmtp/personas/courier.hpp"
#include "mocksmtp/personas/dovecot_submission.hpp"
#include "mocksmtp/personas/exchange.hpp"
#include "mocksmtp/personas/exim.hpp"
#include "mocksmtp/personas/haraka.hpp"
#include "mocksmtp/personas/mocksmtp.hpp"
#include "mocksmtp/personas/msmtpd.hpp"
#include "mocksmtp/personas/node_smtp_server.hpp"
#include "mocksmtp/personas/notqmail.hpp"
#include "mocksmtp/personas/opensmtpd.hpp"
#include "mocksmtp/personas/postfix.hpp"
#include "mocksmtp/personas/qpsmtpd.hpp"
#include "mocksmtp/personas/sendmail.hpp"
#include "mocksmtp/personas/variants.hpp"

namespace mocksmtp::personas {

namespace {

struct catalogue_row {
    std::string_view name;
    smtp::persona (*make)();
};

constexpr std::array rows{
    catalogue_row{"mocksmtp", make_mocksmtp},
    catalogue_row{"postfix", make_postfix},
    catalogue_row{"exim", make_exim},
    catalogue_row{"sendmail", make_sendmail},
    catalogue_row{"opensmtpd", make_opensmtpd},
    catalogue_row{"exchange", make_exchange},
    catalogue_row{"qmail", make_qmail},
    catalogue_row{"sendmail-8.13", make_sendmail_8_13},
    catalogue_row{"exim-atmail", make_exim_atmail},
    catalogue_row{"postfix-oeey", make_postfix_oeey},
    catalogue_row{"indimail", make_indimail},
    catalogue_row{"postfix-dovecot", make_postfix_dovecot},
    catalogue_row{"postfix-postscreen", make_postfix_postscreen},
    catalogue_row{"opensmtpd-6.8", make_opensmtpd_6_8},
    catalogue_row{"exchange-petri", make_exchange_petri},
    catalogue_row{"courier", make_courier},
    catalogue_row{"qpsmtpd", make_qpsmtpd},
    catalogue_row{"aiosmtpd", make_aiosmtpd},
    catalogue_row{"haraka", make_haraka},
    catalogue_row{"chasquid", make_chasquid},
    catalogue_row{"dovecot-submission", make_dovecot_submission},
    catalogue_row{"node-smtp-server", make_node_smtp_server},
    catalogue_row{"msmtpd", make_msmtpd},
    catalogue_row{"notqmail", make_notqmail},
};

}  // namespace

std::shared_ptr<const smtp::persona> find(std::string_view name) {
    for (const catalogue_row& row : rows) {
        if (row.name == name) return std::make_shared<const smtp::persona>(row.make());
    }
    return nullptr;
}

std::vector<std::string_view> names() {
    std::vector<std::string_view> all;
    all.reserve(rows.size());
    for (const catalogue_row& row : rows) all.push_back(row.name);
    return all;
}

}  // namespace mocksmtp::personas
