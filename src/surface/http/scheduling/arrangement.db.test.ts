import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  clinicArrangement,
  clinicKind,
  clinicPlaces,
  freeTimes,
  keptRoom,
  outside,
} from "../../../../contract/index.ts";
import { aClient } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { schedulingRoutes } from "./index.ts";
import { aCalendar } from "./testing/a-calendar.ts";

const { chart, app, as, aBranch } = await aCalendar(
  "Asia/Kolkata",
  ({ clinic, chart: through, authenticate }) =>
    async (instance) => {
      await instance.register(schedulingRoutes, { scheduling: clinic.scheduling(through), authenticate });
    },
);

async function ask(caller: Caller, method: "GET" | "POST" | "PUT", url: string, body?: object) {
  const sent = body === undefined ? {} : { payload: body };
  const answer = await app.inject({ method, url: `/api/scheduling/${url}`, headers: as(caller), ...sent });
  const said = answer.body === "" ? undefined : (JSON.parse(answer.body) as { code?: string; path?: string });
  return { status: answer.statusCode, body: said, code: [answer.statusCode, said?.code] };
}

/** Nine until five from Monday to Friday, with a break for lunch. It is Saturday the 7th of March 2026. */
const weekdays = ["mon", "tue", "wed", "thu", "fri"];
const withBreak = [
  { days: weekdays, from: "09:00", until: "13:00" },
  { days: weekdays, from: "14:00", until: "17:00" },
];
const office = ({ tenant, office: caller }: { tenant: Caller["tenant"]; office: Caller }) =>
  // The owner keeps the directory and sees the calendar; an administrator sees none of it.
  ({ ...caller, tenant, scopes: [...caller.scopes, ...aClient(tenant, "user/Appointment.rs user/Patient.rs").scopes] });

async function aClinic() {
  const it = await aBranch();
  const owner = office(it);
  const therapist = await it.make("Practitioner", { name: [{ text: "Asha Rao" }] });
  const kind = clinicKind.parse(
    (await ask(owner, "POST", "kinds", { name: "Consultation", minutes: 60, capacity: 1 })).body,
  );
  const hours = { branchId: it.branch, hours: withBreak, expected: null };
  expect((await ask(owner, "PUT", `therapists/${therapist}/hours`, hours)).status).toBe(204);
  const arrangement = async () => clinicArrangement.parse((await ask(owner, "GET", "arrangement")).body);
  const book = async (start: string, more: object = {}) => {
    const wish = { requestId: randomUUID(), patientId: await it.patient(), kindId: kind.id, branchId: it.branch };
    const sent = { ...wish, therapistId: therapist, roomId: it.room, start, ...more };
    const { status, body } = await ask(it.desk, "POST", "appointments", sent);
    expect([status, body]).toMatchObject([201, {}]);
    return (body as unknown as { appointment: { id: ResourceId } }).appointment.id;
  };
  return { ...it, owner, therapist, kind, arrangement, book };
}
/** A time in Kolkata. */
const at = (day: string, time: string) => new Date(`${day}T${time}:00+05:30`).toISOString();

test("hours, rooms and kinds are arranged by whoever keeps the directory, and the calendar and free times follow at once", async () => {
  const { owner, desk, branch, therapist, kind, arrangement, make } = await aClinic();
  const without = await make("Practitioner", { name: [{ text: "Vikram Shetty" }] });
  const before = await arrangement();
  expect(before).toMatchObject({
    therapists: [{ name: "Asha Rao", at: [{ branchId: branch, hours: withBreak, isShared: false, version: 1 }] }],
    others: [{ id: without, name: "Vikram Shetty" }],
    rooms: [{ name: "Gym", inUse: true }],
    may: { hours: true, rooms: true, kinds: true },
  });
  const free = async () => {
    const { body } = await ask(desk, "GET", `free?kind=${kind.id}&from=2026-03-09&days=1&branch=${branch}&most=500`);
    return freeTimes.parse(body).times.map(({ start }) => start);
  };
  expect(await free()).toContain(at("2026-03-09", "12:00"));
  // A break is what lies between two parts of a day.
  expect(await free()).not.toContain(at("2026-03-09", "13:00"));
  const [work] = before.therapists[0]?.at ?? [];
  const expected = { roleId: work?.roleId, version: 1 };
  const afternoons = { branchId: branch, hours: [{ days: weekdays, from: "14:00", until: "17:00" }], expected };
  expect((await ask(owner, "PUT", `therapists/${therapist}/hours`, afternoons)).status).toBe(204);
  expect(await free()).toEqual(expect.not.arrayContaining([at("2026-03-09", "12:00")]));

  const wish = { requestId: randomUUID(), name: "Pool", branchId: branch };
  const made = await ask(owner, "POST", "rooms", wish);
  expect(made.status).toBe(201);
  const pool = keptRoom.parse(made.body);
  expect((await ask(owner, "POST", "rooms", wish)).status).toBe(200);
  const closed = await ask(owner, "PUT", `rooms/${pool.id}`, {
    version: 1,
    name: "Pool",
    branchId: branch,
    inUse: false,
  });
  expect(closed.body).toMatchObject({ inUse: false, version: 2 });
  const rooms = clinicPlaces.parse((await ask(desk, "GET", "places")).body).rooms.map(({ name }) => name);
  expect(rooms).toEqual(["Gym"]);
  expect((await arrangement()).rooms.map(({ name, inUse }) => [name, inUse])).toEqual([
    ["Gym", true],
    ["Pool", false],
  ]);

  const { version: _version, id, ...words } = kind;
  const coloured = { ...words, colour: "teal", minutes: 45, version: 1 };
  expect((await ask(owner, "PUT", `kinds/${id}`, coloured)).body).toMatchObject({ colour: "teal", minutes: 45 });
  const plain = { ...words, version: 2 };
  expect((await ask(owner, "PUT", `kinds/${id}`, plain)).body).toMatchObject({ colour: "teal" });
  const none = clinicKind.parse((await ask(owner, "PUT", `kinds/${id}`, { ...plain, version: 3, colour: null })).body);
  expect(none.colour).toBeUndefined();
});

