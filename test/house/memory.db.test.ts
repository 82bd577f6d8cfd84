import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { aDirectory } from "../support/directory.ts";
import { freePort } from "../support/free-port.ts";

const server = join(import.meta.dirname, "../../src/server.ts");

async function start(options: readonly string[], environment: Record<string, string> = {}) {
  const directory = aDirectory();
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    WARDBOOK_DATA: join(directory, "data"),
    WARDBOOK_PORT: String(await freePort()),
    ...environment,
  };
  const child = spawn(process.execPath, [...options, server], { cwd: directory, env });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  let said = "";
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("ready")) resolve();
      });
  });
  return { child, directory, ended, said: () => said, ready: () => Promise.race([ready, ended]) };
}

test.runIf(process.platform === "linux")(
  "a server can leave no core file and opens no debugger, and its environment tells no passphrase that a file did",
  async () => {
    const passphrase = "seventeen quiet herons";
    const file = join(aDirectory(), "passphrase");
    writeFileSync(file, `${passphrase}\n`);
    const { child, ready, said, ended, directory } = await start(["--inspect=127.0.0.1:0"], {
      WARDBOOK_PASSPHRASE_FILE: file,
    });
    await ready();
    expect(said()).toContain("Wardbook is ready");
    const { pid } = child;
    const tells = (name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8");
    expect(tells("limits")).toMatch(/^Max core file size\s+[01]\s+[01]\s/m);
    expect(tells("environ")).not.toContain(passphrase);
    expect(readFileSync(join(directory, "data/keyring/root.key"), "utf8")).toContain('"passphrase"');
    // It was listening: whoever starts it may have said so by habit.
    const at = /Debugger listening on ws:\/\/127\.0\.0\.1:([0-9]+)\//.exec(said())?.[1];
    await expect(fetch(`http://127.0.0.1:${at}/json/list`)).rejects.toThrow();
    child.kill("SIGUSR1");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(said().match(/Debugger listening/g)).toHaveLength(1);
  },
);

test("a server that was told to write its heap to files doesn't start", async () => {
  const { ended, said } = await start(["--heapsnapshot-signal=SIGUSR2"]);
  expect(await ended).toEqual([1, null]);
  expect(said()).toContain("process/heap-snapshots");
});
