"""A batch of which QuickBooks refuses some items with a failure of its own."""

import json

from requests.adapters import HTTPAdapter


class FailingItems(HTTPAdapter):
    """QuickBooks over HTTP with a system failure (10000) for the last items of one batch; what it said, it repeats."""

    def __init__(self):
        super().__init__()
        self.keep = None
        self._failed = {}

    def send(self, request, **known):
        if "/batch" not in request.url:
            return super().send(request, **known)
        items = json.loads(request.body)["BatchItemRequest"]
        if self.keep is not None and len(items) > self.keep:
            self._failed[request.url] = [item["bId"] for item in items[self.keep :]]
            self.keep = None
        failed = self._failed.get(request.url, [])
        if failed:
            left = [item for item in items if item["bId"] not in failed]
            # A batch must not be empty: a query in it changes nothing.
            body = {"BatchItemRequest": left or [{"bId": "q", "Query": "SELECT * FROM CompanyInfo"}]}
            request.prepare_body(json.dumps(body), None)
        response = super().send(request, **known)
        if failed:
            answer = json.loads(response.content)
            fault = {"Error": [{"code": "10000", "Message": "System Failure Error"}], "type": "SystemFault"}
            answer["BatchItemResponse"] += [{"bId": item, "Fault": fault} for item in failed]
            response._content = json.dumps(answer).encode()
        return response
