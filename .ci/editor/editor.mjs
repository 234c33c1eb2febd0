// editor.mjs SERVER SCHEMA: speaks to yaml-language-server as an editor does, with our schema for faas.yaml, and wants:
// the keys of a function as completions, an explanation of `timeout` when the mouse rests on it, a squiggle under an
// unknown key and none in a right file.
import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [server, schema] = process.argv.slice(2);
const WAIT = 30_000;

const SPEC = `faas: "1"
app: hello
functions:
  hello:
    source: ./hello
    runtime: python3.13
    timeout: 5s
    triggers:
      - http: GET /hello
        auth: { none: public greeting }
`;

class Editor {
  #next = 1;
  #waiting = new Map();
  #diagnostics = new Map();
  #bytes = Buffer.alloc(0);

  constructor() {
    this.child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.child.stdout.on("data", (bytes) => this.#read(bytes));
    this.child.on("exit", (code) => { if (!this.closed) fail(`the server ended with ${code}`); });
  }

  #read(bytes) {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (;;) {
      const end = this.#bytes.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(this.#bytes.subarray(0, end).toString())[1]);
      if (this.#bytes.length < end + 4 + length) return;
      const message = JSON.parse(this.#bytes.subarray(end + 4, end + 4 + length).toString());
      this.#bytes = this.#bytes.subarray(end + 4 + length);
      this.#handle(message);
    }
  }

  #handle(message) {
    if (message.method === "workspace/configuration") {
      const settings = { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false }, schemas: { [pathToFileURL(path.resolve(schema)).href]: ["faas.yaml", "*.yaml"] } } };
      this.#send({ id: message.id, result: message.params.items.map((item) => settings[item.section] ?? null) });
    } else if (message.method && message.id !== undefined) {
      this.#send({ id: message.id, result: null });
    } else if (message.method === "textDocument/publishDiagnostics") {
      this.#diagnostics.get(message.params.uri)?.(message.params.diagnostics);
    } else if (this.#waiting.has(message.id)) {
      this.#waiting.get(message.id)(message);
      this.#waiting.delete(message.id);
    }
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  async ask(method, params) {
    const id = this.#next++;
    const answer = new Promise((resolve) => this.#waiting.set(id, resolve));
    this.#send({ id, method, params });
    const { result, error } = await inTime(answer, method);
    if (error) fail(`${method}: ${error.message}`);
    return result;
  }

  // Opens a text; resolves with what is underlined in it once the server has looked.
  async open(uri, text) {
    const looked = new Promise((resolve) => this.#diagnostics.set(uri, resolve));
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return inTime(looked, "diagnostics");
  }

  async close() {
    this.closed = true;
    await this.ask("shutdown", null);
    this.notify("exit", null);
  }
}

function inTime(promise, what) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error(`${what}: no answer within ${WAIT / 1000} s`)), WAIT).unref());
  return Promise.race([promise, late]);
}

function fail(why) {
  console.error(`editor: ${why}`);
  process.exit(1);
}

let held = 0;

function want(condition, what) {
  if (!condition) fail(what);
  held += 1;
  console.log(`ok ${what.split("\n")[0]}`);
}

const position = (text, needle, shift = 0) => {
  const before = text.slice(0, text.indexOf(needle) + shift).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
};

const editor = new Editor();
const folder = pathToFileURL(path.resolve("editor-test")).href;
await editor.ask("initialize", {
  processId: process.pid,
  rootUri: folder,
  capabilities: {
    workspace: { configuration: true, didChangeConfiguration: {} },
    textDocument: {
      completion: { completionItem: { documentationFormat: ["markdown"], snippetSupport: true } },
      hover: { contentFormat: ["markdown"] },
      publishDiagnostics: {},
    },
  },
});
editor.notify("initialized", {});
editor.notify("workspace/didChangeConfiguration", { settings: {} });

const right = `${folder}/right/faas.yaml`;
const found = await editor.open(right, SPEC);
want(found.length === 0, `a right file has no squiggle\n${JSON.stringify(found)}`);

const hover = await editor.ask("textDocument/hover", { textDocument: { uri: right }, position: position(SPEC, "timeout:", 2) });
const shown = JSON.stringify(hover?.contents ?? "");
want(/longest/i.test(shown), `\`timeout\` is explained\n${shown}`);

const open = SPEC.replace("    timeout: 5s\n", "    \n");
const half = `${folder}/half/faas.yaml`;
await editor.open(half, open);
const offered = await editor.ask("textDocument/completion", { textDocument: { uri: half }, position: position(open, "python3.13\n    ", "python3.13\n    ".length) });
const labels = (offered.items ?? offered).map((item) => item.label);
for (const key of ["timeout", "memory", "emits", "calls", "secrets"]) {
  want(labels.includes(key), `\`${key}\` is offered for a function\n${labels}`);
}
want(!labels.includes("source"), "`source`, which is there, is not offered again");

const wrong = SPEC.replace("timeout", "timout");
const underlined = await editor.open(`${folder}/wrong/faas.yaml`, wrong);
const at = position(wrong, "timout");
want(
  underlined.some((d) => d.range.start.line === at.line && d.range.start.character === at.character && /timout/.test(d.message)),
  `an unknown key is underlined\n${JSON.stringify(underlined)}`,
);
await editor.close();
console.log(`${held} passed, 0 failed`);
