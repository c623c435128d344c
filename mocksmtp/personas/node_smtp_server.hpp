// smtp-server 3.13 of Nodemailer.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_node_smtp_server();

}  // namespace mocksmtp::personas
