import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  aClient,
  aClinician,
  aHouse,
  anAdministrator,
  anObservation,
  anOrganisation,
  aPatient,
} from "../test/people/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import { erasureVaultColumns } from "./assurance/erasure/index.ts";
import { type Caller, roles } from "./custody/access/index.ts";
import { openNote, parseVerifierKey } from "./custody/ledger/verify/index.ts";
import { openDecisions, openSignatures } from "./custody/signatures/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import { type ResourceId, Secret, type TenantId } from "./foundation/kernel/index.ts";
import { wireErasure } from "./wire-erasure.ts";
import { noteCleared } from "./wire-residue.ts";
import { holdsInWords, wireRetention } from "./wire-retention.ts";
import { wireRights } from "./wire-rights.ts";

const house = await aHouse();
const identity = {
  settings: { get: <T>(_: TenantId, kind: { parse: (stored: unknown) => T }) => kind.parse({}) },
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
const keys = keyAdministrationOf(house, house, 0, async (tx, tenant, subject, staying) =>
  holdsInWords(await retention.holds.forbidding(tx, tenant, subject, staying)),
);
const rights = wireRights({ ...house, onAltered: () => undefined });
const parts = { ...house, retention, rights, decisions, keys };
const erasures = wireErasure(parts);

const year = 366 * 86_400_000;
const right = new Secret("right");
const why = "asked for by letter";

function officer(tenant: TenantId, name = "Ines Duarte"): Caller {
  const { scopes, permissions } = roles["privacy-officer"];
  return { ...anAdministrator(tenant, name), role: "privacy-officer", scopes, permissions };
}

function aPrescription(patient: string, authoredOn: string): FhirResource {
  return {
    resourceType: "MedicationRequest",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: "Amlodipine 5 mg" },
    subject: { reference: `Patient/${patient}` },
    authoredOn,
  };
}

/** Somebody with a prescription of three years ago, one of nine, and two measurements, the first of which is in court. */
async function aRecord() {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  const make = async (type: "Patient" | "Observation" | "MedicationRequest", resource: FhirResource) =>
    (await house.chart.create(writer, type, resource)).value.id;
  const patient = await make("Patient", aPatient());
  const prescription = await make("MedicationRequest", aPrescription(patient, "2023-03-01"));
  const old = await make("MedicationRequest", aPrescription(patient, "2017-03-01"));
  const measured = async (value: number) => {
    const { subject, ...ofNobody } = anObservation(patient, { value });
    const id = await make("Observation", ofNobody as FhirResource);
    await house.chart.update(writer, { type: "Observation", id }, { ...ofNobody, subject, id } as FhirResource);
    return id;
  };
  // Of both nobody knew at first whose they are.
  const [held, other] = [await measured(71.5), await measured(80)];
  const keeper = officer(tenant);
  await retention.holds.place(keeper, {
    scope: { kind: "record", patient, record: `Observation/${held}` },
    why: "claim 2026-114",
  });
  return { tenant, writer, keeper, second: officer(tenant, "Ida Moss"), patient, prescription, old, held, other };
}

function received(keeper: Caller, patient: ResourceId) {
  return rights.receive(keeper, {
    patient,
    kind: "erasure",
    law: "gdpr",
    receivedOn: "2026-03-01",
    channel: "letter",
    asker: { name: "Nora Halloran", relation: "self" },
    asked: "Erase what you have about me.",
  });
}

/** By somebody who showed who they are. */
async function anErasureAsked(keeper: Caller, patient: ResourceId) {
  const { id, revision } = await received(keeper, patient);
  return rights.change(keeper, id, revision, { event: "confirm", note: "passport" });
}

const approval = (id: string, password = right) => ({ id, why: "checked the file", password });

