import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aClient, anAdministrator, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import { anErasingHouse, year, why, officer, aPrescription, approval } from "../test/support/an-erasing-house.ts";
import type { Caller } from "./custody/access/index.ts";
import { openNote, parseVerifierKey } from "./custody/ledger/verify/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import { Secret } from "./foundation/kernel/index.ts";
import { wireErasure } from "./wire-erasure.ts";

const { house, retention, rights, keys, parts, erasures, aRecord, received, anErasureAsked } = await anErasingHouse();

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
