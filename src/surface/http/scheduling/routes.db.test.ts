import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  bookedAppointment,
  bookedSeries,
  bookingRefusal,
  clinicBoard,
  clinicPlaces,
  freeTimes,
  madeAbsence,
  seriesPreview,
  waitingList,
} from "../../../../contract/index.ts";
import { aClient } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { schedulingRoutes } from "./index.ts";
import { aCalendar } from "./testing/a-calendar.ts";

const { house, chart, app, as, ...calendar } = await aCalendar(
  "Asia/Kolkata",
  ({ clinic, chart: through, authenticate }) =>
    async (instance) => {
      await instance.register(schedulingRoutes, { scheduling: clinic.scheduling(through), authenticate });
    },
);

/** A request of somebody's: what was answered. */
async function ask(caller: Caller, method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: unknown) {
  const sent = body === undefined ? {} : { payload: body as object };
  const answer = await app.inject({ method, url: `/api/scheduling/${url}`, headers: as(caller), ...sent });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : (JSON.parse(answer.body) as unknown) };
}

const monToSat = ["mon", "tue", "wed", "thu", "fri", "sat"];

/** A branch with a room and two therapists who work from nine to five, and the usual kinds. It is Saturday the 7th of March, 14:30. */
async function aBranch() {
  const { make, ...branchOf } = await calendar.aBranch();
  const { office, branch } = branchOf;
  const therapist = await make("Practitioner", { name: [{ text: "Asha Rao" }] });
  const other = await make("Practitioner", { name: [{ given: ["Vikram"], family: "Shetty" }] });
  const kinds = [];
  for (const [name, minutes, capacity] of [
    ["Consultation", 30, 1],
    ["Physiotherapy", 90, 10],
    ["Speech", 60, 1],
  ] as const)
    kinds.push((await ask(office, "POST", "kinds", { name, minutes, capacity })).body as { id: string });
  const hours = [{ days: monToSat, from: "09:00", until: "17:00" }];
  for (const one of [therapist, other])
    expect((await ask(office, "PUT", `therapists/${one}/hours`, { branchId: branch, hours })).status).toBe(204);
  const opening = { hours: [{ days: monToSat, from: "08:00", until: "20:00" }] };
  expect((await ask(office, "PUT", `branches/${branch}/opening`, opening)).status).toBe(204);
  const [consultation = "", physio = "", speech = ""] = kinds.map(({ id }) => id);
  return { ...branchOf, therapist, other, consultation, physio, speech };
}

const booked = (body: unknown) => bookedAppointment.parse(body);
/** 10:00 in Kolkata. */
const ten = (day: string) => `${day}T04:30:00.000Z`;

