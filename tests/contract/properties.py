"""Sees that the contract is one (OpenAPI 3.1), runs Schemathesis against a mock that has something of everything, and
sees that the mock is well afterwards."""
import json
import os
import subprocess
import sys
import urllib.request

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "api"))
sys.modules["contract"] = type(sys)("contract")  # mock.py wants its check, which this suite does otherwise
from mock import Mock  # noqa: E402  (only now can it be found)
from narrowed import narrowed  # noqa: E402

SEED = "20000101"
# What is right by the schema can be wrong all the same (a regular expression, a rule that contradicts itself): whether
# it is taken is not asked. Everything else Schemathesis knows is.
NOT_ASKED = "positive_data_acceptance,missing_required_header,object_level_authorization,ensure_resource_availability,use_after_free"

# Each value at and beyond its limits, one at a time; rules have too many values for that, and the parts of a message
# are asked for like the message. Then anything together.
PHASES = [["--phases", "examples,coverage", "--exclude-path-regex", "^/v1/(rules|message/)"],
          ["--phases", "fuzzing", "--max-examples", "15"]]


def fill(mock):
    with mock.smtp() as client:
        client.starttls()
        client.login("app", "secret")
        client.sendmail("app@example.test", ["bob@example.test"],
                        "Subject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Hi\r\n")
    headers = {"Content-Type": "application/json"}
    rule = {"on": "rcpt", "match": {"to": "alice@example.test"}, "reply": "451 No"}
    for path, body in (("/v1/accounts/app", {"password": "secret"}), ("/v1/rules/greylist-alice", rule)):
        mock.call("PUT", path, body=json.dumps(body), headers=headers, check=False)


def faults_of_document():
    """What keeps generators of clients from reading the contract as it stands."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "api", "openapi.yaml")
    with open(path, encoding="utf-8") as source:
        document = yaml.safe_load(source)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message}" for one in OpenAPIV31SpecValidator(document).iter_errors()]


def main():
    work = os.environ["WORK"]
    faults = faults_of_document()
    print("\n".join(f"api/openapi.yaml is no OpenAPI 3.1: {fault[:500]}" for fault in faults) or "api/openapi.yaml is OpenAPI 3.1")
    if faults:
        return 1
    document = os.path.join(work, "openapi.yaml")
    with open(document, "w", encoding="utf-8") as out:
        yaml.safe_dump(narrowed(), out, allow_unicode=True, sort_keys=False)
    mock = Mock("--log-level", "warning", "--max-store-bytes", "64MiB")
    try:
        fill(mock)
        url = f"http://127.0.0.1:{mock.http_port}"
        command = [os.path.join(os.path.dirname(sys.executable), "st"), "run", document, "--url", url, "--seed", SEED,
                   "--generation-deterministic", "--checks", "all", "--exclude-checks", NOT_ASKED, "--request-timeout", "60",
                   "--suppress-health-check", "all", "--warnings", "off", "--no-color", "--continue-on-failure", *sys.argv[1:]]
        status = 0
        for phase in PHASES:
            status = subprocess.run(command + phase, cwd=work, check=False).returncode or status
        alive = urllib.request.urlopen(url + "/readyz", timeout=60).status
        print(f"afterwards /readyz says {alive}")
    finally:
        ended = mock.stop()
    if ended != 0:
        print(f"mocksmtp ended with {ended}")
    return status or ended


if __name__ == "__main__":
    sys.exit(main())