test("what a change would leave outside is said before, is as much as the caller sees, and is moved by nobody", async () => {
  const { owner, office: administrator, branch, room, therapist, kind, arrangement, book, make } = await aClinic();
  const [morning, afternoon] = [await book(at("2026-03-09", "09:00")), await book(at("2026-03-09", "15:00"))];
  // Outside already, with a reason: no change did that.
  await book(at("2026-03-10", "18:00"), { override: { reason: "asked for" } });
  const [work] = (await arrangement()).therapists[0]?.at ?? [];
  const path = `therapists/${therapist}/hours`;
  const said = async (caller: Caller, url: string, wish: object) =>
    outside.parse((await ask(caller, "POST", `${url}/outside`, wish)).body);
  const shorter = { branchId: branch, hours: [{ days: weekdays, from: "14:00", until: "17:00" }] };
  expect(await said(owner, path, shorter)).toMatchObject({
    seen: true,
    count: 1,
    first: [{ id: morning, why: "hours", branchId: branch, roomId: room, kindId: kind.id, therapistId: therapist }],
  });
  expect(await said(administrator, path, shorter)).toEqual({ seen: false, count: 0, first: [] });
  expect(await said(owner, path, { branchId: branch, hours: withBreak })).toMatchObject({ count: 0 });
  // No hours are no knowledge of them: nothing is outside. Not working there any more is.
  expect(await said(owner, path, { branchId: branch, hours: [] })).toMatchObject({ count: 0 });
  expect(await said(owner, path, { branchId: branch, hours: withBreak, active: false })).toMatchObject({ count: 3 });
  const other = clinicKind.parse(
    (await ask(owner, "POST", "kinds", { name: "Speech", minutes: 30, capacity: 1 })).body,
  );
  const otherWork = { branchId: branch, hours: withBreak, kindIds: [other.id] };
  expect((await said(owner, path, otherWork)).first.map(({ why }) => why)).toEqual(Array(3).fill("not-offered"));
  const expected = { roleId: work?.roleId, version: work?.version };
  expect((await ask(owner, "PUT", path, { ...shorter, expected })).status).toBe(204);
  for (const [id, start] of [
    [morning, at("2026-03-09", "09:00")],
    [afternoon, at("2026-03-09", "15:00")],
  ] as const)
    expect((await ask(owner, "GET", `appointments/${id}`)).body).toMatchObject({ version: 1, state: "booked", start });

  expect(await said(owner, `rooms/${room}`, { branchId: branch, inUse: true })).toMatchObject({ count: 0 });
  expect(await said(owner, `rooms/${room}`, { branchId: branch, inUse: false })).toMatchObject({
    count: 3,
    first: [{ why: "room" }, { why: "room" }, { why: "room" }],
  });
  const elsewhere = await make("Location", { name: "Hill Street" });
  expect(await said(owner, `rooms/${room}`, { branchId: elsewhere, inUse: true })).toMatchObject({ count: 3 });
  const kindAt = (more: object) =>
    said(owner, `kinds/${kind.id}`, { branchIds: [], active: true, capacity: 1, ...more });
  expect(await kindAt({})).toMatchObject({ count: 0 });
  expect(await kindAt({ active: false })).toMatchObject({ count: 3 });
  expect(await kindAt({ branchIds: [elsewhere] })).toMatchObject({ count: 3, first: [{ why: "not-offered" }, {}, {}] });
  const group = clinicKind.parse((await ask(owner, "POST", "kinds", { name: "Group", minutes: 60, capacity: 3 })).body);
  for (let one = 0; one < 3; one += 1) await book(at("2026-03-11", "15:00"), { kindId: group.id });
  const fewer = await said(owner, `kinds/${group.id}`, { branchIds: [], active: true, capacity: 2 });
  expect(fewer).toMatchObject({ count: 1, first: [{ why: "too-many" }] });
});

