import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anAdministrator, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import type { Caller } from "./custody/access/index.ts";
import type { OneEyed } from "./assurance/retention/index.ts";
import { Secret, type TenantId } from "./foundation/kernel/index.ts";
import { openDecisions, openSignatures } from "./custody/signatures/index.ts";
import { openNote, parseVerifierKey } from "./custody/ledger/verify/index.ts";
import { holdsInWords, wireRetention } from "./wire-retention.ts";

const house = await aHouse();
const identity = {
  settings: {
    get: <T>(_: TenantId, kind: { parse: (stored: unknown) => T }) => kind.parse({ jurisdictions: ["DE"] }),
  },
};
const signatures = openSignatures({ ...house, recordKey: async () => undefined });
const decisions = openDecisions({
  signatures,
  now: house.now,
  async confirmSigner(_caller, password) {
    if (password?.expose() === "wrong") throw new Error("not your password");
    return async () => undefined;
  },
});
const retention = wireRetention({ ...house, identity, decisions, keys: () => keys });
const keys = keyAdministrationOf(house, house, 0, async (tx, tenant, subject) =>
  holdsInWords(await retention.holds.forbidding(tx, tenant, subject)),
);

const officer = (tenant: TenantId): Caller => ({
  ...anAdministrator(tenant, "Ines Duarte"),
  permissions: new Set(["retention.manage"]),
  requestId: randomUUID(),
});
const why = "claim 2026-114";

async function aWard() {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  const make = async () => (await house.chart.create(writer, "Patient", aPatient())).value.id;
  return { tenant, keeper: officer(tenant), held: await make(), free: await make() };
}

test("no key goes that a hold covers, whoever asks, until it is lifted; and the ledger tells of both", async () => {
  const { tenant, keeper, held, free } = await aWard();
  const { holds } = retention;
  const placed = await holds.place(keeper, {
    scope: { kind: "record", patient: held, record: `Patient/${held}` },
    why,
  });
  expect(placed).toMatchObject({ number: 1, by: "Ines Duarte", why, altered: false });
  const refusal = { code: "keyring/held", message: "nothing is destroyed: there is a legal hold: 1, claim 2026-114" };
  await expect(keys.destroyPatient(tenant, held, "asked for")).rejects.toMatchObject(refusal);
  await expect(keys.destroyTenant(tenant, "contract ended")).rejects.toMatchObject({ code: "keyring/held" });
  await keys.destroyPatient(tenant, free, "asked for");
  const { whole } = await retention.explain(keeper, held);
  expect(whole).toMatchObject({ kind: "held", holds: [{ number: 1, why }] });

  await expect(holds.lift(keeper, { number: 1, why: "no" })).rejects.toMatchObject({ code: "retention/bad-reason" });
  await holds.lift(keeper, { number: 1, why: "claim settled" });
  await expect(holds.lift(keeper, { number: 1, why: "again, please" })).rejects.toMatchObject({
    code: "retention/unknown-hold",
  });
  await keys.destroyPatient(tenant, held, "asked for");
  const told = (await house.reader.byActor(tenant, keeper.id, { limit: 20 })).map(
    ({ entry }) => `${entry.action}: ${entry.detail ?? ""}: ${entry.why}`,
  );
  const where = `Patient/${held} of Patient/${held}`;
  expect(told).toContain(`hold-placed: hold 1 placed on ${where}: claim 2026-114`);
  expect(told).toContain(`hold-lifted: hold 1 lifted from ${where}: claim settled`);
});

