"""What schemathesis has to know besides openapi.json: how bytes are sent, and what is there to ask for.

The server of the test has a batch that has ended, a complete upload, a shared result; half of the requests ask for them.
"""
import os
import random

import schemathesis
from hypothesis import strategies

THERE = {
    "/api/batch/": {"id": os.environ["HEATSYNC_BATCH"], "job": os.environ["HEATSYNC_JOB"]},
    "/api/uploads/": {"id": os.environ["HEATSYNC_UPLOAD"]},
    "/api/result/": {"code": os.environ["HEATSYNC_CODE"]},
}
chance = random.Random(7)


# Addresses of sites that might be there; those of this machine and of private networks are refused.
schemathesis.openapi.format("uri", strategies.from_regex(r"https?://[a-z]{1,20}\.example/[a-z0-9]{0,9}", fullmatch=True))


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.method.upper() == "DELETE" or chance.random() < 0.5:
        return
    for prefix, values in THERE.items():
        if case.operation.path.startswith(prefix) and case.path_parameters:
            for name in case.path_parameters:
                case.path_parameters[name] = values.get(name, case.path_parameters[name])


@schemathesis.serializer("application/partial-upload")
def partial_upload(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.deserializer("application/pdf")
def pdf(context, response):
    return "PDF" if response.content.startswith(b"%PDF-") or response.status_code == 206 else None
