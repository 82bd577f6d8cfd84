// The server of `node test/bench/paint/run.ts`, as a process of its own: the demonstration, so many times over, on a working morning.
// Arguments: data directory, port, copies. What is there of an earlier run stays, and what is missing is made.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { beginDesk, employStaff, importCopy, offsetAtWork, serveAtWork } from "../../support/demonstration-desk.ts";
import type { PaintServerMessage } from "./messages.ts";

const [dataDirectory = "", port = "", copies = ""] = process.argv.slice(2);
mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
const minute = 60_000;
/** Half past eleven: half the day is over. */
const offset = offsetAtWork() + 85 * minute;
/** What is made is made two days before, as in a house that is in use: nothing of it is news. */
const before = offset - 2 * 24 * 60 * minute;
const served = (at: number) =>
  serveAtWork(at, { dataDirectory, port: Number(port), database: undefined, log: pino({ level: "error" }) });
let stopping = false;

/** Once, whatever interrupts it. */
async function once(name: string, work: () => Promise<void>): Promise<void> {
  const mark = join(dataDirectory, `made-${name}`);
  if (existsSync(mark) || stopping) return;
  await work();
  writeFileSync(mark, "");
}

async function make(): Promise<void> {
  const serving = await served(before);
  const { keyring, chart } = serving.house;
  const begun = (await keyring.tenants()).find(({ demonstration }) => demonstration)?.tenant;
  const tenant = begun ?? (await beginDesk(serving));
  for (let copy = 0; copy < Number(copies) && !stopping; copy += 1) {
    process.stderr.write(`making clinic ${copy + 1} of ${copies} …\n`);
    await once(`copy-${copy}`, () => importCopy(chart, tenant, copy, "whole"));
  }
  await once("staff", () => employStaff(serving, tenant));
  await serving.stop();
}

process.on("disconnect", () => (stopping = true));
const wanted = [...Array.from({ length: Number(copies) }, (_, copy) => `copy-${copy}`), "staff"];
if (wanted.some((name) => !existsSync(join(dataDirectory, `made-${name}`)))) await make();
if (stopping) process.exit(1);
const serving = await served(offset);

async function stop(): Promise<void> {
  await serving.stop();
  process.exit(0);
}

process.on("message", (message) => {
  if (message === "stop") void stop();
});
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());
const ready: PaintServerMessage = { kind: "ready", origin: serving.origin, offset };
process.send?.(ready);
