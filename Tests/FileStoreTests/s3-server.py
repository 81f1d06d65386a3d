"""An S3 server for the tests, which checks the signature of every request.

Prints one line of JSON when it is ready, and ends when its standard input does: with the tests, however they end.
"""

import json
import logging
import sys

import boto3
from moto import settings
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
url = f"http://{host}:{port}"


def client(service):
    return boto3.client(
        service, endpoint_url=url, region_name="us-east-1", aws_access_key_id="setup", aws_secret_access_key="setup"
    )


policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam = client("iam")
iam.create_user(UserName="heatsync")
iam.put_user_policy(UserName="heatsync", PolicyName="files", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="heatsync")["AccessKey"]
client("s3").create_bucket(Bucket="heatsync-tests")
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

print(
    json.dumps({"port": port, "bucket": "heatsync-tests", "key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}),
    flush=True,
)
sys.stdin.read()
server.stop()