test("whoever is quicker is overwritten by nobody, and each branch of a shared role gets hours of its own", async () => {
  const { owner, branch, room, therapist, kind, arrangement, make } = await aClinic();
  const path = `therapists/${therapist}/hours`;
  const [work] = (await arrangement()).therapists[0]?.at ?? [];
  const expected = { roleId: work?.roleId, version: 1 };
  const change = { branchId: branch, hours: withBreak.slice(0, 1), expected };
  expect((await ask(owner, "PUT", path, change)).status).toBe(204);
  const overtaken = [409, "scheduling/changed-meanwhile"];
  for (const late of [
    change,
    { ...change, expected: null },
    { ...change, expected: { roleId: randomUUID(), version: 2 } },
  ])
    expect((await ask(owner, "PUT", path, late)).code).toEqual(overtaken);
  expect(
    (await ask(owner, "PUT", `rooms/${room}`, { version: 7, name: "x", branchId: branch, inUse: true })).code,
  ).toEqual(overtaken);
  expect(
    (await ask(owner, "PUT", `kinds/${kind.id}`, { name: "x", minutes: 30, capacity: 1, version: 7 })).code,
  ).toEqual(overtaken);

  const second = await make("Location", { name: "Hill Street" });
  const both = await make("Practitioner", { name: [{ text: "Both" }] });
  await chart.create(owner, "PractitionerRole", {
    resourceType: "PractitionerRole",
    practitioner: { reference: `Practitioner/${both}` },
    location: [branch, second].map((id) => ({ reference: `Location/${id}` })),
    availableTime: [{ daysOfWeek: ["mon"], availableStartTime: "08:00:00", availableEndTime: "12:00:00" }],
  } as unknown as FhirResource);
  const of = async (id: string) => (await arrangement()).therapists.find((one) => one.id === id)?.at ?? [];
  const shared = await of(both);
  expect(shared.map(({ isShared }) => isShared)).toEqual([true, true]);
  const one = { branchId: second, hours: withBreak, expected: { roleId: shared[0]?.roleId, version: 1 } };
  expect((await ask(owner, "PUT", `therapists/${both}/hours`, one)).status).toBe(204);
  expect((await of(both)).map((each) => [each.branchId, each.hours.length, each.isShared]).toSorted()).toEqual(
    [
      [branch, 1, false],
      [second, 2, false],
    ].toSorted(),
  );
  const [first] = (await of(both)).filter((each) => each.branchId === branch);
  const ends = {
    branchId: branch,
    hours: [],
    active: false,
    expected: { roleId: first?.roleId, version: first?.version },
  };
  expect((await ask(owner, "PUT", `therapists/${both}/hours`, ends)).status).toBe(204);
  expect((await of(both)).map((each) => each.branchId)).toEqual([second]);
});

