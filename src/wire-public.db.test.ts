import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { heldTimes, publicPage, publicTimes } from "../contract/index.ts";
import { aDesk, aReceptionist, anAdministrator, aPatient, inside } from "../test/people/index.ts";
import { aComposedHouse } from "../test/support/composed-house.ts";
import { leadingZeroBits, publicPages } from "./care/reception/index.ts";
import { type Caller, parseScopes } from "./custody/access/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import { publicRoutes, receptionRoutes } from "./surface/http/public/index.ts";
import { wirePublic } from "./wire-public.ts";

// A Saturday. On Monday two therapists work from nine to eleven.
let time = Date.UTC(2026, 2, 7, 9);
const now = () => time;
const { house } = await aComposedHouse(now);
const { chart, identity, keyring } = house;
const aProcess = () =>
  wirePublic({
    ...house,
    settings: identity.settings,
    scheduling: house.clinic.scheduling(chart),
    timeZone: async () => "UTC",
    now,
    workBits: 4,
  });
const reception = aProcess();
const operator = { kind: "system", id: "test", name: "test" } as const;
const monday = "2026-03-09";
const hour = 3_600_000;

const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(publicRoutes, { reception, organisations: identity.organisations });
  await instance.register(receptionRoutes, { reception, settings: identity.settings, authenticate });
});

let organisations = 0;
async function aClinic() {
  organisations += 1;
  const shortName = `clinic-${organisations}`;
  const tenant = await keyring.createTenant({ name: `Clinic ${organisations}`, shortName, demonstration: false });
  identity.organisations.forgetRemembered();
  const office = anAdministrator(tenant);
  const make = async (type: "HealthcareService" | "Location" | "Practitioner" | "PractitionerRole", body: object) =>
    (await chart.create(office, type, { resourceType: type, ...body } as FhirResource)).value.id;
  const branch = await make("Location", { name: "Lake Road" });
  const kind = await make("HealthcareService", { active: true, name: "Physiotherapy" });
  for (const name of ["Asha Rao", "Ben Stone"]) {
    const practitioner = await make("Practitioner", { name: [{ text: name }] });
    await make("PractitionerRole", {
      practitioner: { reference: `Practitioner/${practitioner}` },
      location: [{ reference: `Location/${branch}` }],
      availableTime: [{ daysOfWeek: ["mon"], availableStartTime: "09:00:00", availableEndTime: "11:00:00" }],
    });
  }
  return { tenant, shortName, office, desk: aReceptionist(tenant), branch, kind };
}

async function turnOn(tenant: TenantId, { branch, kind }: { readonly branch: string; readonly kind: string }) {
  await identity.settings.change(operator, tenant, publicPages, (before) => ({
    value: { ...before, enquiryBranchIds: [branch], offers: [{ kindId: kind, branchId: branch }] },
    detail: "on",
  }));
}

async function anOpenClinic() {
  const clinic = await aClinic();
  await turnOn(clinic.tenant, clinic);
  return clinic;
}

