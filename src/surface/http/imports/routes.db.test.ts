import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type ImportProgress, importProgress, problem } from "../../../../contract/index.ts";
import { aClinician, aDesk, aHouse, anAdministrator, anOrganisation } from "../../../../test/people/index.ts";
import { importFiles, openSpool } from "../../../care/importing/index.ts";
import { bundleOf, ndjson } from "../../../care/importing/testing/sources.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { ImportOutcome } from "../../../custody/chart/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { importRoutes } from "./index.ts";

const house = await aHouse();
const { chart, fresh } = house;
const spoolDirectory = join(fresh.dataDirectory, "imports");
const failures: unknown[] = [];
/** People whose access is over. */
const ended = new Set<string>();
/** What an import of an organisation waits for. */
const gates = new Map<TenantId, () => Promise<void>>();
const gated = {
  async importTogether(...args: Parameters<typeof chart.importTogether>): Promise<ImportOutcome> {
    await gates.get(args[0].tenant)?.();
    return chart.importTogether(...args);
  },
};

const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    importRoutes(instance, {
      authenticate,
      importing: (caller, source, signal) =>
        importFiles({ chart: gated, now: () => performance.now() }, caller, [source], signal),
      mayStill: async ({ id }) => !ended.has(id),
      openSpool: () => openSpool(spoolDirectory),
      onFailure: (error) => failures.push(error),
    }),
);

function upload(caller: Caller, name: string, payload: string | Buffer) {
  const headers = { ...as(caller), "content-type": "application/octet-stream" };
  return app.inject({ method: "POST", url: `/api/imports?name=${encodeURIComponent(name)}`, headers, payload });
}

async function startedBy(caller: Caller, name: string, payload: string | Buffer): Promise<ImportProgress> {
  const answer = await upload(caller, name, payload);
  expect(answer.statusCode).toBe(202);
  return importProgress.parse(answer.json());
}

async function look(caller: Caller, id: string): Promise<ImportProgress> {
  return importProgress.parse((await app.inject({ url: `/api/imports/${id}`, headers: as(caller) })).json());
}

async function finished(caller: Caller, id: string): Promise<ImportProgress> {
  for (;;) {
    const progress = await look(caller, id);
    if (progress.state !== "running") return progress;
    await sleep(5);
  }
}

const patient = { resourceType: "Patient", id: "p1", active: true, name: [{ family: "Haversham" }] };
const invalid = { resourceType: "Patient", id: "p2", active: "yes" };

test("a file that is sent is imported, and the second time it changes nothing", async () => {
  const caller = anAdministrator(await anOrganisation(house));
  const file = gzipSync(JSON.stringify(bundleOf([patient, invalid])));
  const first = await startedBy(caller, "records.json.gz", file);
  expect(first).toMatchObject({ name: "records.json.gz", state: "running" });
  const done = await finished(caller, first.id);
  expect(done).toMatchObject({ state: "done", total: 2, created: 1, refused: 1 });
  expect(done.refusals).toMatchObject([
    { entry: 1, resource: "Patient/p2", code: "chart/invalid-resource", path: "Patient.active" },
  ]);
  const again = await startedBy(caller, "records.json.gz", file);
  expect(await finished(caller, again.id)).toMatchObject({ state: "done", created: 0, unchanged: 1, refused: 1 });
  const list = (await app.inject({ url: "/api/imports", headers: as(caller) })).json<{ imports: ImportProgress[] }>();
  expect(list.imports.map(({ id }) => id)).toEqual([again.id, first.id]);
});

test("a file that can't be read fails with a sentence", async () => {
  const caller = anAdministrator(await anOrganisation(house));
  for (const [content, words] of [
    ["", "empty"],
    ["hello", "not JSON"],
    [gzipSync("{}").subarray(0, 12), "gzip"],
  ] as const) {
    const { id } = await startedBy(caller, "broken", content);
    const { state, failure } = await finished(caller, id);
    expect(state).toBe("failed");
    expect(failure).toContain(words);
  }
});

test("what is sent never lies readable on the disk, and is removed when it is imported", async () => {
  const tenant = await anOrganisation(house);
  const caller = anAdministrator(tenant);
  const gate = Promise.withResolvers<void>();
  gates.set(tenant, () => gate.promise);
  const { id } = await startedBy(caller, "a.ndjson", ndjson([patient]));
  const [file = ""] = readdirSync(spoolDirectory);
  expect(readFileSync(join(spoolDirectory, file)).includes("Haversham")).toBe(false);
  gate.resolve();
  await finished(caller, id);
  await expect.poll(() => readdirSync(spoolDirectory)).toEqual([]);
});

