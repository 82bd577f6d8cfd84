import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anOrganisation, aPatient, inside } from "../test/people/index.ts";
import { aStanding } from "../test/people/standing.ts";
import {
  type Caller,
  type Permission,
  namedBySystem,
  noPermissions,
  removedLabelSystem,
} from "./custody/access/index.ts";
import type { TransactionEntry } from "./custody/chart/index.ts";
import { labelled, labelsCalledFor, sensitivitySystem, takesLabelOff } from "./custody/policy/index.ts";
import { aJpeg } from "./foundation/files/testing/files.ts";
import type { FhirResource, ResourceType } from "./foundation/fhir/index.ts";
import type { ResourceId } from "./foundation/kernel/index.ts";
import { wireAttachments } from "./wire-attachments.ts";

const house = await aHouse();
const chart = house.chartWith({ policy: { label: labelled, takesLabelOff }, rules: wireAttachments(house) });

const file = (patient: string | undefined, more: object = {}): FhirResource => ({
  resourceType: "Binary",
  contentType: "image/jpeg",
  ...(patient === undefined ? {} : { securityContext: { reference: `Patient/${patient}` } }),
  data: aJpeg({}).toString("base64"),
  ...more,
});
const attachment = (patient: string, url: string, more: object = {}): FhirResource => ({
  resourceType: "DocumentReference",
  status: "current",
  type: { coding: [{ system: "urn:wardbook:attachment-kind", code: "photo" }] },
  category: [{ coding: [{ system: "urn:wardbook:document", code: "attachment" }] }],
  subject: { reference: `Patient/${patient}` },
  content: [{ attachment: { contentType: "image/jpeg", url, title: "Left knee" } }],
  ...more,
});
const label = (code: string) => ({ security: [{ system: sensitivitySystem, code }] });
const off = (code: string) => ({ tag: [{ system: removedLabelSystem, code }] });
const made = (resource: FhirResource, fullUrl?: string): TransactionEntry => ({
  kind: "create",
  type: resource.resourceType as ResourceType,
  resource,
  fullUrl,
});

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: other } = await chart.create(clinician, "Patient", aPatient());
  const keep = async (resource: FhirResource) =>
    (await chart.create(clinician, resource.resourceType as ResourceType, resource)).value.id;
  const add = async (more: object = {}) => {
    const url = `urn:uuid:${randomUUID()}`;
    const { value } = await chart.transact(clinician, [
      made(attachment(patient.id, url, more)),
      made(file(patient.id), url),
    ]);
    const [document, binary] = value.map(({ version }) => version?.id);
    if (document === undefined || binary === undefined) throw new Error("nothing was made");
    return { document, binary };
  };
  return { tenant, clinician, patient: patient.id, other: other.id, keep, add };
}
const sees = async (caller: Caller, id: ResourceId) =>
  (await chart.search(caller, "Binary", [["_id", id]])).value.matches.length === 1;
const read = async (caller: Caller, id: ResourceId) => inside((await chart.read(caller, { type: "Binary", id })).value);

test("a consent that names a document by itself reaches its file, whichever came first, and whatever anybody says of the file", async () => {
  const { tenant, clinician, patient, keep, add } = await aChart();
  const together = await add();
  const before = await keep(file(patient));
  const after = await keep(attachment(patient, `Binary/${before}`));
  const denying = (...records: readonly string[]): Caller => ({
    ...aClinician(tenant),
    standing: aStanding({
      consentsOf: (one) =>
        one === patient ? [{ source: "Consent/1", provision: { type: "deny", data: records, exceptions: [] } }] : [],
    }),
  });
  expect(await sees(denying("DocumentReference/other"), together.binary)).toBe(true);
  for (const { document, binary } of [together, { document: after, binary: before }]) {
    const nurse = denying(`DocumentReference/${document}`);
    expect(await sees(nurse, binary)).toBe(false);
    await expect(chart.read(nurse, { type: "Binary", id: binary })).rejects.toMatchObject({ code: "chart/not-found" });
    await expect(chart.vread(nurse, { type: "Binary", id: binary, version: 1 })).rejects.toMatchObject({
      code: "chart/not-found",
    });
    // Nobody takes the name off by leaving it out, nor puts another on.
    const { meta: _meta, ...bare } = await read(clinician, binary);
    await chart.update(clinician, { type: "Binary", id: binary }, bare as FhirResource);
    expect(await sees(nurse, binary)).toBe(false);
    const sly = { tag: [{ system: namedBySystem, code: "DocumentReference/sly" }] };
    await chart.update(clinician, { type: "Binary", id: binary }, { ...(bare as FhirResource), meta: sly });
    expect(await sees(denying("DocumentReference/sly"), binary)).toBe(true);
    expect(await sees(nurse, binary)).toBe(false);
  }
  const slyFile = await keep(
    file(patient, { meta: { tag: [{ system: namedBySystem, code: "DocumentReference/sly" }] } }),
  );
  expect((await read(clinician, slyFile)).meta?.["tag"]).toBeUndefined();
});

