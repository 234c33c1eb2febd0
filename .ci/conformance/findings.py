"""findings.py SPEC SARIF: each line of SPEC that ends in `# wrong` has one error, and no other line has one."""

import json
import pathlib
import sys


def main():
    lines = pathlib.Path(sys.argv[1]).read_text().splitlines()
    wanted = [number for number, line in enumerate(lines, 1) if line.endswith("# wrong")]
    [run] = json.loads(pathlib.Path(sys.argv[2]).read_text())["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"].get("rules", [])}

    def level(result):
        default = rules.get(result["ruleId"], {}).get("defaultConfiguration", {}).get("level", "warning")
        return result.get("level", default)

    errors = [result for result in run["results"] if level(result) == "error"]
    found = sorted(result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in errors)
    if found != wanted:
        for result in errors:
            line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
            print(f"{line}: {result['ruleId']} {result['message']['text']}")
        sys.exit(f"errors on lines {found}, wanted {wanted}")
    print(f"{len(found)} mistakes, {len(found)} errors, each on its line")


main()
