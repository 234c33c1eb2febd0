"""objects.py FILE NODE: checks the objects of FILE against schemas: Kubernetes' own kinds by kubernetes-validate,
custom kinds by the models below NODE/node_modules. A kind without a schema is named, and counted as not checked."""

import json
import pathlib
import subprocess
import sys

import kubernetes_validate
import yaml

HERE = pathlib.Path(__file__).resolve().parent
CORE = {"v1", "apps/v1", "batch/v1", "autoscaling/v2", "policy/v1"}
CORE |= {"networking.k8s.io/v1", "rbac.authorization.k8s.io/v1"}


def main():
    objects = [o for o in yaml.safe_load_all(pathlib.Path(sys.argv[1]).read_text()) if o]
    custom, faults = [], []
    for found in objects:
        if found["apiVersion"] not in CORE:
            custom.append(found)
            continue
        try:
            kubernetes_validate.validate(found, "1.33", strict=True)
        except kubernetes_validate.ValidationError as fault:
            faults.append(f"{found['kind']}/{found['metadata']['name']}: {fault.message}")
    ran = subprocess.run(
        ["node", HERE / "objects.mjs", sys.argv[2]], input=json.dumps(custom), text=True, capture_output=True
    )
    print(ran.stdout + ran.stderr + "\n".join(faults))
    print(f"{len(objects) - len(custom)} objects of Kubernetes' own kinds, {len(custom)} of custom kinds")
    sys.exit(ran.returncode or bool(faults))


main()
