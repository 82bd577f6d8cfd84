import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anOrganisation, aPatient, aReceptionist, inside } from "../test/people/index.ts";
import { aStanding } from "../test/people/standing.ts";
import { type Caller, noPermissions, removedLabelSystem } from "./custody/access/index.ts";
import type { TransactionEntry } from "./custody/chart/index.ts";
import { labelled, labelsCalledFor, sensitivitySystem, takesLabelOff } from "./custody/policy/index.ts";
import { aJpeg, aPdf, aPng, aWebp } from "./foundation/files/testing/files.ts";
import type { FhirResource, JsonObject, ResourceType } from "./foundation/fhir/index.ts";
import type { ResourceId } from "./foundation/kernel/index.ts";
import { wireAttachments } from "./wire-attachments.ts";

const house = await aHouse();
const chart = house.chartWith({ policy: { label: labelled, takesLabelOff }, rules: wireAttachments(house) });

const file = (patient: string, bytes: Buffer, contentType: string, more: object = {}): FhirResource => ({
  resourceType: "Binary",
  contentType,
  securityContext: { reference: `Patient/${patient}` },
  data: bytes.toString("base64"),
  ...more,
});
const attachment = (patient: string, url: string, more: object = {}, ofFile: object = {}): FhirResource => ({
  resourceType: "DocumentReference",
  status: "current",
  type: { coding: [{ system: "urn:wardbook:attachment-kind", code: "photo" }] },
  category: [{ coding: [{ system: "urn:wardbook:document", code: "attachment" }] }],
  subject: { reference: `Patient/${patient}` },
  content: [{ attachment: { contentType: "image/jpeg", url, title: "Left knee", ...ofFile } }],
  ...more,
});
const label = (code: string) => ({ system: sensitivitySystem, code });
const made = (resource: FhirResource, fullUrl?: string): TransactionEntry => ({
  kind: "create",
  type: resource.resourceType as ResourceType,
  resource,
  fullUrl,
});
const refused = (path: string, message = "") => ({
  code: "chart/against-rule",
  path: expect.stringContaining(path),
  message: expect.stringContaining(message),
});

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: other } = await chart.create(clinician, "Patient", aPatient());
  /** Document and file in one request, as the pages send them. */
  const add = async (document: (url: string) => FhirResource, kept: FhirResource, by: Caller = clinician) => {
    const url = `urn:uuid:${randomUUID()}`;
    const { value } = await chart.transact(by, [made(document(url)), made(kept, url)]);
    const [first, second] = value.map(({ version }) => version);
    if (first === undefined || second === undefined) throw new Error("nothing was made");
    return { document: first, file: second };
  };
  const photo = () => add((url) => attachment(patient.id, url), file(patient.id, aJpeg({}), "image/jpeg"));
  return { tenant, clinician, patient: patient.id, other: other.id, add, photo };
}

test("a file is added with its document, under the patient's key, and said by the server who added it and when", async () => {
  const { clinician, patient, photo } = await aChart();
  const { document, file: kept } = await photo();
  expect([document.patient, kept.patient]).toEqual([patient, patient]);
  expect(inside(document)).toMatchObject({
    date: "2026-03-07T09:00:00.000Z",
    author: [{ display: "Dr Ada Okafor", identifier: { value: `urn:uuid:${clinician.id}` } }],
    content: [{ attachment: { url: `Binary/${kept.id}` } }],
  });
  const { entryIds } = await chart.read(clinician, { type: "Binary", id: kept.id });
  expect(entryIds).toHaveLength(1);
});

