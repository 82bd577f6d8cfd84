import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../../test/support/free-port.ts";
import { bundleOf, ndjson } from "../../care/importing/testing/sources.ts";
import { findRunningPostgres } from "../../foundation/platform/bundled-postgres/index.ts";

const program = join(import.meta.dirname, "../../../bin/wardbook.mjs");
const directory = mkdtempSync(join(tmpdir(), "wardbook-cli-"));
const data = join(directory, "data");
const port = await freePort();
const environment = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  WARDBOOK_DATA: data,
  WARDBOOK_PORT: String(port),
};
const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(directory, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function start(argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = { ...environment, ...more };
  const child = spawn(process.execPath, [program, ...argv], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const written = { out: "", error: "" };
  child.stdout.on("data", (bytes: Buffer) => void (written.out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => void (written.error += bytes.toString()));
  const ended = once(child, "close").then(([code]): Ran => {
    running.delete(child);
    return { code: code as number | null, ...written };
  });
  return { child, ended, written };
}

const run = (...argv: string[]): Promise<Ran> => start(argv).ended;

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const patient = { resourceType: "Patient", id: "p1", name: [{ family: "Halloran" }] };
const records = file(
  "records.json",
  gzipSync(JSON.stringify(bundleOf([patient, { ...patient, id: "p2", active: "Haversham" }]))),
);
const observations = file(
  "observations.json",
  ndjson([
    {
      resourceType: "Observation",
      id: "o1",
      status: "final",
      code: { text: "weight" },
      subject: { reference: "Patient/p9" },
    },
  ]),
);
const broken = file("broken.json", "{");
const timeout = { timeout: 240_000 };

test("an installation is made, filled, served, used, checked and stopped from the command line", timeout, async () => {
  const nothing = await run("person", "list");
  expect([nothing.code, nothing.error.includes("cli/no-installation")]).toEqual([1, true]);

  expect(await run("organisation", "create", "Riverside Clinic")).toMatchObject({ code: 0, out: "riverside-clinic\n" });

  const refused = join(directory, "refused.ndjson");
  writeFileSync(refused, "of an earlier import, and everybody's to read", { mode: 0o644 });
  const first = await run("import", broken, observations, records, "--refused", refused);
  expect(first).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^4 of 4 resources .* 2 new, 0 changed, 0 as before, 2 refused\.\n$/),
  });
  expect(first.error).toContain("import/cut-short");
  const lines = readFileSync(refused, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { file: "broken.json", code: "import/cut-short" },
    { file: "records.json", entry: 1, resource: "Patient/p2", code: "chart/invalid-resource", path: "Patient.active" },
  ]);
  expect(statSync(refused).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(first)).not.toContain("Haversham");

  const server = start(["start"]);
  await expect.poll(() => server.written.out, { timeout: 60_000, interval: 100 }).toContain("Wardbook is ready");
  expect((await run("health")).code).toBe(0);

  const again = await run("import", observations, records);
  expect(again.out).toContain("0 new, 0 changed, 2 as before, 1 refused.");

  const client = await run("client", "add", "Laboratory feed", "--scope", "system/Patient.rs");
  expect(client.code).toBe(0);
  const [, id = ""] = /Client id: +(\S+)/.exec(client.out) ?? [];
  const [, secret = ""] = /Client secret: +(\S+)/.exec(client.out) ?? [];
  const token = (await (
    await fetch(`http://127.0.0.1:${port}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "system/Patient.rs" }),
    })
  ).json()) as { access_token: string };
  const search = () =>
    fetch(`http://127.0.0.1:${port}/fhir/Patient?family=halloran`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
  expect(((await (await search()).json()) as { entry: unknown[] }).entry).toHaveLength(1);
  expect((await run("client", "change", id, "--fhir-requests", "600")).code).toBe(0);
  const policy = async () => (await search()).headers.get("ratelimit-policy");
  await expect.poll(policy, { timeout: 10_000 }).toBe('"fhir-client";q=600;w=60');
  expect((await run("client", "end", id)).code).toBe(0);
  await expect.poll(async () => (await search()).status, { timeout: 10_000 }).toBe(401);

  const taken = join(directory, "deidentified.ndjson");
  writeFileSync(taken, "older and longer than what comes: it is replaced, and was everybody's to read", {
    mode: 0o644,
  });
  expect(await run("deidentify", "--profile", "safe-harbor", "--out", taken)).toMatchObject({ code: 0, out: "" });
  expect(JSON.parse(readFileSync(taken, "utf8").trim())).toMatchObject({
    resourceType: "Patient",
    meta: { security: [{ code: "ANONYED" }] },
  });
  expect(readFileSync(taken, "utf8")).not.toContain("Halloran");
  expect(statSync(taken).mode & 0o777).toBe(0o600);
  expect(await run("deidentify", "--profile", "research")).toMatchObject({ code: 0, out: "" });

  const person = await run(
    "person",
    "add",
    "amara.osei",
    "--given",
    "Amara",
    "--family",
    "Osei",
    "--role",
    "administrator",
  );
  expect(person.out).toMatch(/^User name: +amara\.osei\nTemporary password: +\S+\n$/);
  expect((await run("person", "list")).out).toMatch(
    /amara\.osei +Amara Osei +administrator +awaiting-first-sign-in +never/,
  );
  expect((await run("reindex")).out).toBe("Riverside Clinic: 2 resources indexed.\n");
  const mirror = { WARDBOOK_LEDGER_MIRROR: "s3://ledgers/riverside?region=eu-west-2" };
  const state = await start(["ledger", "state"], mirror).ended;
  expect([state.code, state.error]).toEqual([0, ""]);
  expect(state.out).toMatch(/mirror +s3:\/\/ledgers\/riverside: nothing yet/);
  expect(state.out).toMatch(/root hash +\S{44}/);
  const [, key = ""] = /verifier key +(\S+)/.exec(state.out) ?? [];
  for (const more of ["", " more"]) {
    const copied = await run("ledger", "export", join(directory, "copy"));
    const [, copy = ""] = /entries in (\S+)/.exec(copied.out) ?? [];
    expect([more, copied.code, copied.error]).toEqual([more, 0, ""]);
    expect(await run("verify", copy, "--key", key)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Each entry that lies here was hashed"),
    });
  }
  expect(await run("ledger", "verify")).toMatchObject({ code: 0, out: expect.stringContaining("sound") });

  expect(await run("ledger", "drill")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Riverside Clinic: (\d+) of \1 manipulations noticed, the untouched copy sound\./),
  });

  // What is published must stay what it was: the next entry finds that it isn't, and so does whoever asks for the state.
  const logs = join(data, "ledger", "public");
  const tiles = join(logs, readdirSync(logs)[0] ?? "", "tile/0/000.p");
  // Again and again: an entry that was still on its way may have put another tile in front of those that were emptied.
  const emptiedState = async () => {
    for (const tile of readdirSync(tiles)) writeFileSync(join(tiles, tile), "");
    return (await run("ledger", "state")).out;
  };
  await expect
    .poll(emptiedState, { timeout: 60_000, interval: 100 })
    .toMatch(/ALARM +\S+ the published tiles .*ledger\/tile-differs/);
  expect((await run("ledger", "state")).code).toBe(1);

  const owner = await findRunningPostgres(join(data, "postgres"));
  if (owner === undefined) throw new Error("the server's database was not found");
  const superuser = new pg.Client({ ...owner, password: owner.password.expose() });
  await superuser.connect();
  await superuser.query(
    "update wardbook.ledger_batch set entries = set_byte(entries, 40, get_byte(entries, 40) # 1) where batch = (select min(batch) from wardbook.ledger_batch)",
  );
  await superuser.end();
  expect(await run("ledger", "verify")).toMatchObject({
    code: 1,
    out: expect.stringMatching(/BROKEN\. entry 0 .*index 0, entry id \d+\.0.*ledger\/entry-altered/),
  });

  server.child.kill("SIGTERM");
  expect((await server.ended).code).toBe(0);
  const unwell = await run("health");
  expect([unwell.code, unwell.out.includes("nothing answers")]).toEqual([1, true]);
  expect(await findRunningPostgres(join(data, "postgres"))).toBeUndefined();
});
