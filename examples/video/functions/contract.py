"""The portable contract in one file: events, tables, buckets and services are HTTP addresses in the environment.

No vendor's SDK: the same code runs on AWS, on a cluster and on a laptop. An address that is missing is an edge that
faas.yaml does not declare, so the function has no business with it.
"""

import base64
import json
import os
import urllib.error
import urllib.parse
import urllib.request

from werkzeug.exceptions import ServiceUnavailable, UnprocessableEntity

TIMEOUT = 4  # seconds; below every function's own timeout


def poison(why):
    """The message itself is wrong, so no second attempt will help: to the dead letter at once."""
    raise UnprocessableEntity(why)


def try_again(why):
    """The world is wrong at the moment: the host delivers the message again."""
    raise ServiceUnavailable(why)


def send(event, key, data):
    """Sends `data` as `event`. The same `key` gives the same id, so that a repeated message can be recognised."""
    headers = {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": f"{event}/{key}",
        "ce-type": f"video.{event}",
        "ce-source": "/video",
    }
    status, answer, _ = _request("POST", _address("EVENT", event), data, headers)
    if status >= 300:
        try_again(f"{event} was not taken: {status} {answer}")


def call(service, path, data, key):
    """Calls a service that is asked to do one thing once for each `key`, however often it is asked."""
    headers = {
        "content-type": "application/json",
        "authorization": "Bearer " + os.environ[f"FAASC_SECRET_{_variable(service)}_KEY"],
        "idempotency-key": key,
    }
    status, answer, _ = _request("POST", _address("SERVICE", service) + path, data, headers)
    if status == 429 or status >= 500:
        try_again(f"{service} answered {status}")
    if status >= 300:
        poison(f"{service} refused: {status} {answer}")
    return answer


class Table:
    """A table of faas.yaml: rows are JSON objects under their key."""

    def __init__(self, name):
        self.address = _address("STORE", name)

    def get(self, key):
        """The row and its version, or (None, None)."""
        status, row, headers = _request("GET", self._row(key))
        if status == 404:
            return None, None
        _expect(status, row)
        return row, headers.get("etag")

    def put(self, key, row):
        """Writes the row, whatever was there."""
        _expect(*_request("PUT", self._row(key), row)[:2])

    def put_new(self, key, row):
        """Writes the row unless there is one; says whether it did."""
        return self._put_if(key, row, {"if-none-match": "*"})

    def put_over(self, key, row, version):
        """Writes the row if it still has this version; says whether it did."""
        return self._put_if(key, row, {"if-match": version})

    def query(self, index, **where):
        """The rows of an index, in its order; `below` is an upper bound of the second field of its key."""
        after = None
        while True:
            question = {"index": index, **where, **({"after": after} if after else {})}
            status, page, _ = _request("GET", f"{self.address}?{urllib.parse.urlencode(question)}")
            _expect(status, page)
            yield from page["items"]
            after = page.get("next")
            if not after:
                return

    def _row(self, key):
        return f"{self.address}/{urllib.parse.quote(key, safe='')}"

    def _put_if(self, key, row, condition):
        status, answer, _ = _request("PUT", self._row(key), row, condition)
        if status == 412:
            return False
        _expect(status, answer)
        return True


def put_object(bucket, key, text):
    """Writes an object into a bucket of faas.yaml."""
    url = f"{_address('STORE', bucket)}/{urllib.parse.quote(key)}"
    _expect(*_request("PUT", url, text, {"content-type": "text/csv"})[:2])


def viewer(headers):
    """The caller's id. The gateway has checked the token already; here its claims are only read."""
    token = headers.get("authorization", "").removeprefix("Bearer ")
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return claims["sub"]
    except (IndexError, KeyError, ValueError):
        raise UnprocessableEntity("the token has no subject") from None


def _variable(name):
    return name.upper().replace("-", "_")


def _address(kind, name):
    return os.environ[f"FAASC_{kind}_{_variable(name)}"].rstrip("/")


def _expect(status, answer):
    if status >= 300:
        try_again(f"the store answered {status} {answer}")


def _request(method, url, body=None, headers=None):
    data = body.encode() if isinstance(body, str) else None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", **(headers or {})}
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.status, _read(answer), answer.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, _read(refused), refused.headers
    except OSError as failed:
        try_again(f"{method} {urllib.parse.urlsplit(url).path}: {failed}")


def _read(answer):
    text = answer.read()
    if answer.headers.get_content_type().endswith("json") and text:
        return json.loads(text)
    return text.decode("utf-8", "replace")
