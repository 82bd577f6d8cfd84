import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { colleagues, inbox, staffMessage, thread } from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  aDesk,
  aHouse,
  aPatient,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  inside,
} from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { messageRule, messagesAbout, openMessageNews, openMessages } from "../../../care/messages/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { messagesRoutes } from "./index.ts";

const house = await aHouse();
const staff = new Map<TenantId, Caller[]>();
const roleNames = [
  { id: "front-desk", name: "Front desk" },
  { id: "clinician", name: "Clinician" },
];
const rules = {
  Communication: messageRule({
    now: house.now,
    namesOf: async ({ tenant }, parties) => {
      const known = [...(staff.get(tenant) ?? []), ...roleNames];
      return parties.map(({ value }) => known.find(({ id }) => id === value)?.name);
    },
  }),
};
const chart = house.chartWith({ rules });
const messages = openMessages({
  chart,
  rehearsal: chart,
  colleagues: (tenant) =>
    Promise.resolve((staff.get(tenant) ?? []).map(({ id, name, role = "" }) => ({ id, name, role }))),
  roles: () => Promise.resolve(roleNames),
});
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(messagesRoutes, { messages, authenticate });
});

async function ask(caller: Caller, method: "GET" | "POST", url: string, body?: object) {
  const sent = body === undefined ? {} : { payload: { ...body } };
  const answer = await app.inject({ method, url: `/api/messages${url}`, headers: as(caller), ...sent });
  const said = (answer.body === "" ? {} : JSON.parse(answer.body)) as { code?: string; unread?: number };
  return { status: answer.statusCode, body: said, code: [answer.statusCode, said.code] };
}

async function aPlace() {
  const tenant = await anOrganisation(house);
  const [ada, tom, mei] = [aClinician(tenant), aReceptionist(tenant), anAdministrator(tenant)];
  const outsider: Caller = { ...aClinician(tenant, "Ines Duarte"), reach: "related", standing: aStanding() };
  staff.set(tenant, [ada, tom, mei, outsider]);
  const patient = (await chart.create(tom, "Patient", aPatient())).value.id;
  const send = async (from: Caller, to: object[], more: object = {}) => {
    const asked = { requestId: randomUUID(), to, subject: "The lift", text: "It is out of order.", ...more };
    return { asked, answer: await ask(from, "POST", "", asked) };
  };
  const unread = async (caller: Caller) => (await ask(caller, "GET", "/unread")).body.unread;
  const threads = async (caller: Caller) => inbox.parse((await ask(caller, "GET", "")).body).threads;
  return { tenant, ada, tom, mei, outsider, patient, send, unread, threads };
}

const person = ({ id }: Caller) => ({ kind: "person", id });

test("a message is sent once, seen by whom it is for alone, answered, and says who opened it and when", async () => {
  const { tenant, ada, tom, mei, send, unread, threads } = await aPlace();
  const { asked, answer } = await send(ada, [person(tom)]);
  const message = staffMessage.parse(answer.body);
  expect([answer.status, message]).toMatchObject([201, { from: { id: ada.id }, isMine: true, seen: [] }]);
  const again = await ask(ada, "POST", "", asked);
  expect([again.status, staffMessage.parse(again.body).id]).toEqual([200, message.id]);
  expect([await unread(tom), await unread(ada), await unread(mei)]).toEqual([1, 0, 0]);
  expect(await threads(tom)).toMatchObject([{ id: message.id, unread: 1, messages: 1 }]);
  // Neither its address nor a search leads anybody else to it; nor does a program that may read everything.
  expect(await threads(mei)).toEqual([]);
  expect((await ask(mei, "GET", `/thread?id=${message.id}`)).code).toEqual([404, "messages/unknown"]);
  for (const other of [aClinician(tenant, "Noor"), aClient(tenant, "system/*.cruds")]) {
    const { value } = await chart.search(other, "Communication", [["_count", "50"]]);
    expect(value.matches).toEqual([]);
    await expect(chart.read(other, { type: "Communication", id: message.id as ResourceId })).rejects.toMatchObject({
      code: "chart/not-found",
    });
  }
  expect((await ask(tom, "POST", "/seen", { ids: [message.id] })).status).toBe(204);
  expect((await ask(tom, "POST", "/seen", { ids: [message.id] })).status).toBe(204);
  expect((await ask(mei, "POST", "/seen", { ids: [message.id] })).status).toBe(204);
  expect(await unread(tom)).toBe(0);
  house.wait(60_000);
  const reply = { requestId: randomUUID(), threadId: message.id, text: "The engineer comes at three." };
  expect((await ask(tom, "POST", "/replies", reply)).status).toBe(201);
  expect((await ask(tom, "POST", "/replies", reply)).status).toBe(200);
  const seen = thread.parse((await ask(ada, "GET", `/thread?id=${message.id}`)).body);
  expect(seen.messages).toMatchObject([
    { text: "It is out of order.", seen: [{ id: tom.id, name: tom.name }] },
    { text: reply.text, from: { id: tom.id }, isUnread: true, threadId: message.id },
  ]);
  expect(seen.messages[0]?.seen).toHaveLength(1);
  expect((await ask(mei, "POST", "/replies", { ...reply, requestId: randomUUID() })).status).toBe(404);
});