test("what isn't what it says, says more than it shows, runs something or is too large isn't kept", async () => {
  const { clinician, patient } = await aChart();
  const keep = (bytes: Buffer, type: string) => chart.create(clinician, "Binary", file(patient, bytes, type));
  const odd: readonly (readonly [Buffer, string, string])[] = [
    [aJpeg({ says: "51.5N 0.1W" }), "image/jpeg", "says more than its picture"],
    [aPng({ says: "by Ann" }), "image/png", "says more than its picture"],
    [aWebp({ says: "Exif" }), "image/webp", "says more than its picture"],
    [aPng({}), "image/jpeg", "should be a JPEG picture"],
    [aJpeg({ width: 9_000 }), "image/jpeg", "pixels"],
    [Buffer.from("<html>"), "application/pdf", "should be a PDF"],
    [Buffer.alloc(1), "image/png", "should be a PNG"],
    [aPdf("<< /S /JavaScript /JS (app.alert(1)) >>"), "application/pdf", "runs something"],
    [aPdf("<< /Encrypt 4 0 R >>"), "application/pdf", "locked"],
    [Buffer.alloc(8 * 1024 * 1024 + 1), "application/pdf", "at most 8 MB"],
    [Buffer.from("<script>"), "text/html; charset=utf-8", "browser would run"],
    [Buffer.from("<svg/>"), "IMAGE/SVG+XML", "browser would run"],
  ];
  for (const [bytes, type, words] of odd)
    await expect(keep(bytes, type)).rejects.toMatchObject(refused("Binary", words));
  await keep(aPdf("<< /Type /Catalog >>"), "application/pdf");
  await keep(Buffer.from("plain words"), "text/plain");
});

test("a document of a file says what it is, and names a file of its own patient alone", async () => {
  const { clinician, patient, other, add } = await aChart();
  const jpeg = () => file(patient, aJpeg({}), "image/jpeg");
  const small = { attachment: { contentType: "image/jpeg", data: aJpeg({}).toString("base64") } };
  const withThumbnail = (url: string, thumbnail: object) => {
    const document = attachment(patient, url);
    return { ...document, content: [...(document["content"] as JsonObject[]), thumbnail] } as FhirResource;
  };
  await add((url) => withThumbnail(url, small), jpeg());
  const wrong: readonly (readonly [(url: string) => FhirResource, string])[] = [
    [(url) => attachment(patient, url, {}, { title: " " }), "content"],
    [(url) => attachment(patient, url, {}, { contentType: "text/html" }), "content"],
    [(url) => attachment(patient, url, {}, { data: "AAAA" }), "content"],
    [(url) => attachment(patient, url, {}, { creation: "2026-03-12" }), "content"],
    [(url) => attachment(patient, url, { type: { text: "Photo" } }), "type"],
    [(url) => attachment(patient, url, { status: "superseded" }), "status"],
    [
      (url) => withThumbnail(url, { attachment: { ...small.attachment, data: aPng({}).toString("base64") } }),
      "content",
    ],
    [() => attachment(patient, "https://elsewhere.example/knee.jpg"), "content"],
  ];
  for (const [document, path] of wrong)
    await expect(add(document, jpeg())).rejects.toMatchObject(refused(`DocumentReference.${path}`));
  // Another patient's file, one that isn't there and one that is nobody's look alike.
  const theirs = await chart.create(clinician, "Binary", file(other, aJpeg({}), "image/jpeg"));
  const nobodys = await chart.create(
    clinician,
    "Binary",
    file(other, aJpeg({}), "image/jpeg", { securityContext: undefined }),
  );
  const messages = new Set<string>();
  for (const id of [theirs.value.id, nobodys.value.id, randomUUID()])
    await chart
      .create(clinician, "DocumentReference", attachment(patient, `Binary/${id}`))
      .catch((error: Error) => messages.add(error.message));
  expect([...messages]).toEqual([expect.stringContaining("there is no such file of this patient")]);
  const report = (url: string) =>
    ({
      resourceType: "DiagnosticReport",
      status: "final",
      code: { text: "MRI of the left knee" },
      subject: { reference: `Patient/${patient}` },
      presentedForm: [{ contentType: "application/pdf", url }],
    }) as FhirResource;
  await expect(chart.create(clinician, "DiagnosticReport", report(`Binary/${theirs.value.id}`))).rejects.toMatchObject(
    refused("DiagnosticReport.presentedForm"),
  );
  const { document } = await add(report, file(patient, aPdf("<< >>"), "application/pdf"));
  const stored = inside(document);
  await chart.update(clinician, { type: "DiagnosticReport", id: document.id }, { ...stored, status: "amended" });
});

