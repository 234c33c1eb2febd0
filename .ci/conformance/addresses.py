"""addresses.py terraform|kubernetes FOLDER FILE: plan.json names exactly what the foreign tool sees.

FOLDER is …/ENVIRONMENT/TARGET/SITE. FILE is what `terraform show -json` prints of a plan, or `kubectl kustomize` of
the folder. The difference both ways must be empty.
"""

import json
import pathlib
import sys


def of_terraform(file):
    """Addresses of the managed resources and the data sources of a plan; those of one resource count once."""
    plan = json.loads(pathlib.Path(file).read_text())
    planned = plan["planned_values"].get("root_module", {}).get("resources", [])
    declared = plan["configuration"].get("root_module", {}).get("resources", [])
    found = [resource["address"].split("[")[0] for resource in planned if resource["mode"] == "managed"]
    return found + [resource["address"] for resource in declared if resource["mode"] == "data"]


def of_kubernetes(file):
    """apiVersion/Kind/name of each object."""
    import yaml

    objects = [o for o in yaml.load_all(pathlib.Path(file).read_text(), yaml.CSafeLoader) if o]
    return [f"{o['apiVersion']}/{o['kind']}/{o['metadata']['name']}" for o in objects]


def main():
    target, folder, file = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    site, environment = folder.name, folder.parents[1]
    document = json.loads((environment / "plan.json").read_text())
    named = [e["address"] for e in document["emitted"] if e["site"] == site and e["target"] == target]
    seen = {"terraform": of_terraform, "kubernetes": of_kubernetes}[target](file)
    faults = [f"twice in plan.json: {a}" for a in sorted({a for a in named if named.count(a) > 1})]
    faults += [f"only in plan.json: {a}" for a in sorted(set(named) - set(seen))]
    faults += [f"only in the {target} plan: {a}" for a in sorted(set(seen) - set(named))]
    if not seen:
        faults.append("nothing was seen")
    print("\n".join(faults) or f"{len(set(seen))} addresses, the same in plan.json")
    sys.exit(bool(faults))


main()
