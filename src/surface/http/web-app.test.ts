import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { aDirectory } from "../../../test/support/directory.ts";
import { webApp } from "./web-app.ts";

const script = "export const one = 1;";

async function aBuiltApp() {
  const directory = aDirectory();
  mkdirSync(join(directory, "assets"));
  mkdirSync(join(directory, ".vite"));
  for (const [name, body] of [
    ["index.html", "<!doctype html><script nonce='__CSP_NONCE__'></script>"],
    ["mark.svg", "<svg/>"],
    [".sources", "hash"],
    [".vite/manifest.json", "{}"],
    ["assets/a-1.js", script],
    ["assets/a-1.js.br", brotliCompressSync(script)],
    ["assets/a-1.js.gz", gzipSync(script)],
  ] as const)
    writeFileSync(join(directory, name), body);
  const app = Fastify();
  await app.register(webApp, { directory, methodsOf: () => [] });
  const ask = (url: string, headers: Readonly<Record<string, string>> = {}) => app.inject({ url, headers });
  return { ask, directory };
}

test("a file goes out as it was compressed when it was built, for good", async () => {
  const { ask } = await aBuiltApp();
  for (const encoding of ["br", "gzip"]) {
    const { statusCode, headers } = await ask("/assets/a-1.js?v=1", { "accept-encoding": encoding });
    expect(statusCode).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-type"]).toContain("javascript");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  }
  const plain = await ask("/assets/a-1.js");
  expect([plain.body, plain.headers["content-encoding"]]).toEqual([script, undefined]);
  expect((await ask("/mark.svg")).headers["cache-control"]).toBe("no-cache");
});

test("what wasn't built isn't there, however its address is spelled", async () => {
  const { ask, directory } = await aBuiltApp();
  writeFileSync(join(directory, "assets/late.js"), script);
  for (const path of [
    "/assets/late.js",
    "/assets/",
    "/assets",
    "/ASSETS/a-1.js",
    "/assets//a-1.js",
    "/assets/%2e%2e/index.html",
    "/assets/..%2f.sources",
    "/assets/a-1.js%00",
    "/assets/a-1.js/",
    "/assets/a-1.js.br",
    "/assets/%zz",
    "/.sources",
    "/.vite/manifest.json",
    "/index.html",
  ]) {
    const { statusCode, body } = await ask(path);
    expect([path, statusCode >= 400 && statusCode < 500, body.includes(script)]).toEqual([path, true, false]);
  }
});

test("every other address gets the page, with a nonce of its own", async () => {
  const { ask } = await aBuiltApp();
  const pages = await Promise.all(
    ["/", "/patients/1", "/index.html"].map((path) => ask(path, { accept: "text/html" })),
  );
  const bodies = pages.map(({ body }) => body);
  expect(bodies.every((body) => /nonce='[\w-]{16,}'/.test(body))).toBe(true);
  expect(new Set(bodies).size).toBe(pages.length);
});
