"""The host: one HTTP server with the addresses of the contract, and the delivery of events."""

import base64
import collections
import http.server
import json
import pathlib
import queue
import tempfile
import threading
import time
import urllib.parse

import jsonschema

from .process import Process
from .spec import Spec
from .store import Bucket, Table

RETRY = (404, 408, 409, 429)
PAUSE = 0.05  # seconds between attempts; the spec's own pauses are for the world outside

Delivery = collections.namedtuple("Delivery", "app function event message headers trigger")


class Host:
    """Apps that run and talk to each other. Each message is delivered twice, as a real host may do.

    `services` are callables `(path, body, headers) -> (status, answer)` by name.
    """

    def __init__(self, *paths, services=None, only=None):
        self.apps = {spec.app: spec for spec in map(Spec, paths)}
        self.services, self.only = services or {}, only
        self.stores = {
            (app, name): Bucket() if store["kind"] == "bucket" else Table(store)
            for app, spec in self.apps.items()
            for name, store in spec.stores.items()
        }
        self.sent, self.dead, self.dropped = [], [], []
        self.calls = collections.defaultdict(list)
        self.faults = []
        self._queue, self._open, self._idle = queue.Queue(), 0, threading.Condition()

    def __enter__(self):
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                host._serve(self)

            do_GET = do_PUT = do_POST = do_DELETE = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.logs = tempfile.TemporaryDirectory(prefix="faasc-functions-")
        self.processes = {}
        try:
            for app, spec in self.apps.items():
                for name in spec.functions:
                    if self.only is None or name in self.only:
                        log = pathlib.Path(self.logs.name) / f"{app}-{name}.log"
                        source, handler = spec.entry(name)
                        self.processes[app, name] = Process(source, handler, self._environment(spec, name), log)
            for process in self.processes.values():
                process.wait()
        except BaseException:
            self.__exit__()
            raise
        for _ in range(4):
            threading.Thread(target=self._deliver_all, daemon=True).start()
        return self

    def __exit__(self, *_):
        for process in self.processes.values():
            process.stop()
        self.server.shutdown()
        self.server.server_close()
        self.logs.cleanup()

    # ---- what tests do

    def http(self, function, method, path, body=None, subject=None, app=None):
        """A caller's request to an http trigger; `subject` is whom the gateway has let in."""
        headers = {"content-type": "application/json"}
        if subject:
            headers["authorization"] = "Bearer " + token(subject)
        data = json.dumps(body).encode() if body is not None else None
        status, answer = self._process(function, app).request(method, path, data, headers)
        return status, json.loads(answer) if answer else None

    def tick(self, function, at, app=None):
        """The clock strikes: `at` is the time of the tick, RFC 3339."""
        headers = {
            "ce-specversion": "1.0",
            "ce-id": f"tick/{at}",
            "ce-type": "faasc.schedule",
            "ce-source": f"/{function}",
            "ce-time": at,
        }
        return self._process(function, app).request("POST", "/", b"", headers)[0]

    def settle(self, seconds=60):
        """Waits until nothing is under way."""
        with self._idle:
            if not self._idle.wait_for(lambda: self._open == 0, seconds):
                raise AssertionError(f"{self._open} deliveries are still under way; {self.faults}")

    def rows(self, table, app=None):
        """The rows of a table by key."""
        return self.stores[self._app(app), table].rows

    def events(self, name):
        """The payloads that were sent as `name`, one for each id."""
        return list({message["id"]: message["data"] for message in self.sent if message["event"] == name}.values())

    # ---- the contract

    def _environment(self, spec, name):
        base = f"http://127.0.0.1:{self.server.server_port}"
        environment = {key: str(value) for key, value in (spec.functions[name].get("env") or {}).items()}
        for kind, node in spec.edges(name):
            app, node_name = node.split("/") if "/" in node else (spec.app, node)
            variable = node.replace("/", "_").replace("-", "_").upper()
            environment[f"FAASC_{kind.upper()}_{variable}"] = f"{base}/{kind}/{app}/{node_name}"
            credential = kind == "service" and spec.services[node].get("credential")
            if credential:
                environment["FAASC_SECRET_" + credential.replace("-", "_").upper()] = f"secret of {node}"
        return environment

    def _serve(self, handler):
        url = urllib.parse.urlsplit(handler.path)
        kind, app, node, *rest = url.path.lstrip("/").split("/", 3)
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        headers = {key.lower(): value for key, value in handler.headers.items()}
        question = dict(urllib.parse.parse_qsl(url.query))
        try:
            if kind == "event":
                status, answer, extra = self._take(app, node, body, headers)
            elif kind == "store":
                key = urllib.parse.unquote(rest[0]) if rest else None
                status, answer, extra = self.stores[app, node].answer(handler.command, key, question, body, headers)
            else:
                path = "/" + (rest[0] if rest else "")
                self.calls[node].append((path, json.loads(body), headers))
                status, answer = self.services[node](path, json.loads(body), headers)
                extra = {}
        except Exception as fault:  # a fault of a test shows in the test, not in a thread
            self.faults.append(f"{handler.command} {handler.path}: {fault!r}")
            status, answer, extra = 500, {"fault": str(fault)}, {}
        self._answer(handler, status, answer, extra)

    @staticmethod
    def _answer(handler, status, answer, extra):
        text = isinstance(answer, str)
        body = b"" if answer is None else answer.encode() if text else json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("content-type", "text/plain" if text else "application/json")
        handler.send_header("content-length", str(len(body)))
        for key, value in extra.items():
            handler.send_header(key, value)
        handler.end_headers()
        handler.wfile.write(body)

    def _take(self, app, event, body, headers):
        data, spec = json.loads(body), self.apps[app]
        schema = spec.schema(event)
        if schema:
            jsonschema.validate(data, json.loads(schema.read_text()))
        self.sent.append({"event": event, "id": headers["ce-id"], "data": data})
        headers = {key: value for key, value in headers.items() if key.startswith("ce-") or key == "content-type"}
        headers.setdefault("ce-time", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        for consumer, function, trigger in self._consumers(app, event):
            for _ in range(2):  # at least once: so let it be twice
                with self._idle:
                    self._open += 1
                self._queue.put(Delivery(consumer, function, event, data, headers, trigger))
        return 202, None, {}

    def _consumers(self, app, event):
        for consumer, spec in self.apps.items():
            for function in spec.functions:
                for trigger in spec.triggers(function, "event"):
                    owner, _, name = trigger["event"].rpartition("/")
                    if (owner or consumer, name) == (app, event) and (consumer, function) in self.processes:
                        yield consumer, function, trigger

    def _deliver_all(self):
        while True:
            delivery = self._queue.get()
            try:
                self._deliver(delivery)
            except Exception as fault:
                self.faults.append(f"{delivery.function}: {fault!r}")
            finally:
                with self._idle:
                    self._open -= 1
                    self._idle.notify_all()

    def _deliver(self, delivery):
        process = self.processes[delivery.app, delivery.function]
        body = json.dumps(delivery.message).encode()
        for attempt in range((delivery.trigger.get("retry") or {}).get("attempts", 3)):
            if attempt:
                time.sleep(PAUSE)
            status, _ = process.request("POST", "/", body, delivery.headers)
            if status < 300:
                return
            if status < 500 and status not in RETRY:
                break
        dropped = isinstance(delivery.trigger.get("dead_letter"), dict)
        (self.dropped if dropped else self.dead).append((delivery.function, delivery.message))

    def _process(self, function, app):
        return self.processes[self._app(app), function]

    def _app(self, app):
        return app or next(iter(self.apps))


def token(subject):
    """A token as the gateway passes it on; its signature is the gateway's business."""
    part = [{"alg": "RS256"}, {"sub": subject, "aud": "test"}]
    encoded = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in part]
    return ".".join([*encoded, "signature"])
