import { expect, test } from "vitest";
import { aClient, aHouse, aNote, aPatient, anObservation, anOrganisation } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { aServer } from "../../../custody/policy/testing/a-server.ts";
import type { FhirResource, ResourceType } from "../../../foundation/fhir/index.ts";
import { exportDeidentified } from "./export-records.ts";
import type { DeidentificationProfile } from "./profile.ts";

const house = await aHouse();
const { chart, as } = aServer(house, house);

const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const consent = (patient: string, scope: string, rule: string): FhirResource => ({
  resourceType: "Consent",
  status: "active",
  scope: concept("http://terminology.hl7.org/CodeSystem/consentscope", scope),
  category: [concept("http://loinc.org", "59284-0")],
  patient: { reference: `Patient/${patient}` },
  dateTime: "2026-01-01",
  policyRule: concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", rule),
});

test("an export holds what consents let out, under names of its own, and each patient's ledger tells of it", async () => {
  const tenant = await anOrganisation(house);
  const writer = aClient(tenant, "system/*.cruds");
  const make = async (type: ResourceType, resource: FhirResource) =>
    (await chart.create(writer, type, resource)).value.id;
  const doctor = await make("Practitioner", {
    resourceType: "Practitioner",
    name: [{ family: "Quillfeather", given: ["Ottoline"] }],
  });
  const open = await make("Patient", {
    ...aPatient({ family: "Halloran" }),
    generalPractitioner: [{ reference: `Practitioner/${doctor}` }],
  });
  const closed = await make("Patient", aPatient({ family: "Haversham" }));
  const willing = await make("Patient", aPatient({ family: "Lindqvist" }));
  for (const patient of [open, closed, willing]) {
    await make("Observation", {
      ...anObservation(patient),
      note: [{ text: "Halloran was seen by Quillfeather on March 1, 2026." }],
    });
  }
  await make("DocumentReference", aNote(open, { text: "Ottoline rang; Nora is in Cork. Pain 5/10." }));
  await make("Consent", consent(closed, "patient-privacy", "OPTOUT"));
  await make("Consent", consent(willing, "research", "OPTIN"));

  const take = async (profile: DeidentificationProfile, key: number) => {
    const client = aClient(tenant, "system/*.rs");
    const purpose = profile === "research" ? "HRESCH" : undefined;
    const caller: Caller = {
      ...(await as(client, { kind: "client", role: undefined, purpose })),
      scopes: client.scopes,
    };
    const ports = { chart, now: house.now, key: Buffer.alloc(32, key) };
    const batches = await Array.fromAsync(exportDeidentified(ports, caller, profile));
    return { resources: batches.flatMap(({ resources }) => resources), last: batches.at(-1) };
  };

  const { resources, last } = await take("safe-harbor", 1);
  const patients = resources.filter(({ resourceType }) => resourceType === "Patient");
  expect(patients.map(({ birthDate }) => birthDate)).toEqual(["1948", "1948"]);
  expect(last).toMatchObject({ patients: last?.totalPatients });
  const text = JSON.stringify(resources);
  for (const telling of [
    "Halloran",
    "Haversham",
    "Lindqvist",
    "Quillfeather",
    "Cork",
    "2026-03",
    "wardbook.test",
    open,
    closed,
    willing,
    doctor,
  ])
    expect(text).not.toContain(telling);
  expect(text).toContain("[name] was seen by [name] on 2026.");
  const note = resources.find(({ resourceType }) => resourceType === "DocumentReference") as
    | { content: { attachment: { data: string } }[] }
    | undefined;
  expect(Buffer.from(note?.content[0]?.attachment.data ?? "", "base64").toString()).toBe(
    "[name] rang; [name] is in [place]. Pain 5/10.",
  );
  const ids = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  for (const { generalPractitioner } of patients)
    for (const { reference } of (generalPractitioner ?? []) as unknown as { reference: string }[])
      expect(ids).toContain(reference);

  const research = await take("research", 2);
  expect(research.resources.filter(({ resourceType }) => resourceType === "Patient")).toHaveLength(1);
  expect(JSON.stringify(research.resources)).not.toContain("2026-03-01T10:15:00Z");
  for (const { id } of resources) expect(JSON.stringify(research.resources)).not.toContain(id);

  const seen = await house.reader.aboutPatient(tenant, open, { limit: 20 });
  expect(seen.map(({ entry }) => entry.detail)).toContain(`Patient/${open}/$everything`);
  const hidden = await house.reader.aboutPatient(tenant, closed, { limit: 20 });
  expect(hidden.map(({ entry }) => entry.action)).not.toContain("search");
});
