import { ChildProcess } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import { ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Secret } from "../../../src/foundation/kernel/index.ts";
import { harvest } from "./harvest.ts";
import type { Notebook } from "./notebook.ts";

type See = (args: readonly unknown[], result: unknown, self: unknown) => void;

/** Has every call of a function seen. What the product imports from Node is the same function. */
function watch(target: object, name: string, see: See, when: "before" | "after" = "after"): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== "function") throw new Error(`there is no ${name} to watch`);
  const watched = function (this: unknown, ...args: unknown[]): unknown {
    if (when === "before") see(args, undefined, this);
    const result: unknown = Reflect.apply(original, this, args);
    if (when === "after") see(args, result, this);
    return result;
  };
  Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
  Reflect.set(target, name, watched);
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const seedPrefixLength = 16;
const seedDerLength = 48;

/** Every key comes from, or goes through, one of these; every other secret (passwords, cookies, tokens) is a `Secret`, random, or in an
 *  answer. */
function watchSecrets(notebook: Notebook): void {
  const mind = (value: unknown) => {
    if (isBytes(value)) notebook.mindBytes("key", value);
  };
  watch(crypto, "createSecretKey", ([key]) => mind(key));
  // Each key that is wrapped or unwrapped has its commitment derived.
  watch(crypto, "hkdfSync", ([, key]) => mind(key));
  watch(crypto, "createPrivateKey", ([given]) => {
    const der: unknown = typeof given === "object" && given !== null && "key" in given ? given.key : undefined;
    if (isBytes(der) && der.length === seedDerLength) mind(der.subarray(seedPrefixLength));
  });
  watch(crypto, "randomBytes", (_, made) => {
    if (isBytes(made)) notebook.mindBytes("secret", made);
  });
  watch(Secret.prototype, "expose", (_, exposed) => {
    if (typeof exposed === "string") notebook.mind("secret", exposed);
    else mind(exposed);
  });
}

/** The files to which servers log, wherever a test has put them. */
function watchLogFiles(notebook: Notebook): void {
  const logs = new Set<unknown>();
  watch(fs, "openSync", ([path], descriptor) => {
    if (typeof path === "string" && basename(path) === "wardbook.log") logs.add(descriptor);
    else logs.delete(descriptor);
  });
  watch(fs, "writeSync", ([descriptor, text]) => {
    if (logs.has(descriptor) && typeof text === "string") notebook.told("wardbook.log", text);
  });
}

/** A page's own styles carry a number that its headers name: random, and for everybody who reads the page. */
const publicNonce = / nonce="[^"]*"/g;
/** A refusal points at the parameter that it doesn't know by the name that its sender gave it, whatever that is. */
const sendersOwnName = /"expression":\["[\w.:-]{1,64}"\]/g;
const longestHarvested = 200_000;
const openingBrace = 0x7b;

/** Refusals are looked through; other answers say whom and what the tests' patients are called, and which tokens were given out. */
function watchAnswers(notebook: Notebook): void {
  const bodies = new WeakMap<object, Buffer[]>();
  const keep: See = ([chunk, encoding], _, answer) => {
    if (!(answer instanceof ServerResponse)) return;
    const text = typeof chunk === "string" ? Buffer.from(chunk, encoding === "base64" ? encoding : "utf8") : chunk;
    if (!isBytes(text) || text.length === 0) return;
    const body = bodies.get(answer);
    if (body === undefined) bodies.set(answer, [Buffer.from(text)]);
    else body.push(Buffer.from(text));
  };
  watch(ServerResponse.prototype, "write", keep, "before");
  watch(
    ServerResponse.prototype,
    "end",
    (args, _, answer) => {
      keep(args, _, answer);
      if (!(answer instanceof ServerResponse)) return;
      const body = Buffer.concat(bodies.get(answer) ?? []);
      bodies.delete(answer);
      const { statusCode, req } = answer;
      if (statusCode >= 400)
        notebook.told(
          `answer ${statusCode} to ${req?.method}`,
          `${body.toString().replaceAll(publicNonce, "").replaceAll(sendersOwnName, "")}\n`,
        );
      else if (body.length <= longestHarvested && body[0] === openingBrace) harvest(body.toString(), notebook);
    },
    "before",
  );
}

function watchOwnOutput(notebook: Notebook): void {
  for (const name of ["stdout", "stderr"] as const)
    watch(process[name], "write", ([text]) => {
      if (typeof text === "string" || isBytes(text)) notebook.told(`${name} of the test's process`, text);
    });
}

const isNode = (file: unknown) => typeof file === "string" && /^(?:node|npm|npx)$/.test(basename(file));

/** What programs print that a test starts; those of Node keep a notebook of their own, of the same test file. */
function watchPrograms(notebook: Notebook, directory: string, from: () => string): void {
  const own = pathToFileURL(join(import.meta.dirname, "in-child.ts")).href;
  watch(
    ChildProcess.prototype,
    "spawn",
    ([options]) => {
      if (typeof options !== "object" || options === null || !("file" in options) || !isNode(options.file)) return;
      if (!("envPairs" in options) || !Array.isArray(options.envPairs)) return;
      const pairs: unknown[] = options.envPairs;
      const given = pairs.findIndex((pair) => typeof pair === "string" && pair.startsWith("NODE_OPTIONS="));
      const before = given === -1 ? "NODE_OPTIONS=" : String(pairs.splice(given, 1)[0]);
      pairs.push(`${before} --import=${own}`, `CANARIES=${directory}`, `CANARIES_FROM=${from()}`);
    },
    "before",
  );
  watch(ChildProcess.prototype, "spawn", ([options], _, child) => {
    if (!(child instanceof ChildProcess)) return;
    const file = typeof options === "object" && options !== null && "file" in options ? String(options.file) : "";
    for (const name of ["stdout", "stderr"] as const) {
      const stream = child[name];
      // Not "data": listening makes a stream flow before the test listens.
      if (stream !== null && stream !== undefined)
        watch(stream, "push", ([chunk]) => {
          if (isBytes(chunk)) notebook.told(`${name} of ${basename(file)}`, chunk);
        });
    }
  });
}

/** Has the notebook of this process written, from now on. Call it once in a process or thread.
 *  @param directory where programs that this process starts keep theirs */
export function watchProcess(notebook: Notebook, directory: string, from: () => string): void {
  watchSecrets(notebook);
  watchLogFiles(notebook);
  watchAnswers(notebook);
  watchOwnOutput(notebook);
  watchPrograms(notebook, directory, from);
  syncBuiltinESMExports();
  process.on("exit", () => notebook.flush());
}
