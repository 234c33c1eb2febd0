"""Writes what fuzzing starts from: seeds from examples and pages, and the words of the language as a dictionary."""

import hashlib
import json
import re
import sys
from pathlib import Path

FENCE = re.compile(r"^```(yaml|txtar)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def archive(folder):
    """The texts of an app in one: each begins with a line `-- path --`."""
    texts = sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".json"} and "dist" not in path.parts)
    return "".join(f"-- {path.relative_to(folder)} --\n{path.read_text()}\n" for path in texts)


def seeds(root):
    for spec in sorted(root.glob("examples/**/faas.yaml")):
        yield spec.read_text()
        yield archive(spec.parent)
    yield archive(root / "examples" / "shop")
    for page in sorted([*root.glob("docs/codes/*.md"), *root.glob("docs/*.md")]):
        for _, block in FENCE.findall(page.read_text()):
            yield block


def words(node):
    """Keys, fixed words, defaults and examples of the schema."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"properties", "patternProperties"}:
                yield from value
            if key in {"enum", "examples"}:
                yield from (word for word in value if isinstance(word, str))
            if key in {"const", "default"} and isinstance(value, str):
                yield value
            yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def quoted(word):
    text = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02X}" for b in word.encode())
    return f'"{text}"'


def main(root, corpus):
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds(root):
        data = seed.encode()
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    schema = json.loads((root / "schemas" / "faas.schema.json").read_text())
    found = {word for word in words(schema) if 1 < len(word.encode()) <= 60}
    marks = ["\n- ", ": ", "{ ", " }", "[", "]", "&a ", "*a", "<<: *a", "\n  ", "\t"]
    marks += ["${vars.", "${environment}", "@EEA"]
    lines = [quoted(word) for word in sorted(found) + marks]
    corpus.with_suffix(".dict").write_text("\n".join(lines) + "\n")
    print(f"{len(list(corpus.iterdir()))} inputs, {len(lines)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