async function ask(method: "GET" | "POST" | "PUT", url: string, body?: object, from = "203.0.113.9", caller?: Caller) {
  const headers = caller === undefined ? {} : as(caller);
  const answer = await app.inject({
    method,
    url,
    remoteAddress: from,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    body: answer.body === "" ? undefined : (JSON.parse(answer.body) as unknown),
    text: answer.body,
  };
}

async function aProof(organisation: string, purpose: "enquiry" | "booking") {
  const { body } = await ask("GET", `/api/public/challenge?organisation=${organisation}&for=${purpose}`);
  const { challenge, bits } = body as { challenge: string; bits: number };
  for (let answer = 0; ; answer += 1)
    if (leadingZeroBits(createHash("sha256").update(`${challenge}.${answer}`).digest()) >= bits)
      return { challenge, answer: String(answer) };
}

const who = { name: "Nora Halloran", telephone: "086 123 4567" };
async function enquire(
  { shortName, branch }: { readonly shortName: string; readonly branch: string },
  typed: object = {},
  from?: string,
) {
  const proof = await aProof(shortName, "enquiry");
  const body = {
    organisation: shortName,
    requestId: randomUuid(),
    proof,
    branchId: branch,
    about: "My knee.",
    ...who,
    ...typed,
  };
  return ask("POST", "/api/public/enquiries", body, from);
}

const born = { birthDate: "1948-02-29" };
async function book(
  { shortName, branch, kind }: { readonly shortName: string; readonly branch: string; readonly kind: string },
  typed: object,
  from?: string,
) {
  const proof = await aProof(shortName, "booking");
  const body = {
    organisation: shortName,
    requestId: randomUuid(),
    proof,
    branchId: branch,
    kindId: kind,
    ...who,
    ...born,
    ...typed,
  };
  return ask("POST", "/api/public/bookings", body, from);
}

const tasksOf = async (desk: Caller) =>
  (await chart.search(desk, "Task", [["_count", "50"]])).value.matches.map((match) => inside(match));
const appointmentsOf = async (desk: Caller) =>
  (await chart.search(desk, "Appointment", [["_count", "50"]])).value.matches.map((match) => inside(match));
const received = { status: 202, body: { received: true } };
const at = (clock: string) => `${monday}T${clock}:00.000Z`;

test("nothing is offered until somebody turns it on; an organisation that offers nothing looks like one that isn't there", async () => {
  const clinic = await aClinic();
  const page = (organisation: string) => ask("GET", `/api/public/page?organisation=${organisation}`);
  const off = await page(clinic.shortName);
  expect(off).toMatchObject({ status: 404, body: { code: "public/not-offered" } });
  expect(await page("nowhere")).toEqual(off);
  const proof = { challenge: "x", answer: "1" };
  const sent = { requestId: randomUuid(), proof, branchId: clinic.branch, about: "x", ...who };
  for (const organisation of [clinic.shortName, "nowhere"])
    expect(await ask("POST", "/api/public/enquiries", { ...sent, organisation })).toEqual(off);
  const bySomebody = await ask("PUT", "/api/reception/settings", {}, undefined, clinic.desk);
  expect(bySomebody.status).toBe(403);
  await turnOn(clinic.tenant, clinic);
  expect(publicPage.parse((await page(clinic.shortName)).body)).toMatchObject({
    enquiries: [{ id: clinic.branch, name: "Lake Road" }],
    booking: [{ id: clinic.kind, name: "Physiotherapy", branches: [{ id: clinic.branch }] }],
    firstDay: "2026-03-07",
  });
});

test("a kind is offered by whoever sets rules and sees it; what is arranged anew is offered at once", async () => {
  const clinic = await aClinic();
  const { tenant, office, desk, branch, kind } = clinic;
  const elsewhere = await aClinic();
  const offer = async (caller: Caller, id: string, branchIds: readonly string[]) => {
    const { status, body } = await ask("PUT", `/api/reception/offers/${id}`, { branchIds }, undefined, caller);
    return [status, (body as { code?: string }).code];
  };
  expect((await offer(desk, kind, [branch]))[0]).toBe(403);
  for (const [id, branchIds] of [
    [elsewhere.kind, [branch]],
    [kind, [branch, elsewhere.branch]],
    [randomUuid(), []],
  ] as const)
    expect(await offer(office, id, branchIds)).toEqual([404, "reception/unknown"]);
  expect((await offer(office, kind, [branch, branch]))[0]).toBe(200);
  const { value: other } = await chart.create(office, "HealthcareService", {
    resourceType: "HealthcareService",
    name: "Speech",
  });
  expect((await offer(office, other.id, [branch]))[0]).toBe(200);
  expect((await identity.settings.get(tenant, publicPages)).offers).toEqual([
    { kindId: kind, branchId: branch },
    { kindId: other.id, branchId: branch },
  ]);
  const times = async () =>
    (await house.reception.times(tenant, { kind, branch, from: monday }, { site: "s" })).map(({ start }) => start);
  expect(await times()).toContain(at("09:00"));
  const roles = (await chart.search(office, "PractitionerRole", [])).value.matches;
  for (const role of roles) {
    const availableTime = [{ daysOfWeek: ["mon"], availableStartTime: "10:00:00", availableEndTime: "11:00:00" }];
    const next = { ...inside(role), availableTime } as FhirResource;
    await chart.update(office, { type: "PractitionerRole", id: role.id }, next);
  }
  // No moment has passed, and answers are remembered for 45 seconds.
  expect(await times()).not.toContain(at("09:00"));
  expect(await times()).toContain(at("10:00"));
  expect((await offer(office, kind, []))[0]).toBe(200);
  await expect(times()).rejects.toMatchObject({ code: "public/not-offered" });
  const told = await house.ledgerReader.byActor(tenant, office.id, { limit: 20 });
  expect(told.some(({ entry }) => entry.detail?.includes(`HealthcareService/${kind}: offers now 1`))).toBe(true);
});

test("an enquiry is a task of the desk, made once however often it is sent, by a program that reads nothing", async () => {
  const clinic = await anOpenClinic();
  const proof = await aProof(clinic.shortName, "enquiry");
  const typed = {
    organisation: clinic.shortName,
    requestId: randomUuid(),
    proof,
    branchId: clinic.branch,
    about: "My knee.",
    times: "Mornings",
    heardFrom: "friend",
    ...who,
  };
  const send = (more: object = {}) => ask("POST", "/api/public/enquiries", { ...typed, ...more });
  expect(await Promise.all([send(), send()])).toContainEqual(expect.objectContaining(received));
  expect(await send()).toMatchObject(received);
  // The sum is used up: for anything else another is needed.
  expect(await send({ requestId: randomUuid() })).toMatchObject({ status: 409, body: { code: "public/proof-over" } });
  const [task, ...others] = await tasksOf(clinic.desk);
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    status: "requested",
    description: "My knee.\nWished time: Mornings\nHeard of the clinic: a friend or relative.",
    contained: [{ resourceType: "Patient", name: [{ text: "Nora Halloran" }] }],
    location: { reference: `Location/${clinic.branch}` },
  });
  expect(task?.["for"]).toBeUndefined();
  expect((await chart.search(clinic.desk, "Patient", [])).value.matches).toEqual([]);
});

