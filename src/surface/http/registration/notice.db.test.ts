import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { acknowledgements, privacyNotice } from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  anAdministrator,
  anOrganisation,
  aPatient,
  inside,
  aReceptionist,
} from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { compileConsent } from "../../../custody/policy/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { aRegistrationDesk } from "./testing/a-registration-desk.ts";

const { house, chart, app, as, ask } = await aRegistrationDesk();

function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind, "latin1"), data, Buffer.alloc(4)]);
}
const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const png = (...more: readonly Buffer[]) =>
  Buffer.concat([
    magic,
    chunk("IHDR", head),
    ...more,
    chunk("IDAT", deflateSync(Buffer.from([0, 255, 0]))),
    chunk("IEND", Buffer.alloc(0)),
  ]).toString("base64");

test("a patient signs the notice as it stands; it is a fact of theirs, none of their consents, and asked for anew with the next version", async () => {
  const tenant = await anOrganisation(house);
  // As at a desk: for running the place, which needs no documents otherwise.
  const desk: Caller = { ...aReceptionist(tenant), purpose: "HOPERAT" };
  const office = { ...anAdministrator(tenant), provenAt: house.now() } as Caller;
  const { value: patient } = await chart.create(desk, "Patient", aPatient());
  const given = (caller: Caller, more: object) =>
    ask(caller, "POST", "acknowledgements", { patientId: patient.id, version: 1, ...more });

  expect(privacyNotice.parse((await ask(desk, "GET", "privacy-notice")).body).version).toBe(0);
  expect(await given(desk, {})).toMatchObject({ status: 409, body: { code: "registration/no-notice" } });
  expect((await ask(desk, "PUT", "privacy-notice", { text: "Ours." })).status).toBe(403);
  const blank = privacyNotice.parse((await ask(office, "GET", "privacy-notice")).body).text;
  expect(blank).toContain("[fill in");
  expect(await ask(office, "PUT", "privacy-notice", { text: blank })).toMatchObject({
    status: 422,
    body: { code: "registration/unsuitable-notice" },
  });
  const text = "We keep what you tell us for your treatment.";
  expect((await ask(office, "PUT", "privacy-notice", { text })).body).toMatchObject({ version: 1, text });
  expect((await ask(office, "PUT", "privacy-notice", { text })).body).toMatchObject({ version: 1 });

  expect(await given(desk, { signature: png(chunk("tEXt", Buffer.from("a\0b"))) })).toMatchObject({
    body: { code: "registration/unsuitable-signature" },
  });
  expect(await given(desk, { version: 2 })).toMatchObject({ body: { code: "registration/other-notice" } });
  const signed = acknowledgements.parse((await given(desk, { signature: png() })).body);
  expect(signed).toMatchObject({
    current: 1,
    given: [{ version: 1, way: "signed", by: "Tom Birch", at: "2026-03-07T09:00:00.000Z", signature: png(), text }],
  });
  // Sent again, it is there already.
  expect((await given(desk, { signature: png() })).body).toEqual(signed);

  // It is sealed with the patient's record, and no consent: what decides about access never sees it.
  const clinician = aClinician(tenant);
  const [document] = (await chart.search(clinician, "DocumentReference", [["patient", patient.id]])).value.matches;
  expect(document?.patient).toBe(patient.id);
  expect((await chart.search(clinician, "Consent", [["patient", patient.id]])).value.matches).toEqual([]);
  const stored = inside(document as NonNullable<typeof document>);
  expect(compileConsent({ ...stored, resourceType: "Consent", scope: {} } as FhirResource, "UTC").rules).toEqual([]);
  const target = { type: "DocumentReference", id: signed.given[0]?.id } as never;
  const forged = { ...stored, description: "Privacy notice, version 9" } as FhirResource;
  for (const change of [forged, { ...stored, status: "superseded" } as FhirResource])
    await expect(chart.update(clinician, target, change)).rejects.toMatchObject({ code: "chart/against-rule" });
  await expect(chart.delete(clinician, target)).rejects.toMatchObject({ code: "chart/against-rule" });
  const { id: _id, meta: _meta, ...anew } = stored;
  const claimed = JSON.parse(JSON.stringify(anew).replace(/"sha256","valueString":"../, '"sha256","valueString":"zz'));
  await expect(chart.create(clinician, "DocumentReference", claimed)).rejects.toMatchObject({
    code: "chart/against-rule",
  });

  // Whom the caller doesn't see isn't there; and the desk has no other documents by this.
  const other = aClient(tenant, "system/Patient.cruds?gender=male");
  expect((await ask(other, "GET", `acknowledgements?patient=${patient.id}`)).status).toBe(404);
  expect((await given(other, {})).status).toBe(404);
  const elsewhere = aReceptionist(await anOrganisation(house));
  expect((await ask(elsewhere, "GET", `acknowledgements?patient=${patient.id}`)).status).toBe(404);
  expect((await ask(anAdministrator(tenant), "GET", `acknowledgements?patient=${patient.id}`)).status).toBe(403);
  await expect(chart.search(desk, "DocumentReference", [])).rejects.toMatchObject({ code: "chart/not-permitted" });

  expect((await ask(office, "PUT", "privacy-notice", { text: `${text} For ten years.` })).body).toMatchObject({
    version: 2,
  });
  expect((await ask(desk, "GET", `acknowledgements?patient=${patient.id}`)).body).toMatchObject({
    current: 2,
    given: [{ version: 1 }],
  });
  expect((await given(desk, { version: 2 })).body).toMatchObject({
    given: expect.arrayContaining([{ ...signed.given[0] }]),
  });
  await chart.update(clinician, target, { ...stored, status: "entered-in-error" } as FhirResource);
  expect((await ask(desk, "GET", `acknowledgements?patient=${patient.id}`)).body).toMatchObject({
    given: [{ version: 2, way: "paper" }],
  });
});

test("a card and a label are printed for those who may see the patient, and the patient's ledger says so", async () => {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const { value: patient } = await chart.create(desk, "Patient", aPatient({ mrn: "4711" }));
  const print = (caller: Caller, kind: string) =>
    app.inject({ url: `/api/registration/patients/${patient.id}/${kind}`, headers: as(caller) });
  for (const kind of ["card", "label"]) {
    const pdf = await print(desk, kind);
    expect([pdf.statusCode, pdf.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(pdf.rawPayload.subarray(0, 8).toString()).toBe("%PDF-1.7");
  }
  const acts = (await house.reader.aboutPatient(tenant, patient.id, { limit: 20 })).map(({ entry }) => entry);
  expect(acts.filter(({ action }) => action === "card-printed").map(({ detail }) => detail)).toEqual(["label", "card"]);
  expect((await print(aReceptionist(await anOrganisation(house)), "card")).statusCode).toBe(404);
  expect((await print(anAdministrator(tenant), "card")).statusCode).toBe(403);
});

test("each branch's prefix is set by who keeps the directory, who is told what comes next and which branches share a series", async () => {
  const tenant = await anOrganisation(house);
  const [office, desk] = [anAdministrator(tenant), aReceptionist(tenant)];
  const make = async (name: string, more: object = {}) =>
    (await chart.create(office, "Location", { resourceType: "Location", name, ...more } as FhirResource)).value.id;
  const [hill, lake] = [await make("Hill"), await make("Lake")];
  await make("Room 1", { partOf: { reference: `Location/${lake}` } });
  const at = (branch: string) =>
    ({
      ...aPatient(),
      extension: [{ url: "urn:wardbook:registered-at", valueReference: { reference: `Location/${branch}` } }],
    }) as FhirResource;
  await chart.create(desk, "Patient", at(hill));
  const numbers = async () =>
    ((await ask(office, "GET", "numbers")).body as { branches?: object[] }).branches?.map((one) => ({ ...one }));
  expect(await numbers()).toMatchObject([
    { name: "Hill", prefix: "P", isOwn: false, next: "P-000002", sharedWith: ["Lake"] },
    { name: "Lake", prefix: "P", isOwn: false, next: "P-000002", sharedWith: ["Hill"] },
  ]);
  expect((await ask(desk, "GET", "numbers")).status).toBe(403);
  expect((await ask(desk, "PUT", `numbers/${lake}`, { version: 1, prefix: "LR" })).status).toBe(403);
  const set = (id: string, body: object) => ask(office, "PUT", `numbers/${id}`, body);
  expect((await set(lake, { version: 1, prefix: "L-R" })).status).toBe(400);
  expect((await set(patientId, { version: 1, prefix: "LR" })).status).toBe(404);
  expect((await set(lake, { version: 1, prefix: "lr" })).body).toMatchObject({
    branches: [{ sharedWith: [] }, { prefix: "LR", isOwn: true, next: "LR-000001", sharedWith: [] }],
  });
  expect(await set(lake, { version: 1 })).toMatchObject({
    status: 409,
    body: { code: "registration/changed-meanwhile" },
  });

  // Numbers that an import brings are on cards already: ours go on behind them.
  const brought = (value: string, id: string) => ({
    resource: { ...aPatient(), id, identifier: [{ system: "urn:wardbook:patient-number", value }] } as FhirResource,
  });
  await chart.importTogether(aClient(tenant, "system/*.cruds"), [
    brought("LR-000041", "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b21"),
    brought("LR-000041", "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b22"),
    brought("P-000001", "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b23"),
    brought("LR-999999999999", "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b24"),
  ]);
  expect(await numbers()).toMatchObject([{ next: "P-000002" }, { next: "LR-000042" }]);
  await chart.create(desk, "Patient", at(lake));
  const ours = await chart.search(desk, "Patient", [["_count", "100"]]);
  const values = ours.value.matches.flatMap((one) =>
    ((inside(one)["identifier"] ?? []) as unknown as { system: string; value: string }[])
      .filter(({ system }) => system === "urn:wardbook:patient-number")
      .map(({ value }) => value),
  );
  expect(values.toSorted()).toEqual(["LR-000042", "P-000001"]);
});

const patientId = "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b99";