test("an erasure keeps exactly a prescription that the law keeps and a record under a hold, with the ground, and nobody else sees them", async () => {
  const { tenant, writer, keeper, second, patient, prescription, old, held, other } = await aRecord();
  await house.chart.update(
    writer,
    { type: "MedicationRequest", id: prescription },
    {
      ...aPrescription(patient, "2023-03-01"),
      id: prescription,
      status: "stopped",
    },
  );
  const asked = await received(keeper, patient);
  const proposal = { patient, request: asked.id, choices: [], why };
  await expect(erasures.propose(keeper, proposal)).rejects.toMatchObject({ code: "erasure/unsuitable-request" });
  await rights.change(keeper, asked.id, asked.revision, { event: "confirm", note: "passport" });

  const fates = new Map((await erasures.plan(keeper, patient)).fates.map((fate) => [fate.record, fate]));
  expect(
    [...fates.values()]
      .filter(({ action }) => action === "erase")
      .map(({ record }) => record)
      .toSorted(),
  ).toEqual([`MedicationRequest/${old}`, `Observation/${other}`, `Patient/${patient}`].toSorted());
  expect(fates.get(`MedicationRequest/${prescription}`)).toMatchObject({
    action: "keep",
    rule: { id: "house/prescription" },
  });
  expect(fates.get(`Observation/${held}`)).toMatchObject({
    action: "keep",
    holds: [{ number: 1, why: "claim 2026-114" }],
  });
  const against = [{ record: `Observation/${held}`, ground: "we like it", until: house.now() + year }];
  await expect(erasures.plan(keeper, patient, { choices: against })).rejects.toMatchObject({
    code: "erasure/must-stay",
  });

  const { id } = await erasures.propose(keeper, proposal);
  await expect(erasures.propose(second, proposal)).rejects.toMatchObject({ code: "erasure/already-proposed" });
  await expect(erasures.approve(keeper, approval(id))).rejects.toMatchObject({ code: "erasure/four-eyes" });
  await expect(erasures.approve(second, approval(id, new Secret("wrong")))).rejects.toThrow("not your password");
  for (const nobody of [writer, anAdministrator(tenant)])
    await expect(erasures.approve(nobody, approval(id))).rejects.toMatchObject({ code: "erasure/not-permitted" });
  expect((await house.keyring.keys(tenant)).openPatientKeys).toBeGreaterThan(0);
  expect(await erasures.approve(second, approval(id))).toMatchObject({ state: "erased", patientLabel: undefined });

  // The keys and all under them are gone, for every role and every way to ask.
  expect((await (await house.keyring.keys(tenant)).ofPatients([patient])).size).toBe(0);
  expect(await house.sql("select id from wardbook.record_version where tenant = $1", [tenant])).toEqual([]);
  expect(await house.sql("select id from wardbook.record_head where tenant = $1", [tenant])).toEqual([]);
  const everybody = [writer, keeper, second, anAdministrator(tenant), aClient(tenant, "system/*.cruds")];
  for (const caller of [...everybody, { ...everybody[0], tenant: await anOrganisation(house) } as Caller])
    for (const [type, gone] of [
      ["MedicationRequest", prescription],
      ["Observation", held],
      ["Patient", patient],
    ] as const) {
      await expect(house.chart.read(caller, { type, id: gone })).rejects.toThrow();
      await expect(house.chart.history(caller, { type, id: gone, count: 10 } as never)).rejects.toThrow();
      const found = await house.chart.search(caller, type, []).catch(() => undefined);
      expect(found?.value.matches ?? []).toEqual([]);
      await expect(house.chart.everything(caller, { type: "Patient", id: patient } as never)).rejects.toThrow();
    }

  // What stays is there, whole, for who may read it and says why.
  const stayed = await erasures.retained.list(keeper, id);
  expect(stayed.map(({ facts }) => facts?.fate.record).toSorted()).toEqual(
    [`MedicationRequest/${prescription}`, `Observation/${held}`].toSorted(),
  );
  const [medicine, measured] = ["MedicationRequest", "Observation"].map((type) =>
    stayed.find(({ facts }) => facts?.fate.record.startsWith(type)),
  );
  expect(medicine).toMatchObject({ until: Date.UTC(2030, 2, 2) - 1, holds: [], facts: { versions: 2 } });
  expect(measured).toMatchObject({ until: undefined, holds: [{ number: 1 }], facts: { versions: 2 } });
  const wanted = { id: medicine?.id ?? "", why: "asked by the pharmacy board" };
  for (const nobody of everybody.filter(({ permissions }) => !permissions.has("retained.read")))
    await expect(erasures.retained.read(nobody, wanted)).rejects.toMatchObject({ code: "erasure/not-permitted" });
  await expect(erasures.retained.read(keeper, { ...wanted, why: "" })).rejects.toMatchObject({
    code: "erasure/bad-reason",
  });
  const elsewhere = officer(await anOrganisation(house));
  await expect(erasures.retained.read(elsewhere, wanted)).rejects.toMatchObject({ code: "erasure/unknown" });
  const body = await erasures.retained.read(keeper, wanted);
  expect(body.whom).toMatchObject({ reference: `Patient/${patient}`, birthDate: aPatient()["birthDate"] });
  expect(body.versions.map(({ version, body: text }) => [version, JSON.parse(text).status])).toEqual([
    [2, "stopped"],
    [1, "active"],
  ]);
  const told = (await house.reader.byActor(tenant, keeper.id, { limit: 50 })).map(
    ({ entry }) => `${entry.action}: ${entry.detail ?? ""}: ${entry.why}`,
  );
  expect(told[0]).toBe(
    `retained-read: MedicationRequest/${prescription} of Patient/${patient}, retained as ${wanted.id} (erasure ${id}): ${wanted.why}`,
  );
  expect(told).toContain(`erasure-decided: propose: erasure of Patient/${patient}: 3 of 5 records (${id}): ${why}`);

  // Who asked for it can be told.
  const open = await rights.read(keeper, asked.id);
  const items = [{ what: "The whole record", outcome: "granted" }] as const;
  const { revision } = await rights.change(keeper, asked.id, open.revision, { event: "decide", items });
  const answered = await rights.change(second, asked.id, revision, { event: "deliver", note: "letter of today" });
  expect(answered).toMatchObject({ state: "delivered", words: { asked: "Erase what you have about me." } });

  // The certificate names what is gone, what stays, the grounds, and the day.
  const { json, note } = await erasures.certificate(keeper, id);
  expect(JSON.parse(json)).toMatchObject({
    format: "wardbook-erasure/1",
    patient,
    request: asked.id,
    erased: { byType: { MedicationRequest: 1, Observation: 1, Patient: 1 } },
    lastKeyCopy: { day: new Date(house.now() + 7 * 86_400_000).toISOString().slice(0, 10) },
    proposed: { by: "Ines Duarte" },
    approved: { by: "Ida Moss", why: "checked the file" },
  });
  const { verifierKey } = await house.reader.standing(tenant, 1, house.now());
  const { text } = openNote(note, [parseVerifierKey(verifierKey)]);
  expect(text).toContain(
    `- MedicationRequest/${prescription}: until 2030-03-01: 7 years from the record's date (house/prescription;`,
  );
  expect(text).toContain(`- Observation/${held}: legal hold 1, claim 2026-114`);
  expect(text).toContain(`SHA-256: ${createHash("sha256").update(json).digest("hex")}`);
  expect(text).not.toContain("Halloran");
});