test("a card number, a filled trap and words out of bounds are refused by field, and the sum can't be left out", async () => {
  const clinic = await anOpenClinic();
  expect(await enquire(clinic, { about: "Charge 4111 1111 1111 1111 please" })).toMatchObject({
    status: 422,
    body: { code: "public/unsuitable", path: "about" },
  });
  const refused = async (typed: object, path: string) =>
    expect(await enquire(clinic, typed), JSON.stringify(typed)).toMatchObject({ status: 400, body: { path } });
  await refused({ website: "https://spam.test" }, "website");
  await refused({ name: "a\u0000b" }, "name");
  await refused({ name: "x".repeat(121) }, "name");
  await refused({ telephone: undefined }, "telephone");
  await refused({ telephone: undefined, email: "a@b.test\r\nBcc: c@d.test" }, "email");
  const bare = { organisation: clinic.shortName, requestId: randomUuid(), branchId: clinic.branch, about: "x", ...who };
  const wrong = {
    ...bare,
    proof: { challenge: "16.zzzz.aaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa", answer: "1" },
  };
  expect(await ask("POST", "/api/public/enquiries", wrong)).toMatchObject({
    status: 422,
    body: { code: "public/proof-wrong" },
  });
  expect(await tasksOf(clinic.desk)).toEqual([]);
});

test("one network is stopped before it fills the inbox, others aren't, and the limit is the organisation's own", async () => {
  const [clinic, other] = [await anOpenClinic(), await anOpenClinic()];
  const statuses: number[] = [];
  for (let index = 0; index < 11; index += 1)
    statuses.push((await enquire(clinic, {}, `2001:db8:1:2::${index}`)).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 202), 429]);
  expect((await enquire(clinic, {}, "198.51.100.4")).status).toBe(202);
  expect((await enquire(other, {}, "2001:db8:1:2::1")).status).toBe(202);
});

