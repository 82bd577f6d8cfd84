import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { aDirectory } from "../support/directory.ts";
import { freePort } from "../support/free-port.ts";

const root = join(import.meta.dirname, "../..");

/** `npm start` in a session of its own, as a terminal runs it. */
async function npmStart(dataDirectory: string) {
  const port = await freePort();
  // The environment of a login: not this test's, whose variables npm and vitest have set.
  const { PATH, HOME } = process.env;
  const child = spawn("npm", ["start"], {
    cwd: root,
    detached: true,
    env: { PATH, HOME, WARDBOOK_DATA: dataDirectory, WARDBOOK_PORT: String(port) },
  });
  onTestFinished(() => kill(child, "SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exit = new Promise<number | string | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
  let ended = false;
  void exit.then(() => {
    ended = true;
  });
  while (!said.includes("ready")) {
    if (ended) throw new Error(`npm start ended: ${said}`);
    await sleep(20);
  }
  return { child, exit, origin: `http://127.0.0.1:${port}`, said: () => said };
}

/** To the whole group, as Ctrl+C does. npm hands the signal on as well: it arrives twice. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    // It has ended.
  }
}

test("npm start serves, and Ctrl+C stops it in order", async () => {
  const dataDirectory = join(aDirectory(), "data");
  for (const run of ["first", "second"]) {
    const { child, exit, origin, said } = await npmStart(dataDirectory);
    const page = await fetch(origin);
    expect(await page.text(), run).toContain('<div id="root">');
    expect(said(), run).not.toMatch(/warn EBADENGINE|ExperimentalWarning|DeprecationWarning/);
    kill(child, "SIGINT");
    expect(await exit, run).toBe(0);
    // A lock or a pid file that is still there tells of a server that didn't come to its end.
    expect(existsSync(join(dataDirectory, "postgres/server.lock")), run).toBe(false);
    expect(existsSync(join(dataDirectory, "postgres/cluster/postmaster.pid")), run).toBe(false);
  }
});

test("npm run wardbook prints nothing but what the command prints", async () => {
  const { PATH, HOME } = process.env;
  const child = spawn("npm", ["run", "--silent", "wardbook", "--", "--help"], { cwd: root, env: { PATH, HOME } });
  const out = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (out.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (out.stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect({ code, stderr: out.stderr }).toEqual({ code: 0, stderr: "" });
  expect(out.stdout).toContain("wardbook");
});