test("what changed since it was proposed lapses it, whoever changed it and whenever, and nothing is gone", async () => {
  const { tenant, writer, keeper, second, patient, other } = await aRecord();
  const propose = async () => (await erasures.propose(keeper, { patient, choices: [], why })).id;
  const changes: (() => Promise<unknown>)[] = [
    () => house.chart.create(writer, "Observation", anObservation(patient)),
    () => retention.holds.place(keeper, { scope: { kind: "record", patient, record: `Observation/${other}` }, why }),
    () => retention.holds.lift(keeper, { number: 2, why: "settled out of court" }),
  ];
  for (const change of changes) {
    const id = await propose();
    await change();
    await expect(erasures.approve(second, approval(id))).rejects.toMatchObject({ code: "erasure/changed" });
    expect((await erasures.read(keeper, id)).state).toBe("lapsed");
  }
  const answering = async () => {
    const asked = await anErasureAsked(keeper, patient);
    const { id } = await erasures.propose(keeper, { patient, request: asked.id, choices: [], why });
    return { id, takeBack: () => rights.change(keeper, asked.id, asked.revision, { event: "withdraw" }) };
  };
  const early = await answering();
  await early.takeBack();
  await expect(erasures.approve(second, approval(early.id))).rejects.toMatchObject({ code: "erasure/changed" });
  // Between the question and the destruction.
  const late = (change: () => Promise<unknown>) =>
    wireErasure({
      ...parts,
      keys: {
        ...keys,
        async destroyPatient(...given) {
          await change();
          return keys.destroyPatient(...given);
        },
      },
    });
  const last = await answering();
  await expect(late(last.takeBack).approve(second, approval(last.id))).rejects.toMatchObject({
    code: "erasure/changed",
  });
  for (const [change, code] of [
    [
      () => house.chart.update(writer, { type: "Observation", id: other }, { ...anObservation(patient), id: other }),
      "erasure/changed",
    ],
    [
      () => retention.holds.place(keeper, { scope: { kind: "record", patient, record: `Observation/${other}` }, why }),
      "erasure/held",
    ],
    [() => retention.holds.place(keeper, { scope: { kind: "patient", patient }, why }), "erasure/held"],
  ] as const) {
    const id = await propose();
    await expect(late(change).approve(second, approval(id))).rejects.toMatchObject({ code });
    expect((await erasures.read(keeper, id)).state).toBe("lapsed");
  }
  expect((await (await house.keyring.keys(tenant)).ofPatients([patient])).size).toBe(1);
  expect(await house.sql("select id from wardbook.retained_record where tenant = $1", [tenant])).toEqual([]);
  await expect(propose()).rejects.toMatchObject({ code: "erasure/nothing-to-erase" });
});