test("a desk books, is warned, moves and follows a visit, and what it sends twice is done once", async () => {
  const { desk, office, branch, room, therapist, consultation, patient } = await aBranch();
  const places = clinicPlaces.parse((await ask(desk, "GET", "places")).body);
  expect(places).toMatchObject({ timeZone: "Asia/Kolkata", may: { book: true, configure: false, seeEverybody: true } });
  const related = { ...desk, id: randomUUID(), reach: "related" as const };
  expect((await ask(related, "GET", "places")).body).toMatchObject({ may: { book: true, seeEverybody: false } });
  expect(places.therapists.map(({ name }) => name)).toEqual(["Asha Rao", "Vikram Shetty"]);
  expect(places.therapists[0]?.at).toEqual([
    { branchId: branch, hours: [{ days: monToSat, from: "09:00", until: "17:00" }], kindIds: [] },
  ]);
  const who = await patient();
  const wish = {
    requestId: randomUUID(),
    patientId: who,
    kindId: consultation,
    branchId: branch,
    therapistId: therapist,
  };
  const first = await ask(desk, "POST", "appointments", { ...wish, roomId: room, start: ten("2026-03-09") });
  expect(first.status).toBe(201);
  const { appointment } = booked(first.body);
  expect(appointment).toMatchObject({
    state: "booked",
    end: "2026-03-09T05:00:00.000Z",
    patient: { id: who, name: "Nora Halloran" },
    kind: { name: "Consultation" },
    therapist: { name: "Asha Rao" },
    room: { name: "Gym" },
    branchId: branch,
    may: ["move", "arrive", "cancel"],
  });
  const again = await ask(desk, "POST", "appointments", { ...wish, roomId: room, start: ten("2026-03-09") });
  expect([again.status, booked(again.body).appointment.id]).toEqual([200, appointment.id]);

  const another = { ...wish, patientId: await patient("Rao") };
  const refusal = async (start: string, more: object = {}) => {
    const { status, body } = await ask(desk, "POST", "appointments", {
      ...another,
      requestId: randomUUID(),
      start,
      ...more,
    });
    return [status, bookingRefusal.parse(body).code, bookingRefusal.parse(body).warnings.map(({ code }) => code)];
  };
  expect(await refusal(ten("2026-03-09"))).toEqual([409, "scheduling/taken", ["taken"]]);
  expect(await refusal("2026-03-09T03:00:00Z")).toEqual([409, "scheduling/needs-reason", ["therapist-off-hours"]]);
  expect(await refusal(ten("2026-03-08"), { therapistId: undefined })).toEqual([
    409,
    "scheduling/needs-reason",
    ["branch-closed"],
  ]);
  expect(await refusal("2026-03-07T04:30:00Z")).toEqual([409, "scheduling/needs-reason", ["past"]]);
  const busy = { patientId: who, therapistId: undefined };
  expect(await refusal(ten("2026-03-09"), busy)).toEqual([409, "scheduling/needs-reason", ["patient-busy"]]);
  // Leave, and who lies in it.
  const leave = { requestId: randomUUID(), who: { kind: "therapist", id: therapist }, start: "2026-03-09T00:00:00Z" };
  const away = await ask(desk, "POST", "absences", { ...leave, end: "2026-03-11T00:00:00Z", label: "Leave" });
  expect([away.status, madeAbsence.parse(away.body).affected]).toEqual([201, 1]);
  expect(await refusal("2026-03-09T06:00:00Z")).toEqual([409, "scheduling/needs-reason", ["therapist-away"]]);
  const early = {
    ...another,
    requestId: randomUUID(),
    start: "2026-03-09T03:00:00Z",
    override: { reason: "asked for" },
  };
  expect(booked((await ask(desk, "POST", "appointments", early)).body).appointment.overrideReason).toBe("asked for");

  const url = `appointments/${appointment.id}`;
  const move = { version: 1, start: "2026-03-12T10:00:00Z", roomId: null };
  const moved = booked((await ask(desk, "POST", `${url}/move`, move)).body).appointment;
  expect(moved).toMatchObject({ version: 2, start: "2026-03-12T10:00:00.000Z", therapist: { id: therapist } });
  expect(moved.room).toBeUndefined();
  expect(booked((await ask(desk, "POST", `${url}/move`, move)).body).appointment.version).toBe(2);
  const late = await ask(desk, "POST", `${url}/move`, { version: 1, start: "2026-03-13T10:00:00Z" });
  expect([late.status, late.body]).toMatchObject([409, { code: "scheduling/changed-meanwhile" }]);
  expect((await ask(desk, "POST", `${url}/move`, { version: 2, start: "2026-03-07T09:00:00Z" })).status).toBe(200);

  const act = async (version: number, what: string, more: object = {}) => {
    const { status, body } = await ask(desk, "POST", `${url}/acts`, { version, act: what, ...more });
    return status === 200 ? booked(body).appointment : [status, (body as { code: string }).code];
  };
  expect(await act(3, "start")).toEqual([409, "scheduling/illegal-change"]);
  const arrived = await act(3, "arrive");
  expect(arrived).toMatchObject({
    state: "arrived",
    version: 4,
    token: 1,
    arrivedAt: new Date(house.now()).toISOString(),
  });
  expect(await act(3, "arrive")).toEqual(arrived);
  expect(await act(4, "cancel")).toEqual([422, "scheduling/unsuitable"]);
  expect(await act(4, "start")).toMatchObject({ state: "with-clinician", token: 1, may: ["finish", "cancel", "undo"] });
  expect(await act(5, "undo")).toMatchObject({ state: "arrived", version: 6 });
  expect(await act(6, "start")).toMatchObject({ state: "with-clinician" });
  expect(await act(7, "finish")).toMatchObject({ state: "done", may: ["undo"] });
  expect(await act(8, "cancel")).toEqual([409, "scheduling/illegal-change"]);

  const today = await ask(desk, "GET", `board?branch=${branch}&from=2026-03-07&days=3`);
  const board = clinicBoard.parse(today.body);
  expect(board.appointments.map(({ state, patient: seen }) => [state, seen?.name])).toEqual([
    ["done", "Nora Halloran"],
    ["booked", "Nora Rao"],
  ]);
  expect(board.absences).toMatchObject([{ who: { kind: "therapist", id: therapist }, label: "Leave" }]);
  expect((await ask(office, "GET", `board?branch=${branch}&from=2026-03-07`)).status).toBe(403);
  expect((await ask(desk, "GET", `board?branch=${room}&from=2026-03-07`)).status).toBe(404);
  const noPatients = aClient(desk.tenant, "system/Appointment.rs system/Location.rs system/Slot.rs");
  const unnamed = clinicBoard.parse((await ask(noPatients, "GET", `board?branch=${branch}&from=2026-03-07`)).body);
  expect(unnamed.appointments.map(({ patient: seen, may }) => [seen, may])).toEqual([[undefined, []]]);
});