test("an organisation's imports run one after the other, and another organisation's meanwhile", async () => {
  const [tenant, elsewhere] = [await anOrganisation(house), await anOrganisation(house)];
  const caller = anAdministrator(tenant);
  const gate = Promise.withResolvers<void>();
  gates.set(tenant, () => gate.promise);
  const first = await startedBy(caller, "1", ndjson([patient]));
  const second = await startedBy(caller, "2", ndjson([patient]));
  const other = await startedBy(anAdministrator(elsewhere), "3", ndjson([patient]));
  expect(await finished(anAdministrator(elsewhere), other.id)).toMatchObject({ state: "done", created: 1 });
  expect(await look(caller, second.id)).toMatchObject({ state: "running", total: 0 });
  gate.resolve();
  expect(await finished(caller, first.id)).toMatchObject({ created: 1 });
  expect(await finished(caller, second.id)).toMatchObject({ created: 0, unchanged: 1 });
});

test("an import can be stopped, running or waiting", async () => {
  const tenant = await anOrganisation(house);
  const caller = anAdministrator(tenant);
  const gate = Promise.withResolvers<void>();
  gates.set(tenant, () => gate.promise);
  const many = Array.from({ length: 1_000 }, (_, id) => ({ ...patient, id: `p${id}` }));
  const running = await startedBy(caller, "1", ndjson(many));
  const waiting = await startedBy(caller, "2", ndjson(many));
  for (const { id } of [running, waiting]) {
    expect((await app.inject({ method: "DELETE", url: `/api/imports/${id}`, headers: as(caller) })).statusCode).toBe(
      204,
    );
  }
  gate.resolve();
  const stopped = await finished(caller, running.id);
  expect(stopped.state).toBe("stopped");
  expect(stopped.created).toBeLessThan(1_000);
  expect(await finished(caller, waiting.id)).toMatchObject({ state: "stopped", created: 0 });
});

test("an import ends with the access of whoever began it, running or waiting", async () => {
  const tenant = await anOrganisation(house);
  const [caller, colleague] = [anAdministrator(tenant), anAdministrator(tenant)];
  const gate = Promise.withResolvers<void>();
  gates.set(tenant, () => gate.promise);
  const many = Array.from({ length: 1_000 }, (_, id) => ({ ...patient, id: `p${id}` }));
  const running = await startedBy(caller, "1", ndjson(many));
  const waiting = await startedBy(caller, "2", ndjson(many));
  ended.add(caller.id);
  gate.resolve();
  const stopped = await finished(colleague, running.id);
  expect(stopped.state).toBe("stopped");
  expect(stopped.created).toBeLessThan(1_000);
  expect(await finished(colleague, waiting.id)).toMatchObject({ state: "stopped", created: 0 });
});

test("only who may import does, and nobody sees another organisation's imports", async () => {
  const caller = anAdministrator(await anOrganisation(house));
  const { id } = await startedBy(caller, "a", ndjson([patient]));
  await finished(caller, id);
  const stranger = anAdministrator(await anOrganisation(house));
  for (const method of ["GET", "DELETE"] as const) {
    const answer = await app.inject({ method, url: `/api/imports/${id}`, headers: as(stranger) });
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([404, "import/unknown"]);
  }
  const clinician = aClinician(caller.tenant);
  expect((await upload(clinician, "a", ndjson([patient]))).statusCode).toBe(403);
  expect((await app.inject({ url: "/api/imports", headers: as(clinician) })).statusCode).toBe(403);
  expect((await app.inject({ method: "POST", url: "/api/imports?name=a", payload: "{}" })).statusCode).toBe(401);
});

test("a file without a name, or said to be too large, is refused before it is read", async () => {
  const caller = anAdministrator(await anOrganisation(house));
  expect((await upload(caller, "", "{}")).statusCode).toBe(400);
  const headers = {
    ...as(caller),
    "content-type": "application/octet-stream",
    "content-length": String(257 * 1024 * 1024),
  };
  const answer = await app.inject({ method: "POST", url: "/api/imports?name=a", headers, payload: "{}" });
  expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([413, "import/too-large"]);
});

test("an import that breaks off says so and that it can be run again", async () => {
  const tenant = await anOrganisation(house);
  const caller = anAdministrator(tenant);
  gates.set(tenant, () => Promise.reject(new Error("the database went away")));
  const { id } = await startedBy(caller, "a", ndjson([patient]));
  const { state, failure } = await finished(caller, id);
  expect([state, failure?.includes("run it again")]).toEqual(["failed", true]);
  expect(failures.splice(0)).toHaveLength(1);
  expect(existsSync(spoolDirectory)).toBe(true);
});