test("of many who ask for one time at once, over two processes, as many have it as there are therapists; nobody's name is in it", async () => {
  const clinic = await anOpenClinic();
  const wish = `organisation=${clinic.shortName}&kind=${clinic.kind}&branch=${clinic.branch}&from=${monday}`;
  const { times } = publicTimes.parse((await ask("GET", `/api/public/times?${wish}`)).body);
  expect(times.map(({ start }) => start.slice(11, 16))).toEqual(["09:00", "09:30", "10:00", "10:30"]);
  const other = aProcess();
  const processes = [reception, other];
  const proofs = await Promise.all(Array.from({ length: 6 }, () => aProof(clinic.shortName, "booking")));
  const outcomes = await Promise.allSettled(
    proofs.map((proof, index) =>
      (processes[index % 2] ?? reception).book(
        clinic.tenant,
        {
          name: `Nora ${index}`,
          ...born,
          telephone: `08612345${index}0`,
          requestId: randomUuid(),
          proof,
          about: "",
          kindId: clinic.kind,
          branchId: clinic.branch,
          start: at("10:00"),
        },
        { from: "", network: `203.0.113.${index}`, site: "203.0.113.0/24", requestId: "" },
      ),
    ),
  );
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  expect(refused).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ code: "public/time-taken" })));
  const held = await appointmentsOf(clinic.desk);
  expect(held.map(({ status }) => status)).toEqual(["pending", "pending"]);
  expect(JSON.stringify(held)).not.toMatch(/Nora|0861|1948/);
  expect(await tasksOf(clinic.desk)).toHaveLength(2);
});

test("the desk books a kept time for whom it is, once; what is given back or not confirmed is free again", async () => {
  const clinic = await anOpenClinic();
  const { desk } = clinic;
  const started = ["09:00", "09:30", "10:00"];
  for (const [index, clock] of started.entries())
    expect(
      await book(clinic, { start: at(clock), telephone: `08612399${index}0` }, `198.51.100.${index}`),
    ).toMatchObject(received);
  const list = async () =>
    heldTimes.parse((await ask("GET", "/api/reception/holds", undefined, undefined, desk)).body).holds;
  const [first, second, third, ...more] = (await list()).toSorted((one, two) => one.start.localeCompare(two.start));
  expect(more).toEqual([]);
  expect(first).toMatchObject({ kind: "Physiotherapy", start: at("09:00"), until: "2026-03-08T09:00:00.000Z" });
  const patient = (await chart.create(desk, "Patient", aPatient())).value.id;
  const act = (hold: typeof first, what: "confirm" | "release", body: object = {}) =>
    ask("POST", `/api/reception/holds/${hold?.id ?? ""}/${what}`, { version: hold?.version, ...body }, undefined, desk);
  const both = await Promise.all([1, 2].map(() => act(first, "confirm", { patientId: patient })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await act(second, "release")).toMatchObject({ status: 204 });
  expect((await list()).map(({ id }) => id)).toEqual([third?.id]);
  const booked = (await appointmentsOf(desk)).find(({ id }) => id === first?.id);
  expect(booked).toMatchObject({ status: "booked" });
  expect(booked?.["appointmentType"]).toBeUndefined();
  const tasks = await tasksOf(desk);
  expect(tasks.find(({ id }) => id === first?.enquiryId)).toMatchObject({
    status: "completed",
    for: { reference: `Patient/${patient}` },
  });
  time += 24 * hour;
  await Promise.all([reception.sweep(clinic.tenant), reception.sweep(clinic.tenant)]);
  expect(await list()).toEqual([]);
  expect(await act(third, "confirm", { patientId: patient })).toMatchObject({
    status: 409,
    body: { code: "reception/not-held" },
  });
  expect((await appointmentsOf(desk)).map(({ status }) => status).sort()).toEqual(["booked", "cancelled", "cancelled"]);
  expect((await tasksOf(desk)).map(({ status }) => status).sort()).toEqual(["completed", "requested", "requested"]);
  time -= 24 * hour;
});

test("a kept time goes to who is expected elsewhere then for a reason alone; who doesn't see the other appointment isn't told of it", async () => {
  const clinic = await anOpenClinic();
  const { desk } = clinic;
  for (const [index, clock] of ["09:00", "09:00", "10:00", "10:00"].entries())
    expect(
      await book(clinic, { start: at(clock), telephone: `08612399${index}1` }, `198.51.100.${index}`),
    ).toMatchObject(received);
  const { holds } = heldTimes.parse((await ask("GET", "/api/reception/holds", undefined, undefined, desk)).body);
  const [first, second, third, fourth] = holds.toSorted((one, two) => one.start.localeCompare(two.start));
  const patientId = (await chart.create(desk, "Patient", aPatient())).value.id;
  const confirm = (caller: Caller, hold: typeof first, body: object = {}) =>
    ask(
      "POST",
      `/api/reception/holds/${hold?.id ?? ""}/confirm`,
      { version: hold?.version, patientId, ...body },
      undefined,
      caller,
    );
  expect(await confirm(desk, first)).toMatchObject({ status: 200 });
  const refused = await confirm(desk, second);
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "scheduling/needs-reason", warnings: [{ code: "patient-busy" }] },
  });
  expect(refused.text).not.toContain(first?.id);
  expect(await confirm(desk, second, { override: { reason: "Both knees" } })).toMatchObject({ status: 200 });
  expect(await confirm(desk, third)).toMatchObject({ status: 200 });
  const seesKeptTimes = {
    ...desk,
    scopes: parseScopes(
      "user/Patient.rs user/Task.rus user/Appointment.u user/Appointment.rs?appointment-type=urn:wardbook:appointment-type|held-for-public",
    ),
  };
  expect(await confirm(seesKeptTimes, fourth)).toMatchObject({ status: 200 });
  const booked = await appointmentsOf(desk);
  expect([second, fourth].map((hold) => booked.find(({ id }) => id === hold?.id)?.["extension"])).toEqual([
    [{ url: "urn:wardbook:booked-although", valueString: "Both knees" }],
    undefined,
  ]);
});

