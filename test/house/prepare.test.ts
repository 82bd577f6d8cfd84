import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { aDirectory } from "../support/directory.ts";

const realRoot = join(import.meta.dirname, "../..");

const locked = {
  "": { name: "wardbook" },
  "node_modules/a": { version: "1.0.0" },
  "node_modules/for-another-machine": { version: "1.0.0", optional: true },
};

/** A clone with stand-ins for npm, which installs by writing its own list, and for vite, which builds one page. */
function aClone() {
  const root = aDirectory();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  cpSync(join(realRoot, "scripts/prepare.cjs"), join(root, "scripts/prepare.cjs"));
  write("package-lock.json", JSON.stringify({ packages: locked }));
  write("web/index.html", "one");
  write(
    "npm.js",
    `const fs = require("node:fs");
     fs.appendFileSync("installs", process.argv.slice(2).join(" ") + "\\n");
     if (fs.existsSync("offline")) { console.error("ECONNREFUSED"); process.exit(1); }
     const { packages } = JSON.parse(fs.readFileSync("package-lock.json"));
     delete packages[""]; delete packages["node_modules/for-another-machine"];
     fs.mkdirSync("node_modules/vite/bin", { recursive: true });
     fs.copyFileSync("vite.js", "node_modules/vite/bin/vite.js");
     fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));`,
  );
  write(
    "vite.js",
    `const fs = require("node:fs");
     fs.appendFileSync("builds", "one\\n");
     const page = fs.readFileSync("web/index.html", "utf8");
     if (page === "broken") { console.error("vite: no"); process.exit(1); }
     const out = process.argv[process.argv.indexOf("--outDir") + 1];
     fs.mkdirSync(out, { recursive: true });
     fs.writeFileSync(out + "/index.html", page);`,
  );
  return {
    root,
    write,
    read: (path: string) => readFileSync(join(root, path), "utf8"),
    count: (path: string) =>
      existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8").split("\n").length - 1 : 0,
    prepare: (...args: string[]) =>
      spawnSync(process.execPath, [join(root, "scripts/prepare.cjs"), ...args], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, npm_execpath: join(root, "npm.js") },
      }),
  };
}

test("installs and builds in a fresh clone, once, and says so on stderr only", () => {
  const clone = aClone();
  const first = clone.prepare("--web");
  expect(first).toMatchObject({ status: 0, stdout: "" });
  expect(first.stderr).toContain("installing");
  expect(first.stderr).toContain("building");
  expect(clone.read("dist/web/index.html")).toBe("one");
  expect(clone.prepare("--web")).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect([clone.count("installs"), clone.count("builds")]).toEqual([1, 1]);
});

test("runs no package's install script", () => {
  const clone = aClone();
  clone.prepare();
  expect(clone.read("installs")).toContain("--ignore-scripts");
});

test("installs again when the lockfile names another version", () => {
  const clone = aClone();
  clone.prepare();
  clone.write("package-lock.json", JSON.stringify({ packages: { ...locked, "node_modules/a": { version: "2.0.0" } } }));
  clone.prepare();
  clone.prepare();
  expect(clone.count("installs")).toBe(2);
});

test("installs again after an install that was interrupted", () => {
  const clone = aClone();
  clone.prepare();
  rmSync(join(clone.root, "node_modules/.package-lock.json"));
  clone.prepare();
  expect(clone.count("installs")).toBe(2);
});

test("builds again when a source changes, and leaves nothing else in dist", () => {
  const clone = aClone();
  clone.prepare("--web");
  clone.write("web/index.html", "two");
  clone.prepare("--web");
  expect(clone.read("dist/web/index.html")).toBe("two");
  expect(readdirSync(join(clone.root, "dist"))).toEqual(["web"]);
});

test("keeps the last build when the next one fails, and shows why", () => {
  const clone = aClone();
  clone.prepare("--web");
  clone.write("web/index.html", "broken");
  const result = clone.prepare("--web");
  expect(result.status).toBe(1);
  expect(result.stderr).toContain("vite: no");
  expect(result.stderr).toContain("the web app could not be built");
  expect(clone.read("dist/web/index.html")).toBe("one");
});

test("says what to do when the packages can't be had", () => {
  const clone = aClone();
  clone.write("offline", "");
  const result = clone.prepare();
  expect(result.status).toBe(1);
  expect(result.stderr).toContain("ECONNREFUSED");
  expect(result.stderr).toContain('run "npm ci"');
});

test("speaks a JavaScript that older Node versions read", () => {
  const text = readFileSync(join(realRoot, "scripts/prepare.cjs"), "utf8");
  expect(text).not.toMatch(/^\s*import\s|\bawait\b|\.at\(|\.findLast|Object\.groupBy|structuredClone|with \{/m);
});