test("who doesn't see the patient sees no message about them, and doesn't count it", async () => {
  const { ada, tom, mei, outsider, patient, send, unread, threads } = await aPlace();
  const about = { patientId: patient };
  const { answer } = await send(ada, [person(tom), person(mei), person(outsider)], about);
  const message = staffMessage.parse(answer.body);
  expect((await chart.read(tom, { type: "Communication", id: message.id as ResourceId })).value.patient).toBe(patient);
  expect([await unread(tom), await unread(mei), await unread(outsider)]).toEqual([1, 0, 0]);
  expect([await threads(mei), await threads(outsider)]).toEqual([[], []]);
  expect(await threads(tom)).toMatchObject([{ patient: { id: patient, name: "HALLORAN, Nora" } }]);
  expect((await send(mei, [person(tom)], about)).answer.code).toEqual([404, "messages/unknown-patient"]);
  expect((await send(outsider, [person(tom)], about)).answer.code).toEqual([404, "messages/unknown-patient"]);
  // Its reader's mark is under the patient's key as well.
  await ask(tom, "POST", "/seen", { ids: [message.id] });
  const { value } = await chart.search(tom, "Communication", [["part-of", `Communication/${message.id}`]]);
  expect(value.matches.map((match) => inside(match)["subject"])).toEqual([{ reference: `Patient/${patient}` }]);
  // A page that is open is told of what its caller sees, and of nothing else.
  const told: string[] = [];
  const news = openMessageNews({
    chart: () => chart,
    onFailure: (error) => {
      throw error;
    },
  });
  for (const one of [tom, mei, outsider])
    news.listen(
      one.tenant,
      () => one,
      () => told.push(one.name),
    );
  const { value: stored } = await chart.read(tom, { type: "Communication", id: message.id as ResourceId });
  news.written(tom.tenant, [{ type: "Communication", id: stored.id, resource: inside(stored) }]);
  await expect.poll(() => told).toEqual([tom.name]);
});

test("an announcement is for whoever manages people to make, and for each to acknowledge", async () => {
  const { ada, tom, mei, outsider, send, unread, threads } = await aPlace();
  expect((await send(ada, [{ kind: "everybody" }])).answer.code).toEqual([403, "messages/may-not-announce"]);
  const said = colleagues.parse((await ask(mei, "GET", "/colleagues")).body);
  expect([said.mayAnnounce, said.people.map(({ id }) => id).includes(mei.id)]).toEqual([true, false]);
  const desk = await send(mei, [{ kind: "role", id: "front-desk" }], { kind: "announcement" });
  const id = staffMessage.parse(desk.answer.body).id;
  await send(mei, [{ kind: "everybody" }], { kind: "announcement", subject: "Fire drill" });
  expect([await unread(tom), await unread(ada), await unread(outsider)]).toEqual([2, 1, 1]);
  expect((await ask(tom, "POST", "/acknowledged", { ids: [id] })).status).toBe(204);
  expect((await ask(tom, "POST", "/acknowledged", { ids: [id] })).status).toBe(204);
  const mine = (await threads(mei)).find((line) => line.id === id);
  expect(mine?.newest.acknowledged).toMatchObject([{ id: tom.id }]);
  const theirs = (await threads(tom)).find((line) => line.id === id);
  expect(theirs?.newest).toMatchObject({ isToAcknowledge: false, to: [{ name: "Front desk" }] });
  // What is answered goes to its sender alone.
  await ask(tom, "POST", "/replies", { requestId: randomUUID(), threadId: id, text: "Since when?" });
  expect(await unread(mei)).toBe(1);
  expect((await send(ada, [{ kind: "person", id: randomUUID() }])).answer.code).toEqual([
    404,
    "messages/unknown-addressee",
  ]);
});