test("what was added stays as it is: it can be said to be a mistake, and nothing of it is deleted", async () => {
  const { clinician, patient, photo } = await aChart();
  const { document, file: kept } = await photo();
  const [at, of] = [
    { type: "DocumentReference", id: document.id },
    { type: "Binary", id: kept.id },
  ] as const;
  const [said, stored] = [inside(document), inside(kept)];
  const changes: readonly FhirResource[] = [
    { ...said, description: "Right knee" },
    { ...said, status: "superseded" },
    { ...said, category: [{ text: "Notes" }] },
  ];
  for (const change of changes)
    await expect(chart.update(clinician, at, change)).rejects.toMatchObject(refused("DocumentReference"));
  await expect(
    chart.update(clinician, of, { ...stored, data: aJpeg({ width: 9 }).toString("base64") }),
  ).rejects.toMatchObject(refused("Binary.data"));
  for (const target of [at, of])
    await expect(chart.delete(clinician, target)).rejects.toMatchObject({ code: "chart/against-rule" });
  await chart.update(clinician, at, { ...said, status: "entered-in-error" });
  await expect(chart.update(clinician, at, said)).rejects.toMatchObject(refused("DocumentReference.status"));
  // A file that says of nobody whose it is can be taken away: no erasure would reach it.
  const loose = await chart.create(
    clinician,
    "Binary",
    file(patient, aPng({}), "image/png", { securityContext: undefined }),
  );
  await chart.delete(clinician, { type: "Binary", id: loose.value.id });
});

test("the front desk neither sees nor counts files, by whatever way, and nobody of another organisation does", async () => {
  const { tenant, photo } = await aChart();
  const { document, file: kept } = await photo();
  const stranger = aClinician(await anOrganisation(house));
  for (const type of ["DocumentReference", "Binary"] as const) {
    const { id } = type === "Binary" ? kept : document;
    for (const act of [
      () => chart.read(aReceptionist(tenant), { type, id }),
      () => chart.search(aReceptionist(tenant), type, [["_total", "accurate"]]),
    ])
      await expect(act()).rejects.toMatchObject({ code: "chart/not-permitted" });
    await expect(chart.read(stranger, { type, id })).rejects.toMatchObject({ code: "chart/not-found" });
    expect((await chart.search(stranger, type, [])).value.matches).toEqual([]);
  }
});

test("whoever isn't cleared for what names a file doesn't see the file: labelled with it, after it, and along with a result", async () => {
  const { tenant, clinician, patient, add, photo } = await aChart();
  const nurse: Caller = {
    ...aClinician(tenant),
    permissions: noPermissions,
    clearances: ["SDV"],
    standing: aStanding({ labelsCalledFor }),
  };
  const sees = async (id: ResourceId) =>
    (await chart.search(nurse, "Binary", [["_id", id]])).value.matches.length === 1;
  const { document, file: kept } = await photo();
  expect(await sees(kept.id)).toBe(true);
  const at = { type: "DocumentReference", id: document.id } as const;
  await chart.changeMeta(clinician, at, (meta) => ({ ...meta, security: [label("PSY")] }));
  expect(await sees(kept.id)).toBe(false);
  await expect(chart.read(nurse, { type: "Binary", id: kept.id })).rejects.toMatchObject({ code: "chart/not-found" });
  // Nobody takes a label off a file by naming it, but who may take it off what they see.
  const sly = attachment(patient, `Binary/${kept.id}`, {
    meta: { tag: [{ system: removedLabelSystem, code: "PSY" }] },
  });
  await chart.create({ ...clinician, permissions: noPermissions }, "DocumentReference", sly);
  expect(await sees(kept.id)).toBe(false);
  await chart.changeMeta(clinician, at, ({ security: _off, ...meta }) => ({
    ...meta,
    tag: [{ system: removedLabelSystem, code: "PSY" }],
  }));
  expect(await sees(kept.id)).toBe(true);

  const hiv = { coding: [{ system: "http://loinc.org", code: "7917-8" }] };
  const report = (url: string) =>
    ({
      resourceType: "DiagnosticReport",
      status: "final",
      code: hiv,
      subject: { reference: `Patient/${patient}` },
      presentedForm: [{ contentType: "application/pdf", url }],
    }) as FhirResource;
  const laboratory = aClient(tenant, "system/*.cruds");
  const along = await add(report, file(patient, aPdf("<< >>"), "application/pdf"), laboratory);
  expect(await sees(along.file.id)).toBe(false);
  const before = await chart.create(laboratory, "Binary", file(patient, aPdf("<< >>"), "application/pdf"));
  expect(await sees(before.value.id)).toBe(true);
  await chart.create(laboratory, "DiagnosticReport", report(`Binary/${before.value.id}`));
  expect(await sees(before.value.id)).toBe(false);
});