test("a wish that is sent again has its time already, also where it was the last one", async () => {
  const clinic = await anOpenClinic();
  const wish = { start: at("09:00"), requestId: randomUuid() };
  expect(await book(clinic, { start: at("09:00"), telephone: "0861231111" }, "192.0.2.8")).toMatchObject(received);
  expect(await book(clinic, wish, "192.0.2.9")).toMatchObject(received);
  expect(await book(clinic, wish, "192.0.2.9")).toMatchObject(received);
  expect(await book(clinic, { start: at("09:00") }, "192.0.2.10")).toMatchObject({ status: 409 });
  expect(await appointmentsOf(clinic.desk)).toHaveLength(2);
  expect(await tasksOf(clinic.desk)).toHaveLength(2);
});

test("too many times for one telephone are taken in as wishes, and answered as the others are", async () => {
  const clinic = await anOpenClinic();
  for (const [index, clock] of ["09:00", "09:30", "10:00"].entries())
    expect(await book(clinic, { start: at(clock) }, `192.0.2.${index}`)).toMatchObject(received);
  expect(await appointmentsOf(clinic.desk)).toHaveLength(2);
  const tasks = await tasksOf(clinic.desk);
  expect(tasks.map(({ description }) => description).toSorted()).toEqual([
    "Wished time: Physiotherapy: 09-Mar-2026 09:00",
    "Wished time: Physiotherapy: 09-Mar-2026 09:30",
    "Wished time: Physiotherapy: 09-Mar-2026 10:00",
  ]);
});

test("whether somebody is a patient here shows in nothing, and nobody's record is looked at", async () => {
  const clinic = await anOpenClinic();
  const { desk, tenant } = clinic;
  const known = {
    ...aPatient({ family: "Halloran", given: "Nora", birthDate: "1948-02-29" }),
    telecom: [{ system: "phone", value: "086 123 4567" }],
  } as FhirResource;
  const { id } = (await chart.create(desk, "Patient", known)).value;
  const before = (await house.ledgerReader.aboutPatient(tenant, id, { limit: 20 })).length;
  const answers = [
    await enquire(clinic),
    await enquire(clinic, { name: "Ines Duarte", telephone: "085 000 0000" }),
    await book(clinic, { start: at("09:00") }),
    await book(clinic, { start: at("09:30"), name: "Ines Duarte", telephone: "085 000 0000" }),
  ];
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(await house.ledgerReader.aboutPatient(tenant, id, { limit: 20 })).toHaveLength(before);
});