test("a patient finds what colleagues wrote about them in a copy of everything, and nowhere else, and nothing of anybody else", async () => {
  const { tenant, ada, tom, mei, patient, send } = await aPlace();
  const other = (await chart.create(tom, "Patient", aPatient())).value.id;
  await send(ada, [person(tom)], { patientId: patient, text: "She is afraid of the pool." });
  await send(ada, [person(tom)], { patientId: other });
  await send(mei, [{ kind: "everybody" }], { kind: "announcement" });
  const hers: Caller = {
    ...aClinician(tenant, "Nora Quist"),
    reach: "patient",
    patient,
    permissions: new Set(["accesses.read"]),
  };
  const { value } = await chart.search(hers, "Communication", [["_count", "50"]]);
  expect(value.matches).toEqual([]);
  expect(await messagesAbout({ chart }, hers, patient)).toMatchObject([
    { text: "She is afraid of the pool.", from: { name: ada.name }, to: [{ name: tom.name }] },
  ]);
  // Whoever isn't held to a patient gets no more by asking so.
  expect(await messagesAbout({ chart }, { ...hers, patient: other }, patient)).toEqual([]);
  expect(await messagesAbout({ chart }, { ...hers, reach: "organisation" }, patient)).toEqual([]);
});

test("whoever writes it over /fhir, a message is sent in one's own name, never changes, and nothing else is addressed", async () => {
  const { tenant, ada, tom, send } = await aPlace();
  const { answer } = await send(ada, [person(tom)]);
  const target = { type: "Communication", id: staffMessage.parse(answer.body).id as ResourceId } as const;
  const stored = inside((await chart.read(ada, target)).value);
  const refused = { code: "chart/against-rule" };
  const other = { ...stored, payload: [{ contentString: "It works." }] } as FhirResource;
  await expect(chart.update(ada, target, other)).rejects.toMatchObject(refused);
  await expect(chart.delete(ada, target)).rejects.toMatchObject(refused);
  const tag = [ada, tom].map(({ id }) => ({ system: "urn:wardbook:for", code: `person:${id}` }));
  // Taking the addressees off doesn't open it to others.
  const { meta: _said, ...unsaid } = stored;
  const bare = inside((await chart.update(ada, target, unsaid as FhirResource)).value);
  expect(bare.meta?.["tag"]).toEqual(stored.meta?.["tag"]);
  const plain = { resourceType: "Communication", status: "completed" } as FhirResource;
  await expect(chart.create(ada, "Communication", { ...plain, meta: { tag } })).rejects.toMatchObject(refused);
  await chart.create(ada, "Communication", plain);
  const { id: _id, meta: _meta, ...again } = stored;
  const forged = { ...again, sender: { identifier: { system: "urn:wardbook:person", value: tom.id } } } as FhirResource;
  const made = inside((await chart.create(ada, "Communication", forged)).value);
  expect(made["sender"]).toMatchObject({ identifier: { value: ada.id } });
  const program = aClient(tenant, "system/*.cruds");
  await expect(chart.create(program, "Communication", forged)).rejects.toMatchObject(refused);
  const { recipient: _recipients, ...toNobody } = forged;
  const elsewhere = { ...toNobody, recipient: [{ reference: "Practitioner/x" }] };
  for (const wrong of [toNobody, elsewhere])
    await expect(chart.create(ada, "Communication", wrong as FhirResource)).rejects.toMatchObject(refused);
});

test("a message can't be made over /fhir that says two things of itself, or lies about whom it is for", async () => {
  const { ada, tom, mei, patient, send, threads } = await aPlace();
  const { answer } = await send(ada, [person(tom)], { patientId: patient });
  const {
    id: _id,
    meta: _meta,
    ...sent
  } = inside(
    (await chart.read(ada, { type: "Communication", id: staffMessage.parse(answer.body).id as ResourceId })).value,
  );
  const [about, kind] = sent["category"] as { coding: object[] }[];
  const to = ({ id }: Caller, display: string) => ({
    identifier: { system: "urn:wardbook:person", value: id },
    display,
  });
  const nobody = { system: "urn:wardbook:staff-message", code: "about-nobody" };
  const nothing = { system: "urn:wardbook:staff-message" };
  for (const more of [
    // Of a patient, and for whoever may see no patients.
    { category: [{ coding: [...(about?.coding ?? []), nobody] }, kind] },
    { category: [about, { coding: [nobody] }, kind] },
    { category: [{ coding: [nothing, ...(about?.coding ?? [])] }, kind] },
    { category: [{ coding: [nothing] }, { coding: [nobody] }] },
    { partOf: [{ reference: "Communication/here,there" }] },
    { partOf: [{ display: "nowhere" }] },
  ])
    await expect(
      chart.create(ada, "Communication", { ...sent, recipient: [to(mei, mei.name)], ...more } as FhirResource),
    ).rejects.toMatchObject({ code: "chart/against-rule" });
  expect(await threads(mei)).toEqual([]);
  const lying = { ...sent, recipient: [to(tom, "Dr Ines Duarte"), to({ ...tom, id: randomUUID() }, mei.name)] };
  const { value } = await chart.create(ada, "Communication", lying as FhirResource);
  expect((inside(value)["recipient"] as { display?: string }[]).map(({ display }) => display)).toEqual([
    tom.name,
    undefined,
  ]);
});