test("what somebody was allowed of one document doesn't open another's file to them, though they name it", async () => {
  const { tenant, patient, keep, add } = await aChart();
  const own = await keep(file(patient));
  const names = (...files: readonly ResourceId[]): FhirResource => ({
    resourceType: "DocumentReference",
    status: "current",
    subject: { reference: `Patient/${patient}` },
    content: files.map((one) => ({ attachment: { contentType: "image/jpeg", url: `Binary/${one}` } })),
  });
  const document = await keep(names(own));
  const [{ binary: others }, ofNobody] = [await add(), await keep(file(patient))];
  const only: Caller = {
    ...aClinician(tenant),
    standing: aStanding({
      consentsOf: () => [
        {
          source: "Consent/1",
          provision: {
            type: "deny",
            exceptions: [{ type: "permit", data: [`DocumentReference/${document}`], exceptions: [] }],
          },
        },
      ],
    }),
  };
  expect([await sees(only, own), await sees(only, others)]).toEqual([true, false]);
  await chart.update(
    only,
    { type: "DocumentReference", id: document },
    { ...names(own, others, ofNobody), id: document },
  );
  expect(await sees(only, own)).toBe(true);
  for (const one of [others, ofNobody]) expect(await sees(only, one)).toBe(false);
});

test("a label comes off a file when whoever takes it off sees the file, and no other record whose file it is has it", async () => {
  const { tenant, clinician, patient, keep, add } = await aChart();
  const { document, binary } = await add({ meta: label("PSY") });
  const uncleared = (...permissions: readonly Permission[]): Caller => ({
    ...aClinician(tenant),
    permissions: permissions.length === 0 ? noPermissions : new Set(permissions),
    clearances: ["SDV"],
    standing: aStanding({ labelsCalledFor }),
  });
  expect(await sees(uncleared(), binary)).toBe(false);
  // An officer who keeps consents, and isn't cleared for this, names the file and says that a label goes.
  const officer = uncleared("consents.manage");
  const { value: own } = await chart.create(officer, "DocumentReference", attachment(patient, `Binary/${binary}`));
  const at = { type: "DocumentReference", id: own.id } as const;
  await chart.changeMeta(officer, at, (meta) => ({ ...meta, ...off("PSY") }));
  expect(await sees(officer, binary)).toBe(false);
  // Of two records whose file it is, one still has the label.
  const second = await keep(attachment(patient, `Binary/${binary}`, { meta: label("PSY") }));
  const takeOff = (id: ResourceId) =>
    chart.changeMeta(clinician, { type: "DocumentReference", id }, ({ security: _off, ...meta }) => ({
      ...meta,
      ...off("PSY"),
    }));
  await takeOff(second);
  expect(await sees(officer, binary)).toBe(false);
  await takeOff(document);
  expect(await sees(officer, binary)).toBe(true);
});

test("a file that says of nobody whose it is gets the labels of what names it, and another patient's doesn't", async () => {
  const { tenant, patient, other, keep } = await aChart();
  const nurse: Caller = { ...aClinician(tenant), permissions: noPermissions, clearances: ["SDV"] };
  const [loose, theirs] = [await keep(file(undefined)), await keep(file(other))];
  const plain = (id: string) => ({
    ...attachment(patient, `Binary/${id}`),
    category: [{ text: "Notes" }],
    meta: label("PSY"),
  });
  for (const id of [loose, theirs]) await keep(plain(id));
  expect([await sees(nurse, loose), await sees(nurse, theirs)]).toEqual([false, true]);
});

