import { expect, test } from "vitest";
import { alikePatients, belongingRecords, patientMerges } from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  anAdministrator,
  anOrganisation,
  aPatient,
  inside,
  aReceptionist,
} from "../../../../test/people/index.ts";
import { extensionUrl, identifierSystem, newEnquiry, numberOf } from "../../../care/registration/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { aRegistrationDesk } from "./testing/a-registration-desk.ts";

const { house, chart, ask, restrict } = await aRegistrationDesk();

test("the desk is told who looks like the newcomer and why; of those alone the ledger says that they were shown", async () => {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const make = async (words: Parameters<typeof aPatient>[0], telecom?: object[]) =>
    (
      await chart.create(desk, "Patient", { ...aPatient(words), ...(telecom && { telecom }) } as ReturnType<
        typeof aPatient
      >)
    ).value.id;
  const nora = await make({ mrn: "4711" }, [{ system: "phone", value: "+353 86 123 4567" }]);
  // Born on the same day: a candidate, who isn't shown.
  const stranger = await make({ given: "Liam", family: "Quirke" });
  await make({ given: "Nora", family: "Halloran", birthDate: "1999-11-30" });
  const alike = async (typed: object, who = desk) => {
    const { status, body } = await ask(who, "POST", "alike", typed);
    expect(status).toBe(200);
    return alikePatients.parse(body).alike;
  };
  expect(await alike({ family: "Haloran", given: "Norah", birthDate: "1948-02-29", phone: "086-1234567" })).toEqual([
    {
      id: nora,
      name: "Nora Halloran",
      birthDate: "1948-02-29",
      sex: "female",
      number: "4711",
      score: expect.any(Number),
      because: ["similar-name", "same-birth", "same-phone"],
    },
  ]);
  expect((await alike({ given: "Halloran", family: "Nora" })).map(({ because }) => because)).toEqual([
    ["same-name"],
    ["same-name"],
  ]);
  expect(await alike({ family: "Halloran", given: "Nora" }, aReceptionist(await anOrganisation(house)))).toEqual([]);
  expect((await ask(anAdministrator(tenant), "POST", "alike", { family: "Halloran", given: "Nora" })).status).toBe(403);
  expect((await ask(desk, "POST", "alike", { birthDate: "12/03/1948" })).status).toBe(400);
  // A client that reaches other patients alone: what it mayn't see isn't alike.
  const other = aClient(tenant, `system/Patient.rs?gender=male`);
  expect(await alike({ family: "Halloran", given: "Nora" }, other)).toEqual([]);

  const looks = async (patient: typeof nora) => {
    const found = await house.reader.aboutPatient(tenant, patient, { limit: 20 });
    return found.filter(({ entry }) => entry.action === "search").length;
  };
  expect(await looks(nora)).toBe(2);
  expect(await looks(stranger)).toBe(0);
});

