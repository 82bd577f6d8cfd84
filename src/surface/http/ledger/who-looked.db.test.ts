import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { accessList, problem } from "../../../../contract/index.ts";
import {
  aClinician,
  aDesk,
  aHouse,
  anAuditor,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { type Caller, roles } from "../../../custody/access/index.ts";
import {
  alarmFiles,
  noWitnesses,
  proveWhoLooked,
  readPublication,
  verifyLedger,
} from "../../../custody/ledger/index.ts";
import { aLedgerToPrune, operator } from "../../../custody/ledger/testing/ledger-to-prune.ts";
import { runVerifier } from "../../../verifier/index.ts";
import { openAuditEvents } from "../audit-events/index.ts";
import { ledgerRoutes } from "./index.ts";

const house = await aHouse();
const { db, keyring, anchor, chart, ledger, reader, now } = house;
const published = { directory: `${house.fresh.dataDirectory}/public`, policy: noWitnesses };
const alarms = alarmFiles(`${house.fresh.dataDirectory}/alarms`);

const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    ledgerRoutes(instance, {
      authenticate,
      chart,
      ledger,
      reader,
      proveWhoLooked: (tenant, patient) =>
        proveWhoLooked({ db, keyring, ledger, reader, publish: async () => undefined }, tenant, patient),
      publication: (tenant) =>
        readPublication({ ...published, alarms, mirror: undefined, db, keyring, anchor, now }, tenant),
      retention: async () => ({ years: 7, holds: [], pruned: 0, last: undefined }),
      witnesses: () => [],
      verify: (tenant) => verifyLedger({ db, keyring, anchor }, tenant),
      now,
      onFailure: () => undefined,
    }),
);

const root = mkdtempSync(join(tmpdir(), "wardbook-who-looked-"));
afterAll(() => rmSync(root, { recursive: true }));
let files = 0;

/** What the verifier says of a proof whose list was changed. */
async function verified(caller: Caller, proof: string, change: (list: string) => string = (list) => list) {
  const { verifierKey } = await reader.standing(caller.tenant, 1, now());
  const changed = proof.replace(
    /^extra (\S+)$/m,
    (_, extra: string) =>
      `extra ${Buffer.from(change(Buffer.from(extra, "base64").toString("utf8"))).toString("base64")}`,
  );
  const path = join(root, String((files += 1)));
  writeFileSync(path, changed);
  const said: string[] = [];
  const code = runVerifier([path, "--key", verifierKey], (line) => said.push(line));
  return { code, said: said.join("\n") };
}

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: neighbour } = await chart.create(clinician, "Patient", aPatient({ family: "Neighbour" }));
  await chart.create(clinician, "Observation", anObservation(patient.id));
  await chart.read(clinician, { type: "Patient", id: neighbour.id });
  const { scopes, permissions, reach, purposes } = roles.patient;
  const rights = { scopes, permissions, reach, purposes, clearances: [], purpose: "PATRQT", role: "patient" } as const;
  const own: Caller = { ...clinician, ...rights, id: randomUUID(), patient: patient.id, standing: undefined };
  return { tenant, clinician, own, patient: patient.id };
}

const get = (caller: Caller, patient: string, path = "/proof") =>
  app.inject({ url: `/api/patients/${patient}/accesses${path}`, headers: as(caller) });

