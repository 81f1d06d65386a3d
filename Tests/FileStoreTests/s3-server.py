"""An S3 server for the tests: moto behind a gate that checks every signature and every body with Amazon's own signer.

Prints one line of JSON when it is ready, and ends when its standard input does: with the tests, however they end. A line "away" makes it
cut off everybody, with all that it has; a line "back" makes it answer again. Each is answered by a line.
"""

import datetime
import hashlib
import io
import json
import logging
import socket
import sys
import threading
from urllib.parse import parse_qsl

import boto3
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

CREDENTIALS = Credentials("HEATSYNCTESTKEY", "a secret/with+signs=")
REGION = "us-east-1"
BUCKET = "heatsync-tests"


class Refused(Exception):
    pass


def expected_signature(auth, method, url, headers, date):
    request = AWSRequest(method=method, url=url, headers=headers)
    request.context["timestamp"] = date
    return auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)


def signed_headers(environ, names):
    headers = {}
    for name in names.split(";"):
        variable = name.upper().replace("-", "_")
        value = environ.get(variable if variable in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + variable)
        if value is None:
            raise Refused("SignatureDoesNotMatch")
        headers[name] = value
    return headers


def check_age(date, seconds):
    signed = datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    age = (datetime.datetime.now(datetime.timezone.utc) - signed).total_seconds()
    if not -900 < age < seconds:
        raise Refused("RequestTimeTooSkewed" if seconds == 900 else "AccessDenied")


def check(environ):
    """Raises Refused unless the request carries a valid signature."""
    target = environ["RAW_URI"]
    url = f"http://{environ['HTTP_HOST']}{target}"
    path, _, query = target.partition("?")
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    if "X-Amz-Signature" in parameters:
        key, day, region, service, _ = parameters["X-Amz-Credential"].split("/")
        check_age(parameters["X-Amz-Date"], int(parameters["X-Amz-Expires"]))
        auth = S3SigV4QueryAuth(CREDENTIALS, service, region)
        signature = parameters["X-Amz-Signature"]
        url = url.replace(f"&X-Amz-Signature={signature}", "")
        headers = signed_headers(environ, parameters["X-Amz-SignedHeaders"])
        date = parameters["X-Amz-Date"]
    else:
        scheme, _, rest = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme != "AWS4-HMAC-SHA256":
            raise Refused("AccessDenied")
        fields = dict(field.strip().split("=", 1) for field in rest.split(","))
        key, day, region, service, _ = fields["Credential"].split("/")
        auth = S3SigV4Auth(CREDENTIALS, service, region)
        signature = fields["Signature"]
        headers = signed_headers(environ, fields["SignedHeaders"])
        date = headers["x-amz-date"]
        check_age(date, 900)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if hashlib.sha256(body).hexdigest() != headers["x-amz-content-sha256"]:
            raise Refused("XAmzContentSHA256Mismatch")
    if key != CREDENTIALS.access_key:
        raise Refused("InvalidAccessKeyId")
    if region != REGION:
        raise Refused("AuthorizationHeaderMalformed")
    if "host" not in headers or signature != expected_signature(auth, environ["REQUEST_METHOD"], url, headers, date):
        raise Refused("SignatureDoesNotMatch")


def gate(application):
    def checked(environ, start_response):
        try:
            check(environ)
        except Refused as refusal:
            body = f"<Error><Code>{refusal}</Code><Message>refused</Message></Error>".encode()
            status = "400 Bad Request" if "Mismatch" in str(refusal) or "Malformed" in str(refusal) else "403 Forbidden"
            start_response(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
            return [body]
        return application(environ, start_response)

    return checked


is_away = False
connections = set()


class Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle(self):
        connections.add(self.connection)
        if not is_away:
            super().handle()
        connections.discard(self.connection)

    def log(self, *arguments):
        pass


logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server(
    "127.0.0.1", 0, gate(DomainDispatcherApplication(create_backend_app)), threaded=True, request_handler=Handler
)
threading.Thread(target=server.serve_forever, daemon=True).start()
port = server.server_address[1]
client = boto3.client(
    "s3",
    endpoint_url=f"http://127.0.0.1:{port}",
    region_name=REGION,
    aws_access_key_id=CREDENTIALS.access_key,
    aws_secret_access_key=CREDENTIALS.secret_key,
)
client.create_bucket(Bucket=BUCKET)
print(
    json.dumps({"port": port, "bucket": BUCKET, "key": CREDENTIALS.access_key, "secret": CREDENTIALS.secret_key}), flush=True
)
for line in sys.stdin:
    is_away = line.strip() == "away"
    if is_away:
        for connection in list(connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # It has ended by itself.
    print(line.strip(), flush=True)