test("a branch's new hours are asked about, against the version that was seen, and written by one of two at once", async () => {
  const { owner, office: administrator, desk, branch, room, kind, therapist, book, make, patient } = await aClinic();
  await book(at("2026-03-09", "09:00"));
  const late = await book(at("2026-03-09", "15:00"));
  // Another system named the room alone.
  const { value } = await chart.create(desk, "Appointment", {
    resourceType: "Appointment",
    status: "booked",
    start: at("2026-03-10", "15:00"),
    end: at("2026-03-10", "16:00"),
    participant: [
      { actor: { reference: `Location/${room}` }, status: "accepted" },
      { actor: { reference: `Patient/${await patient()}` }, status: "accepted" },
    ],
  } as unknown as FhirResource);
  const path = `branches/${branch}/opening`;
  const mornings = { hours: [{ days: weekdays, from: "08:00", until: "12:00" }] };
  const said = async (caller: Caller, wish: object) =>
    outside.parse((await ask(caller, "POST", `${path}/outside`, wish)).body);
  expect(await said(owner, mornings)).toMatchObject({
    seen: true,
    count: 2,
    first: [
      { id: late, why: "hours", branchId: branch, therapistId: therapist, kindId: kind.id },
      { id: value.id, roomId: room },
    ],
  });
  expect(await said(administrator, mornings)).toEqual({ seen: false, count: 0, first: [] });
  // Whoever reaches some patients alone is told that there may be others.
  expect(await said({ ...owner, reach: "related" }, mornings)).toMatchObject({ seen: true, partly: true });
  expect(await said(owner, { hours: [] })).toEqual({ seen: true, count: 0, first: [] });

  const version = async () =>
    clinicArrangement.parse((await ask(owner, "GET", "arrangement")).body).branches.find(({ id }) => id === branch)
      ?.version;
  const expected = await version();
  expect((await ask(owner, "PUT", path, { ...mornings, expected })).status).toBe(204);
  expect((await ask(owner, "PUT", path, { hours: [], expected })).code).toEqual([409, "scheduling/changed-meanwhile"]);
  // What is outside already no change put there.
  expect(await said(owner, mornings)).toMatchObject({ count: 0 });
  expect((await ask(owner, "GET", `appointments/${late}`)).body).toMatchObject({ version: 1, state: "booked" });

  const newcomer = await make("Practitioner", { name: [{ text: "Vikram Shetty" }] });
  const first = { branchId: branch, hours: withBreak, expected: null };
  const many = await Promise.all(
    Array.from({ length: 4 }, () => ask(owner, "PUT", `therapists/${newcomer}/hours`, first)),
  );
  expect(many.map(({ status }) => status).toSorted()).toEqual([204, 409, 409, 409]);
});

test("who doesn't keep the directory is refused, and what isn't seen isn't there", async () => {
  const { owner, desk, branch, room, therapist, kind } = await aClinic();
  const stranger = await aClinic();
  const hours = { branchId: branch, hours: withBreak };
  const wish = { requestId: randomUUID(), name: "Pool", branchId: branch };
  const kept = { version: 1, name: "Gym", branchId: branch, inUse: false };
  for (const who of [desk, aClient(desk.tenant, "user/Patient.cruds")]) {
    expect((await ask(who, "GET", "arrangement")).status).toBe(403);
    for (const [method, url, body] of [
      ["PUT", `therapists/${therapist}/hours`, hours],
      ["POST", `therapists/${therapist}/hours/outside`, hours],
      ["POST", "rooms", wish],
      ["PUT", `rooms/${room}`, kept],
      ["POST", `rooms/${room}/outside`, kept],
      ["POST", `kinds/${kind.id}/outside`, { capacity: 1 }],
      ["POST", `branches/${branch}/opening/outside`, { hours: [] }],
    ] as const)
      expect((await ask(who, method, url, body)).status, url).toBe(403);
  }
  const { owner: other } = stranger;
  const own = { ...hours, branchId: stranger.branch };
  for (const [method, url, body, code] of [
    ["PUT", `therapists/${therapist}/hours`, own, "scheduling/unknown"],
    ["PUT", `therapists/${stranger.therapist}/hours`, hours, "scheduling/unknown-branch"],
    ["PUT", `therapists/${stranger.therapist}/hours`, { ...own, kindIds: [kind.id] }, "scheduling/unknown-kind"],
    ["POST", "rooms", wish, "scheduling/unknown-branch"],
    ["PUT", `rooms/${room}`, kept, "scheduling/unknown"],
    ["PUT", `rooms/${stranger.branch}`, { ...kept, branchId: stranger.branch }, "scheduling/unknown-room"],
    ["PUT", `rooms/${stranger.room}`, kept, "scheduling/unknown-branch"],
    ["PUT", `rooms/${stranger.room}`, { ...kept, branchId: stranger.room }, "scheduling/unknown-branch"],
    ["POST", `rooms/${room}/outside`, kept, "scheduling/unknown-room"],
    ["POST", `kinds/${kind.id}/outside`, { capacity: 1 }, "scheduling/unknown-kind"],
    ["POST", `branches/${branch}/opening/outside`, { hours: [] }, "scheduling/unknown-branch"],
  ] as const)
    expect((await ask(other, method, url, body)).code, url).toEqual([404, code]);
  const nobodys = await ask(other, "POST", `therapists/${therapist}/hours/outside`, own);
  expect(nobodys.body).toEqual({ seen: true, count: 0, first: [] });
  for (const [url, body] of [
    [`therapists/${therapist}/hours`, { ...hours, hours: [{ days: ["mon"], from: "17:00", until: "09:00" }] }],
    [`rooms/${room}`, { ...kept, name: "a\nb" }],
    [`kinds/${kind.id}`, { name: "x", minutes: 30, capacity: 1, version: 1, colour: "red" }],
  ] as const)
    expect((await ask(owner, "PUT", url, body)).status, url).toBeOneOf([400, 422]);
});
