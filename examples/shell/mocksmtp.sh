# shellcheck shell=bash
# To copy, and to source in a test: each test has a scope of its own on one running mocksmtp, so that they may run at a
# time. $scope is its name; to it belongs what is sent to any address at $scope.scope.test, and nothing else.
# Needs curl 7.82 or later.

mock=${MOCK_URL:-http://localhost:8025}/v1
mock_work=$(mktemp -d)
trap 'rm -rf "$mock_work"' EXIT

# Prints the file with the certificate to trust.
authority() {
    curl -sS --fail-with-body "$mock/tls/ca.pem" -o "$mock_work/ca.pem" && echo "$mock_work/ca.pem"
}

# Waits for what is not there yet, and prints it; where it does not come, or is not as it must be, fails and shows the report:
#   expect /message "to=bob@$scope.scope.test" must.subject=Welcome
#   code=$(expect /message/code "to=bob@$scope.scope.test")
expect() {
    local path=$1 condition query=(--data-urlencode format=text)
    shift
    for condition; do query+=(--data-urlencode "$condition"); done
    call "$path" --get "${query[@]}"
}

# Scripts a failure:  add_rule greylist '{"on": "rcpt", "times": 1, "reply": "451 4.7.1 Try again later"}'
add_rule() { call "/rules/$1" -X PUT --json "$2" > /dev/null; }

# Prints the name of a new scope; there is nothing to declare. Where a test has several: scope=$other expect /message
new_scope() {
    local scope=${test#test_}
    scope=${scope:0:50}
    scope=${scope//_/-}-$RANDOM$RANDOM
    echo "$scope" | tee -a "$mock_work/$test.scopes"
}

forget_scopes() {
    local scope
    while read -r scope; do call "" -X DELETE > /dev/null; done < "$mock_work/$test.scopes"
}

call() {
    local answer
    answer=$(curl -sS --write-out '%{http_code}' "$mock/scopes/$scope$1" "${@:2}")
    [[ $answer == *2?? ]] || { printf %s "${answer%???}" >&2; return 1; }
    printf %s "${answer%???}"
}

run_test() {
    set -euo pipefail
    scope=$(new_scope)
    "$test"
    forget_scopes # those of a failed test stay on the server, as evidence
}

# Runs every function test_..., all at a time, and prints TAP.
run_tests() {
    local tests=() running=() status=0 test i name
    while read -r test; do
        run_test > "$mock_work/$test" 2>&1 &
        tests+=("$test") running+=($!)
    done < <(compgen -A function test_)
    echo "1..${#tests[@]}"
    for i in "${!tests[@]}"; do
        name=${tests[i]#test_}
        if wait "${running[i]}"; then
            echo "ok $((i + 1)) - ${name//_/ }"
        else
            echo "not ok $((i + 1)) - ${name//_/ }"
            sed 's/^/# /' "$mock_work/${tests[i]}"
            status=1
        fi
    done
    return $status
}
