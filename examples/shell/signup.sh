#!/bin/bash
# The application: it welcomes a new customer by mail, in the background behind &.
#   SMTP_USER=shop SMTP_PASSWORD=secret SMTP_AUTHORITY=ca.pem ./signup.sh bob@example.test
# SMTP_AUTHORITY is who signs the server's certificate; without it, those count whom the system trusts.
set -euo pipefail
address=$1
attempts=3
pause=0.1 # seconds; a real queue waits for minutes

message() {
    cat << MAIL
From: shop@example.test
To: $address
Subject: Welcome
X-Campaign: signup
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

MAIL
    printf 'Grüß Gott!\n\nYour code is 482913.\n' | base64
}

send() { # prints the code of the server's last reply
    message | curl -sS --url "smtp://${SMTP_HOST:-localhost}:${SMTP_PORT:-25}" --write-out '%{response_code}' \
        --ssl-reqd ${SMTP_AUTHORITY:+--cacert "$SMTP_AUTHORITY"} --user "$SMTP_USER:$SMTP_PASSWORD" \
        --mail-from shop@example.test --mail-rcpt "$address" --crlf --upload-file -
}

# It is tried again when the server says that it may be otherwise later.
for ((attempt = 1; ; ++attempt)); do
    code=$(send) && exit
    [[ $code == 4?? && $attempt -lt $attempts ]] || exit 1
    sleep $pause
done
