#!/bin/bash
# What a new customer is sent. To run it:
#   docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
#   bash signup_test.sh
cd "$(dirname "$0")" && . ./mocksmtp.sh || exit

export SMTP_HOST=${SMTP_HOST:-localhost} SMTP_PORT=${SMTP_PORT:-1025} SMTP_USER=shop SMTP_PASSWORD=secret SMTP_AUTHORITY
SMTP_AUTHORITY=$(authority) || exit

test_the_mail_is_as_designed_and_travels_safely() {
    local bob=bob@$scope.scope.test
    ./signup.sh "$bob"
    expect /message "to=$bob" must.from=shop@example.test must.subject=Welcome must.headers.x-campaign=signup \
        must.text=$'Grüß Gott!\n\nYour code is 482913.\n' must.user=shop must.mechanism=DIGEST-MD5 \
        must.tls_mode=starttls must.tls_version=TLSv1.3
}

test_a_mail_sent_in_the_background_is_waited_for() {
    ./signup.sh "bob@$scope.scope.test" &
    [[ $(expect /message/code "to=bob@$scope.scope.test" must.subject=Welcome) == 482913 ]]
    wait $!
}

test_a_refusal_for_now_is_not_the_end() {
    local bob=bob@$scope.scope.test
    add_rule greylist '{"on": "rcpt", "times": 1, "reply": "451 4.7.1 Try again later"}'
    ./signup.sh "$bob"
    expect /message "to=$bob"
    expect /transactions "refused=$bob" rule=greylist count=1
}

test_two_scopes_do_not_see_each_other() {
    local other first second
    other=$(new_scope)
    ./signup.sh "bob@$scope.scope.test" & first=$!
    ./signup.sh "bob@$other.scope.test" & second=$!
    wait $first
    wait $second
    expect /message "must.to=bob@$scope.scope.test" # in each there is exactly one
    scope=$other expect /message "must.to=bob@$other.scope.test"
}

test_a_failure_says_what_was_expected_and_what_came() {
    local bob=bob@$scope.scope.test report
    ./signup.sh "$bob"
    report=$(expect /message "to=$bob" "must.subject=Your password" 2>&1) && return 1
    echo "$report"
    [[ $report == "expected exactly 1 message"* ]]
    [[ $report == *"subject differs at character 1"* ]]
}

run_tests