test("whoever may not decide this places and lifts nothing, and nobody places a hold on whom there isn't", async () => {
  const { tenant, keeper, held } = await aWard();
  const { holds } = retention;
  const nobody = aClinician(tenant);
  const refused = { code: "retention/not-permitted" };
  await expect(holds.place(nobody, { scope: { kind: "organisation" }, why })).rejects.toMatchObject(refused);
  await expect(holds.lift(nobody, { number: 1, why })).rejects.toMatchObject(refused);
  await expect(holds.list(nobody)).rejects.toMatchObject(refused);
  const elsewhere = officer(await anOrganisation(house));
  await expect(holds.place(elsewhere, { scope: { kind: "patient", patient: held }, why })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  const record = `Observation/${randomUUID()}`;
  await expect(holds.place(keeper, { scope: { kind: "record", patient: held, record }, why })).rejects.toMatchObject({
    code: "retention/unknown-record",
  });
  expect(await holds.list(keeper)).toEqual([]);
});

test.each([
  [
    "moved to another moment",
    "update wardbook.retention_hold set placed_at = placed_at - 1 where tenant = $1 and number = 1",
  ],
  ["taken away", "delete from wardbook.retention_hold where tenant = $1 and number = 1"],
  [
    "lifted by hand",
    "update wardbook.retention_hold set lifted_at = 1, sealed_lift = '\\x00' where tenant = $1 and number = 1",
  ],
])("a hold that was %s in the database goes on holding, and nobody lifts it", async (_, statement) => {
  const { tenant, keeper, held, free } = await aWard();
  for (let time = 0; time < 2; time += 1)
    await retention.holds.place(keeper, { scope: { kind: "patient", patient: held }, why });
  await house.sql(statement, [tenant]);
  expect((await retention.holds.list(keeper))[0]).toMatchObject({ number: 1, altered: true, lifted: undefined });
  const stillHeld = statement.includes("lifted") ? held : free;
  await expect(keys.destroyPatient(tenant, stillHeld, "asked for")).rejects.toMatchObject({ code: "keyring/held" });
  await expect(retention.holds.lift(keeper, { number: 1, why })).rejects.toMatchObject({
    code: "retention/altered-hold",
  });
});

test("a newest hold that was taken away, or lifted by putting rows back, goes on holding everything", async () => {
  const { tenant, keeper, held, free } = await aWard();
  const { holds } = retention;
  const place = () => holds.place(keeper, { scope: { kind: "patient", patient: held }, why });
  await place();
  const [register] = await house.sql<{ sealed: Buffer }>("select sealed from wardbook.row_register where tenant = $1", [
    tenant,
  ]);
  await place();
  await holds.lift(keeper, { number: 1, why: "claim settled" });
  await house.sql("delete from wardbook.retention_hold where tenant = $1 and number = 2", [tenant]);
  expect((await holds.list(keeper))[1]).toMatchObject({ number: 2, altered: true, scope: { kind: "organisation" } });
  const refused = { code: "keyring/held" };
  await expect(keys.destroyPatient(tenant, free, "asked for")).rejects.toMatchObject(refused);
  expect(await place()).toMatchObject({ number: 3 });
  // Nor does it help to put back or to take away what says how many there are.
  for (const sealed of [register?.sealed, Buffer.from("x")]) {
    await house.sql("update wardbook.row_register set sealed = $2 where tenant = $1", [tenant, sealed]);
    await expect(keys.destroyPatient(tenant, free, "asked for")).rejects.toMatchObject(refused);
  }
  await house.sql("delete from wardbook.row_register where tenant = $1", [tenant]);
  expect((await holds.list(keeper)).map(({ altered }) => altered)).toEqual([true, true, true]);
});

async function fill(keeper: Caller) {
  let queued;
  for await (const step of retention.plan(keeper, { queue: true })) queued = step.queued;
  return queued;
}

test("what is due waits for two people, whose decision destroys it and leaves a certificate that anybody can check", async () => {
  const { tenant, keeper, held, free } = await aWard();
  const { appraisals, holds } = retention;
  expect(await fill(keeper)).toEqual({ queued: 0, gone: 0 });
  house.wait(11 * 366 * 86_400_000);
  // Somebody came again: it is kept.
  await house.chart.create(aClinician(tenant), "Observation", anObservation(free, { effective: "2037-01-01" }));
  expect(await fill(keeper)).toEqual({ queued: 1, gone: 0 });
  expect(await fill(keeper)).toEqual({ queued: 0, gone: 0 });
  const [waiting] = await appraisals.list(keeper, "open");
  const id = waiting?.id ?? "";
  expect(waiting).toMatchObject({ patient: held, state: "queued", words: { due: { rule: "de/patient" } } });

  const [first, second] = [officer(tenant), { ...officer(tenant), name: "Ida Moss" }];
  const word = (caller: Caller, event: OneEyed) => appraisals.decide(caller, { id, event, why: "no further need" });
  const approve = (caller: Caller, password = "right") =>
    appraisals.approve(caller, { id, why: "checked the file", password: new Secret(password) });
  await expect(approve(second)).rejects.toMatchObject({ code: "retention/illegal-change" });
  await expect(word(aClinician(tenant), "propose")).rejects.toMatchObject({ code: "retention/not-permitted" });
  expect((await word(first, "propose")).state).toBe("proposed");
  await expect(word(first, "refuse")).rejects.toMatchObject({ code: "retention/four-eyes" });
  await expect(word(second, "withdraw")).rejects.toMatchObject({ code: "retention/four-eyes" });
  await expect(approve(first)).rejects.toMatchObject({ code: "retention/four-eyes" });
  await expect(approve(second, "wrong")).rejects.toThrow("not your password");
  expect((await word(second, "refuse")).state).toBe("queued");
  await word(first, "propose");

  await holds.place(keeper, { scope: { kind: "patient", patient: held }, why });
  await expect(approve(second)).rejects.toMatchObject({ code: "retention/not-due" });
  await holds.lift(keeper, { number: 1, why: "claim settled" });
  // Placed after the question whether it is due, and before the keys go.
  const late = wireRetention({
    ...house,
    identity,
    decisions,
    keys: () => ({
      ...keys,
      async destroyPatient(...given) {
        await holds.place(keeper, { scope: { kind: "organisation" }, why: "inquiry" });
        return keys.destroyPatient(...given);
      },
    }),
  });
  const approval = { id, why: "checked the file", password: new Secret("right") };
  await expect(late.appraisals.approve(second, approval)).rejects.toMatchObject({ code: "retention/not-due" });
  expect((await appraisals.list(keeper, "open"))[0]).toMatchObject({ state: "queued", may: { propose: true } });
  await holds.lift(keeper, { number: 2, why: "inquiry closed" });
  await word(first, "propose");
  // Written to in that moment.
  const visited = wireRetention({
    ...house,
    identity,
    decisions,
    keys: () => ({
      ...keys,
      async destroyPatient(...given) {
        await house.chart.update(aClinician(tenant), { type: "Patient", id: held }, { ...aPatient(), id: held });
        return keys.destroyPatient(...given);
      },
    }),
  });
  await expect(visited.appraisals.approve(second, approval)).rejects.toMatchObject({
    code: "retention/not-due",
    message: expect.stringContaining("something was written to this record after it was looked at"),
  });
  house.wait(11 * 366 * 86_400_000);
  await word(first, "propose");
  const done = await approve(second);
  expect(done).toMatchObject({ state: "destroyed", may: { propose: false, approve: false } });
  expect((await (await house.keyring.keys(tenant)).ofPatients([held])).size).toBe(0);

  const { json, note } = await appraisals.certificate(keeper, id);
  const told = JSON.parse(json);
  expect(told).toMatchObject({
    format: "wardbook-destruction/1",
    patient: held,
    records: { Patient: 1 },
    rule: { id: "de/patient", source: { section: "§ 630f Abs. 3" } },
    proposed: { by: "Ines Duarte", why: "no further need" },
    approved: { by: "Ida Moss", why: "checked the file" },
  });
  expect(told.keyCertificate).toContain("Where a last copy may be, and when it dies:");
  const { verifierKey } = await house.reader.standing(tenant, 1, house.now());
  const { text } = openNote(note, [parseVerifierKey(verifierKey)]);
  expect(text).toContain(`SHA-256: ${createHash("sha256").update(json).digest("hex")}`);
  const acts = await house.reader.byActor(tenant, second.id, { limit: 20 });
  for (const entryId of told.approved.ledgerEntries) expect(acts.map((one) => one.entryId)).toContain(entryId);
  await expect(word(first, "propose")).rejects.toMatchObject({ code: "retention/illegal-change" });
});

test("the clock fills the queue once a day, whichever process looks, and only where a rule could let something go", async () => {
  const { tenant, keeper } = await aWard();
  const other = wireRetention({
    ...house,
    ...house.anotherProcess(),
    identity,
    decisions,
    keys: () => keys,
  });
  const { signal } = new AbortController();
  const [one, two] = await Promise.all([retention.fillByClock(tenant, signal), other.fillByClock(tenant, signal)]);
  expect([one, two].filter((filled) => filled !== undefined)).toEqual([{ queued: 0, gone: 0 }]);
  house.wait(11 * 366 * 86_400_000);
  // One that was broken off is begun anew.
  const stopped = AbortSignal.abort();
  expect(await retention.fillByClock(tenant, stopped)).toBeUndefined();
  expect(await other.fillByClock(tenant, signal)).toEqual({ queued: 2, gone: 0 });
  expect(await retention.fillByClock(tenant, signal)).toBeUndefined();
  expect(await retention.appraisals.waiting(tenant)).toHaveLength(2);
  expect(await retention.appraisals.list(keeper, "open")).toHaveLength(2);
  const unruled = {
    settings: { get: <T>(_: TenantId, kind: { parse: (stored: unknown) => T }) => kind.parse(undefined) },
  };
  const idle = wireRetention({ ...house, identity: unruled, decisions, keys: () => keys });
  house.wait(86_400_000);
  expect(await idle.fillByClock(tenant, signal)).toBeUndefined();
});

test("kept longer comes back at its day, what was altered is decided by nobody, and a killed destruction is finished", async () => {
  const { tenant, keeper } = await aWard();
  const { appraisals } = retention;
  house.wait(11 * 366 * 86_400_000);
  await fill(keeper);
  const [one, other] = await appraisals.list(keeper, "open");
  const ids = [one?.id ?? "", other?.id ?? ""] as const;
  const until = house.now() + 400 * 86_400_000;
  const keep = (day: number) => appraisals.decide(keeper, { id: ids[0], event: "keep", why: "research", until: day });
  await expect(keep(house.now())).rejects.toMatchObject({ code: "retention/bad-date" });
  expect(await keep(until)).toMatchObject({ state: "kept", until });
  await fill(keeper);
  const stateOf = async (id: string) => (await appraisals.list(keeper, "open")).find((found) => found.id === id)?.state;
  expect(await stateOf(ids[0])).toBe("kept");
  house.wait(401 * 86_400_000);
  await fill(keeper);
  expect(await stateOf(ids[0])).toBe("queued");

  await house.sql("update wardbook.retention_appraisal set state = 'transferred' where id = $1", [ids[0]]);
  const propose = (caller: Caller, id: string) => appraisals.decide(caller, { id, event: "propose", why: "no need" });
  await expect(propose(keeper, ids[0])).rejects.toMatchObject({ code: "retention/altered" });
  expect((await appraisals.list(keeper, "open")).find(({ id }) => id === ids[0])?.words).toBeUndefined();

  await propose(keeper, ids[1]);
  const second = officer(tenant);
  const approval = { id: ids[1], why: "checked the file", password: undefined };
  const killed = wireRetention({
    ...house,
    identity,
    decisions,
    keys: () => ({
      ...keys,
      async destroyPatient(...given) {
        await keys.destroyPatient(...given);
        throw new Error("killed");
      },
    }),
  });
  await expect(killed.appraisals.approve(second, approval)).rejects.toThrow("killed");
  expect(await stateOf(ids[1])).toBe("approved");
  expect((await appraisals.approve(second, approval)).state).toBe("destroyed");
  expect((await appraisals.certificate(keeper, ids[1])).note).toContain("what: 1 records: 1 Patient");
});

test("an approval that broke off before the keys went is no word for later: it is asked and signed anew", async () => {
  const { tenant, keeper, held, free } = await aWard();
  const { appraisals, holds } = retention;
  house.wait(11 * 366 * 86_400_000);
  await fill(keeper);
  const second = officer(tenant);
  const away = wireRetention({
    ...house,
    identity,
    decisions,
    keys: () => ({
      ...keys,
      async destroyPatient() {
        throw new Error("away");
      },
    }),
  });
  const ids = new Map((await appraisals.list(keeper, "open")).map(({ id, patient }) => [patient, id]));
  const approval = (patient: typeof held, password = "right") => ({
    id: ids.get(patient) ?? "",
    why: "checked the file",
    password: new Secret(password),
  });
  for (const patient of [held, free]) {
    await appraisals.decide(keeper, { id: ids.get(patient) ?? "", event: "propose", why: "no further need" });
    await expect(away.appraisals.approve(second, approval(patient))).rejects.toThrow("away");
  }
  // Somebody came again.
  const today = new Date(house.now()).toISOString().slice(0, 10);
  await house.chart.create(aClinician(tenant), "Observation", anObservation(held, { effective: today }));
  await expect(appraisals.approve(second, approval(held))).rejects.toMatchObject({ code: "retention/not-due" });
  await expect(appraisals.approve(second, approval(free, "wrong"))).rejects.toThrow("not your password");
  expect((await (await house.keyring.keys(tenant)).ofPatients([held, free])).size).toBe(2);
  const stateOf = async (patient: string) =>
    (await appraisals.list(keeper, "open")).find((one) => one.patient === patient);
  expect(await stateOf(held)).toMatchObject({ state: "queued", may: { propose: true } });
  expect((await appraisals.approve(second, approval(free))).state).toBe("destroyed");

  // A hold is told of to nobody who reads the patient's accesses.
  await holds.place(keeper, { scope: { kind: "patient", patient: held }, why });
  const told = await house.reader.aboutPatient(tenant, held, { limit: 50 });
  expect(told.some(({ entry }) => entry.action === "retention-looked")).toBe(true);
  expect(told.filter(({ entry }) => /hold/i.test(`${entry.action} ${entry.why} ${entry.detail ?? ""}`))).toEqual([]);
});