test("a merge shows both records as one, tells nobody of what they don't see, and is undone with its history", async () => {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const make = async (words: Parameters<typeof aPatient>[0]) =>
    (await chart.create(desk, "Patient", aPatient(words))).value.id;
  const [kept, twice, third] = [await make({}), await make({ given: "Norah", gender: "male" }), await make({})];
  const why = "The same person: she showed her passport.";
  const merge = (survivorId: string, replacedId: string, who = desk) =>
    ask(who, "POST", "merges", { survivorId, replacedId, why });
  const code = async (asked: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await asked;
    return [status, (body as { code?: string }).code];
  };
  const belong = async (patient: string, who = desk) =>
    belongingRecords.parse((await ask(who, "GET", `belonging?patient=${patient}`)).body).ids;

  const words = { at: "2026-03-07T09:00:00.000Z", by: "Tom Birch", why };
  const merged = await merge(kept, twice);
  expect(merged).toMatchObject({ status: 200 });
  expect(patientMerges.parse(merged.body).replaces).toEqual([
    { id: twice, name: "Norah Halloran", birthDate: "1948-02-29", words },
  ]);
  expect((await merge(kept, twice)).status).toBe(200);
  const read = async (id: ResourceId) => inside((await chart.read(desk, { type: "Patient", id })).value);
  expect(await read(twice)).toMatchObject({ active: false, link: [{ type: "replaced-by" }] });
  // Whoever sees the record that is kept, and not the other, learns nothing: nothing of it stands there.
  expect(await read(kept)).not.toHaveProperty("link");
  const other = aClient(tenant, "system/Patient.rs?gender=female");
  expect(await belong(kept, other)).toEqual([]);
  expect(patientMerges.parse((await ask(other, "GET", `merges?patient=${kept}`)).body).replaces).toEqual([]);

  expect(await code(merge(kept, kept))).toEqual([409, "registration/same-record"]);
  expect(await code(merge(twice, kept))).toEqual([409, "registration/already-merged"]);
  expect(await code(merge(third, twice))).toEqual([409, "registration/already-merged"]);
  expect(await code(merge(kept, "00000000-0000-4000-8000-000000000001"))).toEqual([
    404,
    "registration/unknown-patient",
  ]);
  expect(await code(merge(kept, third, other))).toEqual([403, "access/not-permitted"]);
  expect(await code(merge(kept, third, aReceptionist(await anOrganisation(house))))).toEqual([
    404,
    "registration/unknown-patient",
  ]);
  restrict(kept);
  expect(await code(merge(third, kept))).toEqual([409, "registration/not-to-be-merged"]);
  restrict(undefined);
  // In turn: what belongs to a record that is merged goes along. The two at once would each replace the other: one of them is refused.
  const both = await Promise.all([merge(third, kept), merge(kept, third)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const [last, before] = both[0]?.status === 200 ? [third, kept] : [kept, third];
  expect((await belong(last)).toSorted()).toEqual((last === third ? [kept, twice] : [third, twice]).toSorted());

  const { link, ...unlinked } = await read(before);
  const target = { type: "Patient", id: before } as const;
  await expect(chart.update(desk, target, unlinked as FhirResource)).rejects.toMatchObject({
    code: "chart/against-rule",
    path: "Patient.link",
  });
  await chart.update(desk, target, { ...unlinked, link, gender: "other" } as FhirResource);

  const undo = (id: string) => ask(desk, "POST", `merges/${id}/undo`, { why: "Two people after all." });
  const undone = { at: words.at, by: "Tom Birch", why: "Two people after all." };
  expect(patientMerges.parse((await undo(twice)).body)).toMatchObject({ undone: [{ merged: words, undone }] });
  expect(await code(undo(twice))).toEqual([409, "registration/not-merged"]);
  const again = await read(twice);
  expect(again).toMatchObject({ active: true });
  expect(again).not.toHaveProperty("link");
  expect(JSON.stringify(again)).not.toContain(kept);
  expect(await belong(last)).toEqual([before]);

  for (const patient of [kept, twice]) {
    const acts = (await house.reader.aboutPatient(tenant, patient, { limit: 100 })).map(({ entry }) => entry.action);
    expect(acts).toContain("records-merged");
    expect(acts).toContain("merge-undone");
  }
});

test("numbers of each branch are given without gaps or doubles, whoever registers, and nobody else writes one", async () => {
  const tenant = await anOrganisation(house);
  const [office, desk] = [anAdministrator(tenant), aReceptionist(tenant)];
  const branch = async (prefix?: string) => {
    const extension =
      prefix === undefined ? {} : { extension: [{ url: extensionUrl.numberPrefix, valueString: prefix }] };
    return (await chart.create(office, "Location", { resourceType: "Location", name: "A branch", ...extension })).value
      .id;
  };
  const [lake, hill] = [await branch("lr"), await branch()];
  const registered = (at: string, more: object = {}) =>
    ({
      ...aPatient(),
      extension: [{ url: extensionUrl.registeredAt, valueReference: { reference: `Location/${at}` } }],
      ...more,
    }) as FhirResource;
  const numbersIn = (patient: FhirResource) =>
    ((patient["identifier"] ?? []) as { system: string; value: string }[]).map(
      ({ system, value }) => `${system}|${value}`,
    );
  const claimed = { identifier: [{ system: identifierSystem.number, value: "LR-999999" }] };
  const system = identifierSystem.number;
  const first = (await chart.create(desk, "Patient", registered(lake, claimed))).value;
  expect(numbersIn(inside(first))).toEqual([`${system}|LR-000001`]);
  expect(numbersIn(inside((await chart.create(desk, "Patient", aPatient())).value))).toEqual([]);

  const many = await Promise.all(
    Array.from({ length: 24 }, (_, index) => chart.create(desk, "Patient", registered(index % 6 === 0 ? hill : lake))),
  );
  const together = await chart.transact(desk, [
    { kind: "create", type: "Patient", resource: registered(lake) },
    { kind: "create", type: "Patient", resource: registered(lake) },
  ]);
  await expect(
    chart.transact(desk, [
      { kind: "create", type: "Patient", resource: registered(lake) },
      { kind: "update", type: "Patient", id: first.id, resource: inside(first), ifMatch: 9 } as never,
    ]),
  ).rejects.toThrow();
  const next = (await chart.create(desk, "Patient", registered(lake))).value;
  const all = (await chart.search(desk, "Patient", [["_count", "100"]])).value.matches.flatMap((one) =>
    numbersIn(inside(one)),
  );
  const series = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${system}|${prefix}-${String(index + 1).padStart(6, "0")}`);
  expect(all.toSorted()).toEqual([...series("LR", 24), ...series("P", 4)]);
  expect([many.length, together.value.length, numbersIn(inside(next))]).toEqual([24, 2, [`${system}|LR-000024`]]);

  const target = { type: "Patient", id: first.id } as const;
  const changed = await chart.update(desk, target, {
    ...inside(first),
    identifier: [{ value: "4711" }],
  } as FhirResource);
  expect(numbersIn(inside(changed.value))[0]).toBe(`${system}|LR-000001`);
  const foreign = { ...registered(lake, claimed), id: "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b11" } as FhirResource;
  await chart.importTogether(aClient(tenant, "system/*.cruds"), [{ resource: foreign }]);
  const kept = await chart.search(desk, "Patient", [["identifier", `${identifierSystem.foreignNumber}|LR-999999`]]);
  expect(kept.value.matches.map(({ id }) => id)).toEqual([foreign.id]);
});

test("a registration that is sent again, because its answer was lost, makes no second record and takes no second number", async () => {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const branch = (
    await chart.create(anAdministrator(tenant), "Location", {
      resourceType: "Location",
      name: "A branch",
    } as FhirResource)
  ).value.id;
  const meta = { tag: [{ system: "urn:wardbook:request", code: "0b6e5c6e-8a0c-4b7c-9d7f-1d9f2f3a4b5c" }] };
  const ifNoneExist = [["_tag", `urn:wardbook:request|${meta.tag[0]?.code}`]] as const;
  const at = { url: extensionUrl.registeredAt, valueReference: { reference: `Location/${branch}` } };
  const patient = { ...aPatient(), meta, extension: [at] } as unknown as FhirResource;
  const coverage = {
    resourceType: "Coverage",
    meta,
    status: "active",
    beneficiary: { reference: "urn:uuid:9c1f0a3e-2f53-4f0e-8a1b-6f2d3c4b5a69" },
    payor: [{ display: "Harbour Mutual" }],
  } as unknown as FhirResource;
  const send = () =>
    chart.transact(desk, [
      {
        kind: "create",
        type: "Patient",
        resource: patient,
        fullUrl: "urn:uuid:9c1f0a3e-2f53-4f0e-8a1b-6f2d3c4b5a69",
        ifNoneExist,
      },
      { kind: "create", type: "Coverage", resource: coverage, ifNoneExist },
    ]);
  await Promise.all([send(), send()]);
  await send();
  const found = async (type: "Patient" | "Coverage") => (await chart.search(desk, type, [])).value.matches;
  expect((await found("Coverage")).length).toBe(1);
  const patients = await found("Patient");
  expect(patients.map((one) => numberOf(inside(one)))).toEqual(["P-000001"]);
  const next = await chart.create(desk, "Patient", { ...aPatient(), extension: [at] } as unknown as FhirResource);
  expect(numberOf(inside(next.value))).toBe("P-000002");
});

test("the desk keeps enquiries under the organisation's key, sees no other task, and turns one into a registration", async () => {
  const tenant = await anOrganisation(house);
  const desk = aReceptionist(tenant);
  const task = newEnquiry({
    source: "telephone",
    name: "Asha Rao",
    phone: "0161 496 0123",
    asks: "Asks for an appointment next week.",
    askedAt: Date.UTC(2026, 2, 7, 8, 30),
  });
  const { value } = await chart.create(desk, "Task", task);
  const unknownSource = [{ url: extensionUrl.enquirySource, valueCode: "pigeon" }];
  await expect(chart.create(desk, "Task", { ...task, extension: unknownSource })).rejects.toMatchObject({
    path: "Task.extension",
  });
  expect(value.patient).toBeUndefined();
  const clinical = { resourceType: "Task", status: "draft", intent: "order", code: { text: "Call about a result" } };
  await chart.create(aClinician(tenant), "Task", clinical as unknown as FhirResource);
  await expect(chart.create(desk, "Task", clinical as unknown as FhirResource)).rejects.toMatchObject({
    code: "chart/outside-scope",
  });
  expect((await chart.search(desk, "Task", [])).value.matches.map(({ id }) => id)).toEqual([value.id]);

  const { value: patient } = await chart.create(desk, "Patient", aPatient({ given: "Asha", family: "Rao" }));
  const target = { type: "Task", id: value.id } as const;
  const next = { ...inside(value), status: "completed" } as FhirResource;
  await expect(chart.update(desk, target, next)).rejects.toMatchObject({ path: "Task.for" });
  const registered = { ...next, for: { reference: `Patient/${patient.id}` } } as FhirResource;
  expect((await chart.update(desk, target, registered)).value.patient).toBe(patient.id);
  await expect(
    chart.update(desk, target, { ...registered, status: "requested" } as FhirResource),
  ).rejects.toMatchObject({
    code: "chart/against-rule",
    path: "Task.status",
  });
});
