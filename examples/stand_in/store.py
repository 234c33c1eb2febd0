"""Tables and buckets in memory, with the calls of the portable contract."""

import json
import threading


class Table:
    """Rows under their key, with versions and indexes."""

    PAGE = 2  # small, so that every query of more than two rows shows that the function turns pages

    def __init__(self, declared):
        self.key = declared["key"]
        self.indexes = {name: index["key"] for name, index in (declared.get("indexes") or {}).items()}
        self.rows, self.versions, self.lock = {}, {}, threading.Lock()

    def answer(self, method, key, question, body, headers):
        """(status, answer, headers) for one request."""
        with self.lock:
            if method == "GET" and key is None:
                return self._query(question)
            if method == "GET":
                return self._get(key)
            if method == "PUT":
                return self._put(key, json.loads(body), headers)
            if method == "DELETE":
                self.rows.pop(key, None)
                return 204, None, {}
        return 405, {"fault": method}, {}

    def _get(self, key):
        if key not in self.rows:
            return 404, {"fault": "no such row"}, {}
        return 200, self.rows[key], {"etag": f'"{self.versions[key]}"'}

    def _put(self, key, row, headers):
        if headers.get("if-none-match") == "*" and key in self.rows:
            return 412, {"fault": "there is one"}, {}
        wanted = headers.get("if-match")
        if wanted and wanted != f'"{self.versions.get(key)}"':
            return 412, {"fault": "changed"}, {}
        for fields in [self.key, *self.indexes.values()]:
            for field in fields if isinstance(fields, list) else [fields]:
                assert isinstance(row.get(field, ""), str), f"{field} is a key field, and key fields are texts"
        self.versions[key] = self.versions.get(key, 0) + 1
        self.rows[key] = row
        return 200, {}, {"etag": f'"{self.versions[key]}"'}

    def _query(self, question):
        key = self.indexes[question["index"]]
        partition, sort = key if isinstance(key, list) else (key, None)
        found = [
            row
            for row in self.rows.values()
            if str(row.get(partition)) == question[partition]
            and (sort is None or sort in row)
            and ("below" not in question or row[sort] < question["below"])
        ]
        found.sort(key=lambda row: row[sort] if sort else "")
        start = int(question.get("after", 0))
        page = {"items": found[start : start + self.PAGE]}
        if start + self.PAGE < len(found):
            page["next"] = str(start + self.PAGE)
        return 200, page, {}


class Bucket:
    """Objects under their key."""

    def __init__(self):
        self.objects = {}

    def answer(self, method, key, question, body, headers):
        """(status, answer, headers) for one request."""
        if method == "PUT":
            if headers.get("if-none-match") == "*" and key in self.objects:
                return 412, {"fault": "there is one"}, {}
            self.objects[key] = body.decode()
            return 200, {}, {}
        if method == "GET" and key in self.objects:
            return 200, self.objects[key], {}
        if method == "DELETE":
            self.objects.pop(key, None)
            return 204, None, {}
        return 404, {"fault": "no such object"}, {}
