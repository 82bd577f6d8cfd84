import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  accessReviewDetail,
  accessReviewList,
  breakGlassDetail,
  breakGlassGrant,
  breakGlassList,
  breakGlassReasons,
  governanceSettings,
  myBreakGlass,
  officerTask,
  possibleReviewers,
  problem,
  reviewItem,
  taskList,
  vendorAccess,
  vendorAccessList,
} from "../../../../contract/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import { aClient, aDesk, aPatient } from "../../../../test/people/index.ts";
import { defaultSettings } from "../../../care/governance/index.ts";
import { type Member, aGovernance } from "../../../care/governance/testing/a-governance.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { governanceRoutes } from "./index.ts";

const it = await aGovernance();
const { house, governance } = it;
let stored: unknown;
const said: string[] = [];
const settings: Settings = {
  get: async (_tenant, kind) => kind.parse(stored),
  change: async (_actor, _tenant, kind, make) => {
    const { value, detail } = make(kind.parse(stored));
    stored = kind.parse(value);
    said.push(detail);
    return value;
  },
};
const read: number[] = [];
const lockedNames = {
  of: async () => ({ failures: 5, since: 1_000, lastAt: 5_000, lockedAt: 5_000 }),
  read: async (_tenant: TenantId, _person: PersonId, until: number) => {
    read.push(until);
  },
};
const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    governanceRoutes(instance, { governance, authenticate, settings, lockedNames, now: house.now }),
);
const minute = 60_000;
const hour = 60 * minute;

const get = (caller: Caller, url: string) => app.inject({ url, headers: as(caller) });
const post = (caller: Caller, url: string, payload: object = {}) =>
  app.inject({ method: "POST", url, headers: as(caller), payload });
/** The same person, proven now. */
const fresh = (member: Member): Member => ({ ...member, provenAt: house.now() });

async function aHospital() {
  const tenant = await it.anOrganisation();
  const nurse = it.member(tenant, "nurse", "Nia Bell");
  const officer = it.member(tenant, "privacy-officer", "Ines Duarte", {
    permissions: ["break-glass.review", "reviews.manage", "reviews.decide", "vendor.approve"],
  });
  const administrator = it.member(tenant, "administrator", "Mei Lindqvist");
  const vendor = it.member(tenant, "vendor", "Vic Moran");
  const writer = it.member(tenant, "clinician", "Dr Ada Okafor");
  const { value } = await house.chart.create(writer, "Patient", aPatient({ mrn: "MRN-1" }));
  return { tenant, nurse, officer, administrator, vendor, writer, patientId: value.id };
}

const asking = {
  patient: { by: "identifier", value: "MRN-1" },
  reason: { kind: "emergency-treatment", words: "Found unconscious in the waiting room." },
};

test("from the asking to the judgement", async () => {
  const { nurse, officer, patientId } = await aHospital();
  expect(breakGlassReasons.parse((await get(nurse, "/api/break-glass/reasons")).json()).minutes).toBe(120);
  const asked = await post(fresh(nurse), "/api/break-glass", asking);
  expect(asked.statusCode).toBe(201);
  const grant = breakGlassGrant.parse(asked.json());
  expect(grant).toMatchObject({ patientId, patientLabel: "Nora Halloran, born 1948-02-29", secondsLeft: 7200 });
  expect((await post(fresh(nurse), "/api/break-glass", asking)).statusCode).toBe(200);
  house.wait(minute);
  const banner = await get(nurse, "/api/break-glass/mine");
  expect(myBreakGlass.parse(banner.json()).grants).toMatchObject([{ id: grant.id, secondsLeft: 7140 }]);
  expect(banner.headers["cache-control"]).toBe("no-store");
  expect((await post(nurse, `/api/break-glass/${grant.id}/end`)).statusCode).toBe(204);
  expect(myBreakGlass.parse((await get(nurse, "/api/break-glass/mine")).json()).grants).toEqual([]);
  const tasks = taskList.parse((await get(officer, "/api/tasks")).json());
  expect(tasks.tasks).toMatchObject([{ kind: "break-glass-review", about: grant.id }]);
  const list = breakGlassList.parse((await get(officer, "/api/break-glass?state=awaiting")).json());
  expect(list.grants).toMatchObject([{ id: grant.id, endedBy: "hand", overdue: false, mine: false }]);
  const detail = breakGlassDetail.parse((await get(officer, `/api/break-glass/${grant.id}`)).json());
  expect(detail.reason).toEqual({
    kind: "emergency-treatment",
    sentence: "emergency treatment",
    words: asking.reason.words,
  });
  const judged = await post(officer, `/api/break-glass/${grant.id}/review`, { outcome: "justified", note: "It was." });
  expect(breakGlassDetail.parse(judged.json()).state).toBe("justified");
  const again = await post(officer, `/api/break-glass/${grant.id}/review`, { outcome: "justified", note: "It was." });
  expect([again.statusCode, problem.parse(again.json()).code]).toEqual([409, "break-glass/illegal-change"]);
});