test("free times are in working hours, count places, and skip leave, closures and what is taken", async () => {
  const { desk, branch, room, therapist, physio, speech, patient } = await aBranch();
  const free = async (query: string) =>
    freeTimes.parse((await ask(desk, "GET", `free?branch=${branch}&from=2026-03-09&${query}`)).body).times;
  const all = await free(`kind=${speech}&days=1&therapist=${therapist}`);
  expect(all).toHaveLength(15);
  expect(all[0]).toEqual({
    start: "2026-03-09T03:30:00.000Z",
    end: "2026-03-09T04:30:00.000Z",
    branchId: branch,
    therapistId: therapist,
    roomId: room,
    left: 1,
  });
  const group = { patientId: await patient(), kindId: physio, branchId: branch, therapistId: therapist, roomId: room };
  for (let index = 0; index < 3; index += 1) {
    const asked = { ...group, patientId: await patient(), requestId: randomUUID(), start: ten("2026-03-09") };
    expect((await ask(desk, "POST", "appointments", asked)).status).toBe(201);
  }
  const left = (await free(`kind=${physio}&days=1&therapist=${therapist}`)).map(({ start, left: places }) => [
    start.slice(11, 16),
    places,
  ]);
  expect(left.slice(0, 5)).toEqual([
    ["03:30", 7],
    ["04:00", 7],
    ["04:30", 7],
    ["05:00", 7],
    ["05:30", 7],
  ]);
  // A kind of one doesn't go between ten to half past eleven, nor into the room of the others.
  const starts = (await free(`kind=${speech}&days=1&therapist=${therapist}`)).map(({ start }) => start.slice(11, 16));
  expect(starts.slice(0, 3)).toEqual(["03:30", "06:00", "06:30"]);
  const closed = { requestId: randomUUID(), who: { kind: "branch", id: branch }, start: "2026-03-09T06:00:00Z" };
  await ask(desk, "POST", "absences", { ...closed, end: "2026-03-10T08:00:00Z" });
  const rest = (await free(`kind=${speech}&days=2&therapist=${therapist}`)).map(({ start }) => start.slice(5, 16));
  expect(rest.slice(0, 2)).toEqual(["03-09T03:30", "03-10T08:00"]);
});

