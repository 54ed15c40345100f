"""Every address of the OpenAPI document, asked with what the document allows and with what it does not: no answer is
anything that the document does not say, and the server never fails. Runs where schemathesis is installed."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Server

TESTER = Path(sys.executable).with_name("schemathesis")
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]


@pytest.mark.skipif(not TESTER.exists(), reason="schemathesis is not installed")
def test_the_server_does_what_its_document_says(server: Server, tmp_path: Path) -> None:
    server.tell("list", 1, 5)
    command = [
        str(TESTER),
        "run",
        f"{server.base_url}/api/v1/openapi.json",
        "--header",
        f"Authorization: Bearer {server.bearer}",
        "--checks",
        ",".join(CHECKS),
        "--max-examples",
        "25",
        "--seed",
        "1",
        "--generation-deterministic",
        "--phases",
        "examples,coverage,fuzzing",
        # Its answer has no end; it is tested where it can be listened to.
        "--exclude-path-regex",
        "/events$",
        "--request-timeout",
        "40",
        "--no-color",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
