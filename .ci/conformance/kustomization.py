"""kustomization.py FILE: the file keeps to keys that every kubectl from 1.20 knows."""

import sys

import yaml

KEYS = {"apiVersion", "kind", "resources", "namespace", "images"}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = yaml.safe_load(file)
    others = sorted(set(document) - KEYS)
    if others:
        sys.exit(f"{sys.argv[1]}: {', '.join(others)}: not among {', '.join(sorted(KEYS))}")


main()