test("a series is shown first, with other times for what is taken, and booked as a whole or not at all", async () => {
  const { desk, office, branch, therapist, speech, patient } = await aBranch();
  const blocker = { requestId: randomUUID(), patientId: await patient(), kindId: speech, branchId: branch };
  await ask(desk, "POST", "appointments", { ...blocker, therapistId: therapist, start: ten("2026-03-11") });
  const series = { patientId: await patient(), kindId: speech, branchId: branch, therapistId: therapist };
  const wish = { ...series, from: "2026-03-09", time: "10:00", weekdays: monToSat.slice(0, 5), sessions: 21 };
  const { sessions } = seriesPreview.parse((await ask(desk, "POST", "series/preview", wish)).body);
  expect(sessions).toHaveLength(21);
  expect(sessions.at(-1)?.start).toBe(ten("2026-04-06"));
  expect(
    sessions.flatMap(({ warnings }, index) => (warnings.length === 0 ? [] : [[index, warnings[0]?.code]])),
  ).toEqual([[2, "taken"]]);
  expect(sessions[2]?.alternatives.map(({ start }) => start)).toEqual([
    "2026-03-11T03:30:00.000Z",
    "2026-03-11T05:30:00.000Z",
    "2026-03-11T06:00:00.000Z",
  ]);
  const requestId = randomUUID();
  const all = sessions.map(({ start }) => ({ start, therapistId: therapist }));
  const { patientId, kindId, branchId } = series;
  const send = (chosen: typeof all) =>
    ask(desk, "POST", "series", { requestId, patientId, kindId, branchId, sessions: chosen });
  const refused = await send(all);
  expect([refused.status, refused.body]).toMatchObject([409, { code: "scheduling/taken", path: "sessions[2]" }]);
  expect((await chart.search(desk, "Appointment", [])).value.matches).toHaveLength(1);
  const chosen = all.with(2, { start: "2026-03-11T03:30:00.000Z", therapistId: therapist });
  const [one, two] = await Promise.all([send(chosen), send(chosen)]);
  expect([one.status, two.status].toSorted()).toEqual([200, 201]);
  expect(bookedSeries.parse(one.body).appointments.map(({ start }) => start)).toEqual(
    bookedSeries.parse(two.body).appointments.map(({ start }) => start),
  );
  expect((await chart.search(desk, "Appointment", [["_count", "100"]])).value.matches).toHaveLength(22);
  // As many as there can be, with a branch of more rooms than one search asks for.
  const days = Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(2026, 5, 1 + index, 4, 30)).toISOString());
  const long = {
    requestId: randomUUID(),
    patientId,
    kindId,
    branchId,
    override: { reason: "Sundays too" },
    sessions: days.map((start) => ({ start })),
  };
  const statuses = [await ask(desk, "POST", "series", long), await ask(desk, "POST", "series", long)];
  expect(statuses.map(({ status, body }) => [status, bookedSeries.parse(body).appointments.length])).toEqual([
    [201, 60],
    [200, 60],
  ]);
  const rooms = Array.from({ length: 60 }, (_, index) => ({
    kind: "create" as const,
    type: "Location" as const,
    resource: { resourceType: "Location", name: `${index}`, partOf: { reference: `Location/${branchId}` } },
  }));
  await chart.transact(office, rooms);
  const week = await ask(desk, "GET", `board?branch=${branchId}&from=2026-06-01&days=7`);
  expect(clinicBoard.parse(week.body).appointments).toHaveLength(7);
});

test("who waits is offered a place that became free, and comes off the list by getting it", async () => {
  const { desk, branch, therapist, other, speech, consultation, patient } = await aBranch();
  const full = { requestId: randomUUID(), patientId: await patient(), kindId: speech, branchId: branch };
  const taken = booked(
    (await ask(desk, "POST", "appointments", { ...full, therapistId: therapist, start: ten("2026-03-09") })).body,
  ).appointment;
  const wait = (body: object) =>
    ask(desk, "POST", "waiting", { requestId: randomUUID(), kindId: speech, branchId: branch, ...body });
  const [first, second, third] = [await patient("Ada"), await patient("Bea"), await patient("Cia")];
  const requestId = randomUUID();
  expect((await wait({ patientId: first, therapistId: therapist, until: "2026-03-31", requestId })).status).toBe(201);
  expect((await wait({ patientId: first, therapistId: therapist, until: "2026-03-31", requestId })).status).toBe(200);
  house.wait(1_000);
  await wait({ patientId: second, from: "2026-03-10" });
  await wait({ patientId: third, therapistId: other });
  await wait({ patientId: third, kindId: consultation });
  const cancel = { version: 1, act: "cancel", reason: { code: "patient", text: "unwell" } };
  const gone = booked((await ask(desk, "POST", `appointments/${taken.id}/acts`, cancel)).body);
  expect(gone).toMatchObject({ waitingForIt: 1, appointment: { state: "cancelled", cancelReason: "unwell" } });
  const list = async (query: string) =>
    waitingList.parse((await ask(desk, "GET", `waiting?branch=${branch}${query}`)).body).waiting;
  expect((await list("")).map((one) => one.patient?.name)).toHaveLength(4);
  const fitting = await list(`&kind=${speech}&therapist=${therapist}&start=${ten("2026-03-09")}`);
  expect(fitting.map((one) => [one.patient?.name, one.waiting?.until])).toEqual([["Nora Ada", "2026-03-31"]]);
  const move = { version: 1, start: ten("2026-03-09"), therapistId: therapist };
  const placed = booked((await ask(desk, "POST", `appointments/${fitting[0]?.id ?? ""}/move`, move)).body).appointment;
  expect(placed).toMatchObject({ state: "booked", patient: { name: "Nora Ada" }, end: "2026-03-09T05:30:00.000Z" });
  expect(await list(`&kind=${speech}`)).toHaveLength(2);
});
