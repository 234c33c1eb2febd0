// objects.mjs NODE: checks the objects on standard input (a JSON list) by the models below NODE/node_modules.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const home = path.resolve(process.argv[2]);
const require = createRequire(path.join(home, "package.json"));
const PACKAGES = { "knative.dev": "@kubernetes-models/knative", "gateway.networking.k8s.io": "@kubernetes-models/gateway-api" };

let faults = 0;
for (const object of JSON.parse(readFileSync(0, "utf8"))) {
  const name = `${object.apiVersion} ${object.kind}/${object.metadata.name}`;
  const [group] = object.apiVersion.split("/");
  const package_ = Object.entries(PACKAGES).find(([suffix]) => group.endsWith(suffix))?.[1];
  const file = package_ && path.join(home, "node_modules", package_, object.apiVersion, `${object.kind}.js`);
  if (!file || !existsSync(file)) {
    console.log(`note: not checked, no schema: ${object.apiVersion} ${object.kind}`);
    continue;
  }
  try {
    const Model = require(file)[object.kind];
    new Model(object).validate();
  } catch (fault) {
    faults += 1;
    console.log(`${name}: ${fault.message}`);
  }
}
process.exit(faults ? 1 : 0);
