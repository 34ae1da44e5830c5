"""Signs the worker's calls of AWS anew: a signature covers host and body, and the line changes both.

The worker's process notes the keys of its role for it, so the role that is checked stays the worker's.
"""

import json
import re

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

_SCOPE = re.compile(r"Credential=(?P<key>[^/]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")
_REPLACED = frozenset({"authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"})


class Signing:
    """`keys` is the folder with the keys that the worker's processes have noted, by access key id."""

    def __init__(self, keys, upstream):
        self._keys = keys
        self._upstream = upstream

    def __call__(self, call, headers):
        """The headers with a signature that fits what is sent; without one where the worker signed nothing."""
        scope = _SCOPE.search(headers.get("authorization", ""))
        if scope is None:
            return headers
        noted = json.loads((self._keys / f"{scope['key']}.json").read_text("utf-8"))
        kept = {name: value for name, value in headers.items() if name not in _REPLACED}
        request = AWSRequest(call.method, f"{self._upstream}{call.path}", kept, call.body)
        SigV4Auth(Credentials(**noted), scope["service"], scope["region"]).add_auth(request)
        return dict(request.headers.items())