test("a change that was under way while its record was erased doesn't bring the record back", async () => {
  const { tenant, writer, keeper, second, patient, old } = await aRecord();
  const record = { type: "MedicationRequest", id: old } as const;
  const resource = { ...aPrescription(patient, "2017-03-01"), status: "stopped" };
  const erase = async (records?: readonly string[]) => {
    const { id } = await erasures.propose(keeper, { patient, records, choices: [], why });
    expect(await erasures.approve(second, approval(id))).toMatchObject({ state: "erased" });
  };
  const late = (work: (chart: typeof house.chart) => Promise<unknown>) => {
    const erased = Promise.withResolvers<void>();
    const slow = house.chartWith({ rules: { MedicationRequest: () => erased.promise.then(() => ({})) } });
    const ended = expect(work(slow)).rejects.toMatchObject({ code: expect.stringMatching(/^chart\//) });
    return () => {
      erased.resolve();
      return ended;
    };
  };
  const changes = [
    late((chart) => chart.update(writer, record, { ...resource, id: old })),
    late((chart) => chart.delete(writer, record)),
  ];
  await erase([`MedicationRequest/${old}`]);
  for (const change of changes) await change();
  for (const table of ["record_version", "record_head"])
    expect(await house.sql(`select id from wardbook.${table} where tenant = $1 and id = $2`, [tenant, old])).toEqual(
      [],
    );
  // Nor is one made of a patient whose keys are gone meanwhile.
  const creation = late((chart) => chart.create(writer, "MedicationRequest", resource));
  await erase();
  await creation();
  expect(await house.sql("select id from wardbook.record_version where tenant = $1", [tenant])).toEqual([]);
});

test("an import brings back neither a record that was erased nor a patient whose keys are gone", async () => {
  const { tenant, writer, keeper, second, patient, old, other } = await aRecord();
  const erase = async (records?: readonly string[]) => {
    const { id } = await erasures.propose(keeper, { patient, records, choices: [], why });
    await erasures.approve(second, approval(id));
  };
  const importer = { ...writer, permissions: new Set(["import"] as const) };
  const again = [
    { resource: { ...aPatient(), id: patient } },
    { resource: { ...aPrescription(patient, "2017-03-01"), id: old } },
    { resource: { ...anObservation(patient), id: other } },
  ];
  const refused = async () => {
    const outcome = await house.chart.importTogether(importer, again);
    return [outcome.created, outcome.refused.map(({ entry, code }) => [entry, code])];
  };
  await erase([`MedicationRequest/${old}`]);
  expect(await refused()).toEqual([0, [[1, "chart/deleted"]]]);
  await erase();
  expect(await refused()).toEqual([0, [0, 1, 2].map((entry) => [entry, "chart/deleted"])]);
  expect(await house.sql("select id from wardbook.record_version where tenant = $1", [tenant])).toEqual([]);
});

test("a process that dies leaves all or nothing, a row that was altered is decided by nobody, and an officer's ground keeps a record", async () => {
  const { tenant, keeper, second, patient, other } = await aRecord();
  const restrict = [
    { record: `Observation/${other}`, ground: "needed for a claim of theirs", until: house.now() + year },
  ];
  // Half of a character is in no certificate.
  const { id } = await erasures.propose(keeper, { patient, choices: restrict, why: `${why}\ud800` });
  const dying = wireErasure({ ...parts, policy: { changing: () => Promise.reject(new Error("killed")) } });
  await expect(dying.approve(second, approval(id))).rejects.toThrow("killed");
  expect(await erasures.read(second, id)).toMatchObject({ state: "approved", may: { approve: true } });
  expect(await house.sql("select id from wardbook.retained_record where tenant = $1", [tenant])).toEqual([]);
  await expect(erasures.approve(second, approval(id, new Secret("wrong")))).rejects.toThrow("not your password");
  await house.sql("update wardbook.erasure set changed_at = changed_at + 1 where id = $1", [id]);
  await expect(erasures.approve(second, approval(id))).rejects.toMatchObject({ code: "erasure/altered" });
  await house.sql("update wardbook.erasure set changed_at = changed_at - 1 where id = $1", [id]);
  // A version that doesn't open is named, whether what is asked is its newest, or the former one of a record that stays.
  for (const version of [2, 1]) {
    const flip = "update wardbook.record_version set body = set_byte(body, 20, get_byte(body, 20) # 1) where id = $1";
    const flipped = () => house.sql(`${flip} and version = $2`, [other, version]);
    await flipped();
    await expect(erasures.approve(second, approval(id))).rejects.toMatchObject({
      code: "chart/altered",
      path: `Observation/${other}/${version}`,
    });
    await flipped();
  }
  await erasures.approve(second, approval(id));
  const stayed = await erasures.retained.list(keeper, id);
  expect(stayed).toHaveLength(3);
  expect(await erasures.retained.missing(keeper, id)).toBe(0);
  const mine = stayed.find(({ facts }) => facts?.fate.action === "restrict");
  expect(mine).toMatchObject({ facts: { fate: { record: `Observation/${other}`, officer: restrict[0]?.ground } } });
  await house.sql("update wardbook.retained_record set until = until + 1 where id = $1", [mine?.id]);
  await expect(erasures.retained.read(keeper, { id: mine?.id ?? "", why })).rejects.toMatchObject({
    code: "erasure/altered",
  });
  await house.sql("delete from wardbook.retained_record where id = $1", [mine?.id]);
  expect(await erasures.retained.missing(keeper, id)).toBe(1);
});

test("an erasure that was put back as it once was is decided by nobody, and one that was taken out is told of", async () => {
  const { tenant, keeper, second, patient } = await aRecord();
  const taken: string[] = [];
  const told = wireErasure({ ...parts, onAltered: (_, id) => taken.push(id) });
  const { id } = await erasures.propose(keeper, { patient, choices: [], why });
  const columns = "state, decider, changed_at, sealed";
  const [proposed] = await house.sql(`select ${columns} from wardbook.erasure where id = $1`, [id]);
  house.wait(1);
  await erasures.decide(second, { id, event: "refuse", why: "not asked for by her" });
  expect([await told.isWhole(keeper), taken]).toEqual([true, []]);
  const { state, decider, changed_at, sealed } = proposed ?? {};
  const putBack = "update wardbook.erasure set state = $2, decider = $3, changed_at = $4, sealed = $5 where id = $1";
  await house.sql(putBack, [id, state, decider, changed_at, sealed]);
  for (const attempt of [
    () => erasures.approve(second, approval(id)),
    () => erasures.decide(keeper, { id, event: "withdraw", why }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: expect.stringMatching(/^erasure\/(altered|changed)$/) });
  expect(await erasures.read(second, id)).toMatchObject({ words: undefined, may: { approve: false } });
  expect((await (await house.keyring.keys(tenant)).ofPatients([patient])).size).toBe(1);

  const [row] = await house.sql("select * from wardbook.erasure where id = $1", [id]);
  await house.sql("delete from wardbook.erasure where id = $1", [id]);
  expect([await told.isWhole(keeper), await told.isWhole(keeper), taken]).toEqual([false, false, [id]]);
  const names = Object.keys(row ?? {});
  const values = names.map((_, index) => `$${index + 1}`).join(", ");
  await house.sql(`insert into wardbook.erasure (${names.join(", ")}) values (${values})`, Object.values(row ?? {}));
  expect((await erasures.read(second, id)).words).toBeUndefined();
  await house.sql("delete from wardbook.erasure where id = $1", [id]);
});

test("who plans is told of files and signatures that no patient's key seals", async () => {
  const { keeper, writer, patient, old } = await aRecord();
  const make = async (resource: FhirResource) =>
    (await house.chart.create(writer, resource.resourceType as "Binary", resource)).value.id;
  const file = await make({ resourceType: "Binary", contentType: "text/plain", data: "VGh5cm9pZA==" });
  const own = await make({
    resourceType: "Binary",
    contentType: "text/plain",
    securityContext: { reference: `Patient/${patient}` },
    data: "VGh5cm9pZA==",
  });
  const attached = (id: string) => ({ attachment: { url: `Binary/${id}` } });
  const document = await make({
    resourceType: "DocumentReference",
    status: "current",
    subject: { reference: `Patient/${patient}` },
    content: [attached(file), attached(own)],
  });
  const signature = await make({
    resourceType: "Provenance",
    target: [{ reference: `MedicationRequest/${old}` }],
    recorded: "2026-03-07T09:00:00Z",
    agent: [{ who: { reference: "Practitioner/00000000-0000-4000-8000-000000000001" } }],
  });
  const untied = async (...records: readonly string[]) =>
    (await erasures.plan(keeper, patient, { records: records.length === 0 ? undefined : records })).untied;
  expect([...(await untied())].toSorted()).toEqual([`Binary/${file}`, `Provenance/${signature}`]);
  expect(await untied(`DocumentReference/${document}`)).toEqual([`Binary/${file}`]);
});

test("what is over ends by two people, each record with its own key, and a hold keeps it", async () => {
  const { tenant, keeper, second, patient, prescription, held } = await aRecord();
  const { id: erasure } = await erasures.propose(keeper, { patient, choices: [], why });
  await erasures.approve(second, approval(erasure));
  const { retained } = erasures;
  const over = { erasure, why: "seven years are over" };
  await expect(retained.proposeEnd(keeper, over)).rejects.toMatchObject({ code: "erasure/not-over" });
  // Who destroys patients' keys reaches none of them.
  for (const { id } of await retained.list(keeper, erasure))
    await expect(keys.destroyPatient(tenant, id, "a slip")).rejects.toMatchObject({ code: "keyring/unknown-key" });
  expect(await retained.over(keeper)).toEqual([]);
  house.wait(5 * year);
  // Officers are told of what is over, and not of what a hold covers.
  expect(await retained.over(keeper)).toMatchObject([
    { erasure, patient, records: [{ facts: { fate: { record: `MedicationRequest/${prescription}` } } }] },
  ]);
  await retained.proposeEnd(keeper, over);
  await expect(retained.approveEnd(keeper, { ...over, password: right })).rejects.toMatchObject({
    code: "erasure/four-eyes",
  });
  await retained.giveBack(second, over);
  await retained.proposeEnd(keeper, over);
  const ended = await retained.approveEnd(second, { ...over, password: right });
  const byRecord = new Map(ended.map((one) => [one.facts?.fate.record, one]));
  const gone = byRecord.get(`MedicationRequest/${prescription}`);
  expect([...byRecord.values()].map(({ state }) => state).toSorted()).toEqual(["destroyed", "kept"]);
  expect(await retained.over(keeper)).toEqual([]);
  expect(gone).toMatchObject({ state: "destroyed", facts: { fate: { rule: { id: "house/prescription" } } } });
  expect(gone?.facts?.certificate).toContain("wardbook certificate of destruction");
  // The certificate tells of it, and since when the disk is clear.
  const first = JSON.parse((await erasures.certificate(keeper, erasure)).json) as { erasedAt: string };
  expect(first).toMatchObject({
    ended: [
      { record: `MedicationRequest/${prescription}`, proposed: { by: "Ines Duarte" }, approved: { by: "Ida Moss" } },
    ],
  });
  expect(first).not.toHaveProperty("disk");
  const note = noteCleared({ ...house, ledger: house.ledger });
  const destruction = { tenant, destruction: 1, subject: patient, at: Date.parse(first.erasedAt) };
  await house.db.transaction(tenant, (tx) =>
    note(tx, { tenant, at: house.now(), log: true, destructions: [{ ...destruction, at: 1 }, destruction] }),
  );
  const cleared = await erasures.certificate(keeper, erasure);
  expect(JSON.parse(cleared.json)).toMatchObject({
    ...first,
    issuedAt: new Date(house.now()).toISOString(),
    disk: { clearedAt: new Date(house.now()).toISOString(), log: true },
  });
  expect(cleared.note).toContain("its log was written over");
  expect((await (await house.keyring.keys(tenant)).ofPatients([gone?.id as ResourceId])).size).toBe(0);
  await expect(retained.read(keeper, { id: gone?.id ?? "", why })).rejects.toMatchObject({ code: "erasure/unknown" });
  // What stayed can be held anew; what is gone can't.
  const hold = (record: string) =>
    retention.holds.place(keeper, { scope: { kind: "record", patient, record }, why: "a second claim" });
  await expect(hold(`MedicationRequest/${prescription}`)).rejects.toMatchObject({ code: "chart/not-found" });
  const { number } = await hold(byRecord.get(`Observation/${held}`)?.facts?.fate.record ?? "");
  await retention.holds.lift(keeper, { number, why: "claim settled" });
  // The hold goes, and with it the last ground.
  await expect(retained.proposeEnd(keeper, over)).rejects.toMatchObject({ code: "erasure/not-over" });
  await retention.holds.lift(keeper, { number: 1, why: "claim settled" });
  await retained.proposeEnd(keeper, over);
  await retained.approveEnd(second, { ...over, password: right });
  expect(
    await house.sql("select key_no from wardbook.data_key where tenant = $1 and purpose in ('patient', 'retained')", [
      tenant,
    ]),
  ).toEqual([]);
});

test("what the vault sealed here opens as its columns say", async () => {
  const opened = new Set<string>();
  for (const { tenant } of await house.keyring.tenants()) {
    const vault = await house.keyring.vault(tenant);
    for (const { table, column, key, also = [], contexts } of erasureVaultColumns) {
      const wanted = [...key, ...also, `${column} as bytes`].join(", ");
      const rows = await house.db
        .tenant(tenant)
        .query<{ bytes: Buffer }>(`select ${wanted} from wardbook.${table} where tenant = $1`, [tenant]);
      for (const { bytes, ...row } of rows) {
        // One was altered above.
        if (contexts(row).some((context) => opens(() => vault.open(context, bytes)))) opened.add(`${table}.${column}`);
      }
    }
  }
  expect([...opened].toSorted()).toEqual(["erasure.sealed", "retained_record.sealed_facts"]);
});

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch {
    return false;
  }
}
