"""shuffle.py FROM TO SEED: copies a folder; in each faas.yaml mappings are in another order, and comments are added."""

import pathlib
import random
import re
import shutil
import sys

import yaml


def shuffled(value, chance):
    """The same value, its mappings in another order. Lists keep theirs: it may mean something."""
    if isinstance(value, dict):
        items = list(value.items())
        chance.shuffle(items)
        return {key: shuffled(inner, chance) for key, inner in items}
    if isinstance(value, list):
        return [shuffled(inner, chance) for inner in value]
    return value


def main():
    source, target, seed = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("dist", "__pycache__"))
    specs = sorted(target.rglob("faas.yaml"))
    if not specs:
        sys.exit(f"no faas.yaml below {source}")
    for spec in specs:
        chance = random.Random(f"{seed} {spec.relative_to(target)}")
        document = shuffled(yaml.safe_load(spec.read_text()), chance)
        text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
        spec.write_text(re.sub(r"(?m)^(\w[\w-]*:)", r"# about \1\n\1", text))


main()
