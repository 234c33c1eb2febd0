"""What the stand-in needs to know of a faas.yaml."""

import pathlib

import yaml

EDGES = {"emits": "event", "reads": "store", "writes": "store", "calls": "service"}


class Spec:
    """One app: its functions with their triggers and edges, its events, stores and services."""

    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.folder = self.path.parent
        document = yaml.safe_load(self.path.read_text())
        self.app = document["app"]
        self.uses = document.get("uses") or {}
        self.events = document.get("events") or {}
        self.stores = document.get("stores") or {}
        self.services = document.get("services") or {}
        defaults = document.get("defaults") or {}
        self.functions = {name: {**defaults, **function} for name, function in document["functions"].items()}

    def entry(self, name):
        """The source file and the handler of a function."""
        function = self.functions[name]
        file, _, handler = function.get("entry", "main.py").partition(":")
        return self.folder / function["source"] / file, handler or "handler"

    def edges(self, name):
        """(kind, node) for each edge of a function."""
        for key, kind in EDGES.items():
            for node in self.functions[name].get(key) or ():
                yield kind, node

    def schema(self, event):
        """The path of an event's payload schema, or None."""
        schema = self.events[event].get("schema")
        return self.folder / schema if schema else None

    def triggers(self, name, kind):
        """The triggers of a function that have this kind key."""
        return [trigger for trigger in self.functions[name].get("triggers", ()) if kind in trigger]