test("a patient takes out everyone who looked, and every omission is named", async () => {
  const { tenant, clinician, own, patient } = await aChart();
  const list = accessList.parse((await get(own, patient, "")).json());
  expect([list.isWhole, list.accesses.length]).toEqual([true, 3]);
  const answer = await get(own, patient);
  expect([answer.statusCode, answer.headers["content-disposition"]]).toEqual([
    200,
    'attachment; filename="who-looked-2026-03-07.tlog-proof"',
  ]);
  const proof = answer.body;
  const sound = await verified(own, proof);
  // This look is one of them.
  expect(sound.said).toContain(": 4 entries about this patient, and no other.");
  for (const { entryId } of list.accesses) expect(sound.said).toContain(`Its id is ${entryId},`);
  expect(sound.code).toBe(0);

  const second = /^entry 2 .*\n/m;
  for (const [change, named] of [
    [(text: string) => text.replace(second, ""), "entry 2 of 4 under key"],
    [
      (text: string) =>
        text
          .replace(second, "")
          .replace(/^(key \d+ \d+) 4/m, "$1 3")
          .replace("entry 3", "entry 2")
          .replace("entry 4", "entry 3"),
      "are not all that the ledger counted",
    ],
    [(text: string) => text.replace(/^entry 4 .*\n/m, "").replace(/^(key \d+ \d+) 4/m, "$1 3"), "are not all"],
    [
      (text: string) => text.replace(/^(entry 3) \S+/m, text.match(second)?.[0].replace("entry 2", "$1").trim() ?? ""),
      "not all",
    ],
    [(text: string) => text.replace(/^key \d+/m, "key 7"), "is another key's"],
    [(text: string) => text.replace(/^path \S+\n/m, ""), "NOT PROVEN"],
    [(text: string) => text.replace(/^map \S/m, "map B"), "NOT PROVEN"],
    [(text: string) => text.slice(0, text.indexOf("key ")), "of nobody"],
  ] as const) {
    const { code, said } = await verified(own, proof, change);
    expect([code, said]).toEqual([1, expect.stringContaining(named)]);
  }

  // What others may know of the list they don't get.
  for (const id of [patient, randomUUID()]) {
    const refused = await get(clinician, id);
    expect([refused.statusCode, problem.parse(refused.json()).code]).toEqual([403, "ledger/not-whole"]);
  }
  const auditor = anAuditor(tenant);
  expect((await verified(auditor, (await get(auditor, patient)).body)).said).toContain(
    ": 5 entries about this patient",
  );
  expect((await get(auditor, randomUUID())).statusCode).toBe(404);
});

test("what was pruned is said to be pruned, not to be missing: in the list, its proof, a bundle and as an AuditEvent", async () => {
  const to = await aLedgerToPrune(house);
  const auditor = anAuditor(to.tenant);
  // Shown in one step: there never was a tile of the width that the entries that go would have.
  await to.grow(255, 300);
  const [oldest] = (await reader.aboutPatient(to.tenant, to.patient, { limit: 600 })).slice(-1);
  const of = (url: string) => app.inject({ url, headers: as(auditor) });
  const proofOfOldest = `/api/ledger/entries/${oldest?.entryId}/proof`;
  expect((await of(proofOfOldest)).statusCode).toBe(200);
  expect(accessList.parse((await get(auditor, to.patient, "?limit=200")).json()).prunedUntil).toBeUndefined();
  await to.live(7);
  await to.grow(1);
  expect((await Array.fromAsync(to.pruner.prune(to.tenant, operator, to.publisher.publish))).at(-1)).toMatchObject({
    state: "done",
  });

  const list = accessList.parse((await get(auditor, to.patient, "?limit=200")).json());
  expect([list.accesses.length, list.prunedUntil?.slice(0, 10)]).toEqual([200, undefined]);
  const last = accessList.parse((await get(auditor, to.patient, `?limit=200&before=${list.next}`)).json());
  expect([last.accesses.length, last.prunedUntil?.slice(0, 10)]).toEqual([103, "2026-03-07"]);
  const { said, code } = await verified(auditor, (await get(auditor, to.patient)).body);
  expect(said).toContain("305 entries about this patient, and no other, after 256 that were pruned");
  expect(code).toBe(0);
  for (const url of [proofOfOldest, "/api/ledger/tile/entries/000"]) {
    const answer = await of(url);
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([410, "ledger/entry-pruned"]);
  }
  expect((await of("/api/ledger/entries/1.0/proof")).statusCode).toBe(404);
  expect((await of("/api/ledger/tile/entries/001")).statusCode).toBe(200);

  const events = openAuditEvents(house);
  const base = "https://records.test/fhir";
  const read = (caller: Caller) => events.read(caller, oldest?.entryId ?? "", base);
  await expect(read(auditor)).rejects.toMatchObject({ code: "chart/deleted" });
  await expect(read(aClinician(to.tenant))).rejects.toMatchObject({ code: "chart/not-found" });
  const search = async (...pairs: (readonly [string, string])[]) =>
    (await events.search(auditor, [["_count", "100"], ...pairs], base)).value;
  expect((await search(["patient", to.patient], ["date", "lt2026-03-07"])).prunedUntil).toBeGreaterThan(0);
  expect((await search(["patient", to.patient], ["date", "ge2030-01-01"])).prunedUntil).toBeUndefined();
});