test("breaking the glass needs a proof of the last five minutes", async () => {
  const { nurse } = await aHospital();
  const before = house.now();
  for (const provenAt of [undefined, before - 5 * minute - 1]) {
    const refused = await post({ ...nurse, provenAt }, "/api/break-glass", asking);
    expect([refused.statusCode, problem.parse(refused.json()).code]).toEqual([403, "session/step-up-needed"]);
  }
  expect((await post({ ...nurse, provenAt: before - 5 * minute + 1 }, "/api/break-glass", asking)).statusCode).toBe(
    201,
  );
});

test("who isn't there and who is there look alike to everybody who gets no grant", async () => {
  const { nurse, writer } = await aHospital();
  const unknown = { ...asking, patient: { by: "identifier", value: "MRN-9" } };
  const callers: Caller[] = [
    { ...writer, permissions: new Set() },
    { ...nurse, provenAt: undefined },
  ];
  for (const caller of callers) {
    const answers = await Promise.all([
      post(caller, "/api/break-glass", asking),
      post(caller, "/api/break-glass", unknown),
    ]);
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(403);
  }
  for (const reason of [
    { kind: "emergency-treatment", words: "aaaa" },
    { kind: "curiosity", words: "x".repeat(40) },
  ]) {
    const answers = await Promise.all(
      [asking, unknown].map((one) => post(fresh(nurse), "/api/break-glass", { ...one, reason })),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(400);
  }
});

test("nobody, two of a name and another organisation's patient are answered with the same bytes", async () => {
  const { nurse, writer } = await aHospital();
  const other = await aHospital();
  for (let n = 0; n < 2; n += 1)
    await house.chart.create(writer, "Patient", aPatient({ given: "Tom", family: "Birch", birthDate: "1950-01-01" }));
  const answers = [];
  for (const patient of [
    { by: "identifier", value: "MRN-9" },
    { by: "person", family: "Birch", given: "Tom", birthDate: "1950-01-01" },
    { by: "id", id: other.patientId },
    { by: "id", id: randomUUID() },
  ])
    answers.push(await post(fresh(nurse), "/api/break-glass", { ...asking, patient }));
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(problem.parse(answers[0]?.json()).code).toBe("break-glass/no-single-patient");
  expect(answers[0]?.statusCode).toBe(404);
});

test("too many askings are told how long to wait", async () => {
  const { nurse } = await aHospital();
  for (let n = 0; n < 10; n += 1)
    await post(fresh(nurse), "/api/break-glass", { ...asking, patient: { by: "identifier", value: `GUESS-${n}` } });
  const refused = await post(fresh(nurse), "/api/break-glass", asking);
  expect([refused.statusCode, problem.parse(refused.json()).code]).toEqual([429, "break-glass/too-many"]);
  expect(refused.headers["retry-after"]).toBe("3600");
});

test("another's grant isn't there for a colleague, nor for another organisation's officer", async () => {
  const { nurse, writer } = await aHospital();
  const other = await aHospital();
  const { id } = breakGlassGrant.parse((await post(fresh(nurse), "/api/break-glass", asking)).json());
  const answers = [
    await post(writer, `/api/break-glass/${id}/end`),
    await post(writer, `/api/break-glass/${randomUUID()}/end`),
    await post(other.officer, `/api/break-glass/${id}/end`),
    await get(other.officer, `/api/break-glass/${id}`),
    await post(other.officer, `/api/break-glass/${id}/review`, { outcome: "justified", note: "Not mine." }),
    await get(other.officer, `/api/break-glass?before=${id}`),
  ];
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(answers[0]?.statusCode).toBe(404);
});

const wanted = (personId: string) => ({
  personId,
  ticket: "SUP-1",
  purpose: "Find out why results arrive twice.",
  scopes: ["user/Observation.rs?category=laboratory"],
  from: new Date(house.now()).toISOString(),
  until: new Date(house.now() + 4 * hour).toISOString(),
});

test("a vendor is let in by two people, and out by one", async () => {
  const { administrator, officer, vendor } = await aHospital();
  const stale = await post({ ...administrator, provenAt: undefined }, "/api/vendor-access", wanted(vendor.id));
  expect(problem.parse(stale.json()).code).toBe("session/step-up-needed");
  const asked = await post(fresh(administrator), "/api/vendor-access", wanted(vendor.id));
  expect(asked.statusCode).toBe(201);
  const { id, may } = vendorAccess.parse(asked.json());
  expect(may).toEqual({ approve: false, refuse: false, withdraw: true, end: false });
  const own = await post(fresh(administrator), `/api/vendor-access/${id}/approve`);
  expect([own.statusCode, problem.parse(own.json()).code]).toEqual([409, "vendor/four-eyes"]);
  const unproven = await post({ ...officer, provenAt: undefined }, `/api/vendor-access/${id}/approve`);
  expect(problem.parse(unproven.json()).code).toBe("session/step-up-needed");
  const approved = await post(fresh(officer), `/api/vendor-access/${id}/approve`, { note: "Call before." });
  expect(vendorAccess.parse(approved.json())).toMatchObject({ state: "approved", inForce: true });
  expect(vendorAccessList.parse((await get(officer, "/api/vendor-access")).json()).access).toHaveLength(1);
  const ended = await post(administrator, `/api/vendor-access/${id}/end`);
  expect(vendorAccess.parse(ended.json()).state).toBe("ended");
});

test("an access review from its opening to its file", async () => {
  const { tenant, officer, nurse } = await aHospital();
  it.register(tenant).set(nurse.id, { holder: nurse.id, holderName: nurse.name, grant: "Nurse, facility" });
  const opened = await post(officer, "/api/access-reviews", { title: "Spring review" });
  expect(opened.statusCode).toBe(201);
  const review = accessReviewDetail.parse(opened.json());
  expect(review.items).toMatchObject([{ holder: "Nia Bell", reviewer: { id: officer.id }, mine: true }]);
  const at = `/api/access-reviews/${review.id}`;
  const item = `${at}/items/${review.items[0]?.id}`;
  expect(accessReviewList.parse((await get(officer, "/api/access-reviews")).json()).reviews).toHaveLength(1);
  expect(possibleReviewers.parse((await get(officer, "/api/access-reviews/reviewers")).json()).people).toContainEqual({
    id: officer.id,
    name: officer.name,
  });
  const refused = await post({ ...officer, provenAt: undefined }, `${item}/decide`, {
    decision: "withdraw",
    reason: "She has left.",
  });
  expect(problem.parse(refused.json()).code).toBe("session/step-up-needed");
  const decided = await post(fresh(officer), `${item}/decide`, { decision: "withdraw", reason: "She has left." });
  expect(reviewItem.parse(decided.json()).state).toBe("withdrawn");
  expect(it.register(tenant).size).toBe(0);
  const csv = await get(fresh(officer), `${at}/export.csv`);
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(csv.headers["content-disposition"]).toContain("attachment");
  expect(csv.body.split("\r\n")[1]).toContain("person-role,Nia Bell");
  expect(problem.parse((await get({ ...officer, provenAt: undefined }, `${at}/export.csv`)).json()).code).toBe(
    "session/step-up-needed",
  );
});

test("a task is given to a colleague and back, and is done by deciding or by hand", async () => {
  const { tenant, nurse, officer } = await aHospital();
  const second = it.member(tenant, "privacy-officer", "Olu Ade", { permissions: ["break-glass.review"] });
  for (let n = 0; n < 3; n += 1)
    await post(fresh(nurse), "/api/break-glass", { ...asking, patient: { by: "identifier", value: `GUESS-${n}` } });
  await post(fresh(nurse), "/api/break-glass", asking);
  const { tasks } = taskList.parse((await get(officer, "/api/tasks")).json());
  expect(tasks.map(({ kind, completable }) => [kind, completable]).sort()).toEqual([
    ["break-glass-misses", true],
    ["break-glass-review", false],
  ]);
  const [misses, review] = ["break-glass-misses", "break-glass-review"].map(
    (kind) => tasks.find((task) => task.kind === kind)?.id ?? "",
  );
  const people = possibleReviewers.parse((await get(officer, `/api/tasks/${review}/assignees`)).json()).people;
  expect(people.map(({ id }) => id).sort()).toEqual([officer.id, second.id].sort());
  const given = await post(officer, `/api/tasks/${review}/assign`, { personId: second.id });
  expect(officerTask.parse(given.json()).assignee?.id).toBe(second.id);
  expect(taskList.parse((await get(second, "/api/tasks")).json()).counts.mine).toBe(1);
  expect(taskList.parse((await get(officer, "/api/tasks")).json()).tasks).toHaveLength(1);
  const unsuitable = await post(officer, `/api/tasks/${review}/assign`, { personId: nurse.id });
  expect([unsuitable.statusCode, problem.parse(unsuitable.json()).code]).toEqual([422, "task/unsuitable-assignee"]);
  expect((await post(second, `/api/tasks/${review}/assign`, { personId: null })).statusCode).toBe(200);
  const byHand = await post(officer, `/api/tasks/${review}/complete`, { note: "Seen." });
  expect([byHand.statusCode, problem.parse(byHand.json()).code]).toEqual([409, "task/done-by-deciding"]);
  const done = await post(officer, `/api/tasks/${misses}/complete`, { note: "She mistyped the number." });
  expect(officerTask.parse(done.json())).toMatchObject({ state: "done", doneBy: "Ines Duarte" });
  expect(taskList.parse((await get(officer, "/api/tasks?state=done")).json()).tasks).toHaveLength(1);
});

test("somebody else's task, and one about one's own act, look like none", async () => {
  const { tenant, nurse, officer } = await aHospital();
  const other = await aHospital();
  const both = it.member(tenant, "privacy-officer", "Noor Haddad", {
    permissions: ["break-glass.use", "break-glass.review"],
  });
  await post(fresh(both), "/api/break-glass", asking);
  const [task] = taskList.parse((await get(officer, "/api/tasks")).json()).tasks;
  for (const caller of [both, nurse, other.officer])
    for (const [what, payload] of [
      ["complete", { note: "Nothing here." }],
      ["assign", { personId: null }],
    ] as const) {
      const answer = await post(caller, `/api/tasks/${task?.id}/${what}`, payload);
      expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([404, "task/unknown"]);
    }
});

test("what an organisation decides about exceptions is changed within its bounds, with a fresh proof", async () => {
  const { administrator, nurse } = await aHospital();
  const url = "/api/settings/governance";
  const put = (caller: Caller, payload: object) => app.inject({ method: "PUT", url, headers: as(caller), payload });
  expect(governanceSettings.parse((await get(administrator, url)).json())).toEqual(defaultSettings);
  const changed = { ...defaultSettings, breakGlass: { ...defaultSettings.breakGlass, minutes: 30 } };
  expect(problem.parse((await put({ ...administrator, provenAt: undefined }, changed)).json()).code).toBe(
    "session/step-up-needed",
  );
  expect(governanceSettings.parse((await put(fresh(administrator), changed)).json())).toEqual(changed);
  expect(said).toEqual(["breakGlass.minutes 120 to 30"]);
  for (const minutes of [0, 4, 721, 12.5, "30"]) {
    const answer = await put(fresh(administrator), { ...changed, breakGlass: { ...changed.breakGlass, minutes } });
    expect([answer.statusCode, problem.parse(answer.json()).path]).toEqual([400, "breakGlass.minutes"]);
  }
  for (const answer of [await get(nurse, url), await put(fresh(nurse), changed)])
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([403, "access/not-permitted"]);
  stored = undefined;
});

const id = randomUUID();
const doors = [
  ["GET", "/api/break-glass/reasons"],
  ["POST", "/api/break-glass"],
  ["GET", "/api/break-glass"],
  ["GET", `/api/break-glass/${id}`],
  ["POST", `/api/break-glass/${id}/review`],
  ["GET", "/api/vendor-access"],
  ["POST", "/api/vendor-access"],
  ["POST", `/api/vendor-access/${id}/approve`],
  ["POST", `/api/vendor-access/${id}/refuse`],
  ["POST", `/api/vendor-access/${id}/end`],
  ["GET", "/api/access-reviews"],
  ["POST", "/api/access-reviews"],
  ["GET", "/api/access-reviews/reviewers"],
  ["GET", `/api/access-reviews/${id}`],
  ["POST", `/api/access-reviews/${id}/close`],
  ["GET", `/api/access-reviews/${id}/export.csv`],
  ["POST", `/api/access-reviews/${id}/items/${id}/decide`],
  ["POST", `/api/access-reviews/${id}/items/${id}/assign`],
] as const;
const openDoors = [
  ["GET", "/api/break-glass/mine"],
  ["POST", `/api/break-glass/${id}/end`],
  ["POST", `/api/vendor-access/${id}/withdraw`],
  ["GET", "/api/tasks"],
  ["GET", `/api/tasks/${id}/assignees`],
  ["POST", `/api/tasks/${id}/complete`],
  ["POST", `/api/tasks/${id}/assign`],
] as const;

test("nobody gets through any door, and who lacks the permission not through theirs", async () => {
  const tenant = await it.anOrganisation();
  const reception = it.member(tenant, "front-desk", "Tom Birch");
  const client = aClient(tenant, "system/*.cruds");
  for (const [method, url] of [...doors, ...openDoors])
    expect((await app.inject({ method, url, ...(method === "POST" ? { payload: {} } : {}) })).statusCode).toBe(401);
  for (const [method, url] of doors)
    for (const caller of [reception, client]) {
      const answer = method === "GET" ? await get(caller, url) : await post(caller, url);
      expect([url, answer.statusCode, problem.parse(answer.json()).code]).toEqual([url, 403, "access/not-permitted"]);
    }
  const throughApp = { ...reception, app: { id: "growth", name: "Growth chart", scopes: client.scopes } };
  for (const [method, url] of openDoors)
    for (const caller of [throughApp, client]) {
      const answer = method === "GET" ? await get(caller, url) : await post(caller, url);
      expect([url, answer.statusCode, problem.parse(answer.json()).code]).toEqual([url, 403, "access/not-permitted"]);
    }
});

test("people read of what failed in their own name, and say so; programs have no such notice", async () => {
  const tenant = await it.anOrganisation();
  const ada = it.member(tenant, "clinician", "Ada Okafor");
  expect((await get(ada, "/api/account/failed-sign-ins")).json()).toEqual({
    notice: {
      failures: 5,
      since: "1970-01-01T00:00:01.000Z",
      lastAt: "1970-01-01T00:00:05.000Z",
      lockedAt: "1970-01-01T00:00:05.000Z",
    },
  });
  const said = await post(ada, "/api/account/failed-sign-ins/read", { lastAt: "1970-01-01T00:00:05.000Z" });
  expect([said.statusCode, read]).toEqual([204, [5_000]]);
  const program: Caller = { ...ada, kind: "client" };
  expect((await get(program, "/api/account/failed-sign-ins")).statusCode).toBe(403);
  expect((await post(ada, "/api/account/failed-sign-ins/read", { lastAt: "yesterday" })).statusCode).toBe(400);
});