test("an attachment belongs to visits, notes and files of its own patient: others' and those that aren't there look alike", async () => {
  const { clinician, patient, other, keep, add } = await aChart();
  const visit = (of: string) =>
    keep({
      resourceType: "Encounter",
      status: "in-progress",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
      subject: { reference: `Patient/${of}` },
    });
  const note = (of: string) =>
    keep({ ...attachment(of, "https://elsewhere.example/a"), category: [{ text: "Notes" }] });
  const context = (encounter: string, related: string) => ({
    context: {
      encounter: [{ reference: `Encounter/${encounter}` }],
      related: [
        { reference: `DocumentReference/${related}` },
        { reference: "Questionnaire/any" },
        { reference: "https://elsewhere.example/Observation/1" },
        { identifier: { system: "urn:x", value: "1" } },
      ],
    },
  });
  const [own, theirs] = [
    { visit: await visit(patient), note: await note(patient) },
    { visit: await visit(other), note: await note(other) },
  ];
  await add(context(own.visit, own.note));
  const said = new Set<string>();
  for (const [encounter, related] of [
    [theirs.visit, own.note],
    [randomUUID(), own.note],
    ["v1", own.note],
    [own.note, own.note],
    [own.visit, theirs.note],
    [own.visit, randomUUID()],
  ] as const)
    await expect(
      add(context(encounter, related)).catch((error: Error) => {
        said.add(error.message);
        throw error;
      }),
    ).rejects.toMatchObject({ code: "chart/against-rule", path: expect.stringContaining("DocumentReference.context") });
  expect(said.size).toBe(1);
  expect((await chart.search(clinician, "Binary", [])).value.matches).toHaveLength(1);
});

test("one request changes few files that are here already, and a file is the file of few records", async () => {
  const { clinician, patient, keep } = await aChart();
  const files = await Promise.all(Array.from({ length: 21 }, () => keep(file(patient))));
  const naming = (ids: readonly string[]): FhirResource => ({
    ...attachment(patient, ""),
    category: [{ text: "Notes" }],
    content: ids.map((id) => ({ attachment: { url: `Binary/${id}` } })),
  });
  await expect(chart.create(clinician, "DocumentReference", naming(files))).rejects.toMatchObject({
    code: "chart/too-large",
  });
  const [one = "", ...more] = files;
  await keep(naming(more));
  for (let named = 0; named < 20; named += 1) await keep(naming([one]));
  await expect(chart.create(clinician, "DocumentReference", naming([one]))).rejects.toMatchObject({
    code: "chart/against-rule",
  });
});

test("what is imported is no different: a file has the labels of what names it, whichever came first, also imported again", async () => {
  const { tenant, clinician, patient } = await aChart();
  const uncleared: Caller = { ...aClinician(tenant), permissions: noPermissions, clearances: ["SDV"] };
  const denied: Caller = {
    ...aClinician(tenant),
    standing: aStanding({
      consentsOf: () => [{ source: "Consent/1", provision: { type: "deny", data: named, exceptions: [] } }],
    }),
  };
  const named: string[] = [];
  const load = (...resources: readonly FhirResource[]) =>
    chart.importTogether(
      clinician,
      resources.map((resource) => ({ resource })),
    );
  for (const parts of ["together", "file first", "document first"] as const) {
    const [id, fileId] = [randomUUID(), randomUUID() as ResourceId];
    const document = { ...attachment(patient, `Binary/${fileId}`, { id }), meta: label("PSY") };
    const bytes = { ...file(patient), id: fileId };
    const order = parts === "file first" ? [bytes, document] : [document, bytes];
    if (parts === "together") await load(...order);
    else for (const one of order) expect(await load(one)).toMatchObject({ created: 1, refused: [] });
    expect([parts, await sees(uncleared, fileId), await sees(denied, fileId)]).toEqual([parts, false, true]);
    named.splice(0, 1, `DocumentReference/${id}`);
    expect(await sees(denied, fileId)).toBe(false);
    expect(await load(document, bytes)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  }
});
