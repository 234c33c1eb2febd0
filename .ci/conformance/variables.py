"""variables.py ROOT: values for the root variables that have no default, as JSON for `terraform plan -var-file`."""

import json
import pathlib
import re
import sys

VARIABLE = re.compile(r'^variable\s+"([^"]+)"\s*\{(.*?)^\}', re.S | re.M)
IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/video@sha256:" + "0123456789abcdef" * 4
OTHERS = {"number": 1, "bool": True, "list": [], "set": [], "map": {}, "object": {}}


def value(name, body):
    """A value that a validation would let pass: an image with its digest where one is asked for."""
    kind = re.search(r"^\s*type\s*=\s*(\w+)", body, re.M)
    kind = kind.group(1) if kind else "string"
    if kind in OTHERS:
        return OTHERS[kind]
    if "sha256" in body or "image" in name:
        return IMAGE if "@" in body else IMAGE.split("@")[1]
    return "placeholder"


def main():
    found = {}
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.tf")):
        for name, body in VARIABLE.findall(file.read_text()):
            if not re.search(r"^\s*default\s*=", body, re.M):
                found[name] = value(name, body)
    json.dump(found, sys.stdout, indent=2)


main()
