import { expect, test } from "vitest";
import { type Report, report } from "../../../../contract/index.ts";
import {
  aDesk,
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { defaultSettings } from "../../../care/billing/index.ts";
import { longestMilliseconds } from "../../../care/reports/index.ts";
import { type Caller, type Restriction, roles } from "../../../custody/access/index.ts";
import type { FhirResource, ResourceType } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { wireReports } from "../../../wire-reports.ts";
import { reportRoutes } from "./index.ts";

// It is Saturday the 7th of March 2026.
const house = await aHouse();
const { chart } = house;
let searches = 0;
const rehearsal = house.chartWith({
  ledger: {
    append: () => Promise.reject(new Error("figures write nothing")),
    witness: () => Promise.resolve([]),
  },
});
const reports = wireReports({
  ...house,
  rehearsal: {
    read: rehearsal.read,
    search: (...asked) => {
      if (asked[1] === "Appointment") searches += 1;
      return rehearsal.search(...asked);
    },
  },
  timeZone: () => Promise.resolve("Asia/Kolkata"),
  billing: () => Promise.resolve(defaultSettings),
});
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(reportRoutes, { reports, authenticate, now: house.now });
});

function anOwner(tenant: TenantId): Caller {
  const { scopes, permissions, fieldRules, clearances, purposes } = roles.owner;
  const [purpose] = purposes;
  const of = { scopes, permissions, fieldRules, clearances, purposes, purpose };
  return { ...aReceptionist(tenant, "Rosa Aldous"), role: "owner", ...of, standing: aStanding() };
}

function aManager(tenant: TenantId): Caller {
  return { ...anAdministrator(tenant), purposes: roles.administrator.purposes, purpose: "HSYSADMIN" };
}

async function ask(caller: Caller, query: string) {
  const answer = await app.inject({ method: "GET", url: `/api/reports?${query}`, headers: as(caller) });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as { code?: string } };
}

async function figures(caller: Caller, query: string): Promise<Report> {
  const { status, body } = await ask(caller, query);
  expect(status, JSON.stringify(body)).toBe(200);
  return report.parse(body);
}

/** A branch with a therapist who works on weekdays from nine to five. */
async function aClinic() {
  const tenant = await anOrganisation(house);
  const [office, desk] = [anAdministrator(tenant), aReceptionist(tenant)];
  const make = async (by: Caller, type: ResourceType, body: object) =>
    (await chart.create(by, type, { resourceType: type, ...body } as FhirResource)).value.id;
  const branch = await make(office, "Location", { name: "Lake Road" });
  const therapist = await make(office, "Practitioner", { name: [{ text: "Asha Rao" }] });
  await make(office, "PractitionerRole", {
    practitioner: { reference: `Practitioner/${therapist}` },
    location: [{ reference: `Location/${branch}` }],
    availableTime: [
      {
        daysOfWeek: ["mon", "tue", "wed", "thu", "fri"],
        availableStartTime: "09:00:00",
        availableEndTime: "17:00:00",
      },
    ],
  });
  const patient = () => make(desk, "Patient", aPatient());
  /** Ten o'clock in Kolkata, for an hour. */
  const visit = (who: ResourceId, day: string, status = "fulfilled", more: object = {}) =>
    make(desk, "Appointment", {
      status,
      start: `${day}T04:30:00Z`,
      end: `${day}T05:30:00Z`,
      participant: [`Patient/${who}`, `Practitioner/${therapist}`, `Location/${branch}`].map((reference) => ({
        actor: { reference },
        status: "accepted",
      })),
      ...more,
    });
  return { tenant, owner: anOwner(tenant), manager: aManager(tenant), desk, branch, therapist, patient, visit };
}

const march = "unit=month&day=2026-03-15";
const february = "unit=month&day=2026-02-15";
const came = ({ visits }: Report) => visits?.now.attendance.came;

test("an owner sees the figures of the days asked for, which is one act in the organisation's ledger and none in a patient's", async () => {
  const { tenant, owner, branch, patient, visit } = await aClinic();
  const [nora, liam] = [await patient(), await patient()];
  await visit(nora, "2026-02-10");
  await visit(nora, "2026-03-02", "fulfilled", {
    extension: [
      { url: "urn:wardbook:arrived-at", valueInstant: "2026-03-02T04:20:00Z" },
      { url: "urn:wardbook:started-at", valueInstant: "2026-03-02T04:32:00Z" },
    ],
  });
  await visit(liam, "2026-03-03");
  await visit(liam, "2026-03-04", "noshow");
  const found = await figures(owner, `${march}&branch=${branch}`);
  expect(found.visits).toMatchObject({
    basis: "own",
    now: {
      attendance: { came: 2, missed: 1, cancelled: 0, open: 0 },
      patients: { seen: 2, fresh: 1, returning: 1 },
      waiting: { count: 1, median: 12, ninety: 12 },
      utilisation: { booked: 180, therapists: [{ name: "Asha Rao", working: 22 * 8 * 60 }] },
    },
    before: { attendance: { came: 1 }, patients: { seen: 1, fresh: 1 } },
  });
  expect(found).toMatchObject({ books: { now: { revenue: { net: "0.00" } } }, dues: { patients: 0 } });
  expect(found).not.toHaveProperty("fewest");

  const { entries } = await house.reader.find(tenant, { limit: 100 });
  const told = entries.filter(({ entry }) => entry.actor.id === owner.id).map(({ entry }) => entry);
  expect(told).toMatchObject([
    {
      action: "report-made",
      count: 0,
      resources: [],
      detail: `figures of the branch Location/${branch}, month 2026-03-01 to 2026-03-31`,
    },
  ]);
  for (const who of [nora, liam]) {
    const looks = await house.reader.aboutPatient(tenant, who, { limit: 50 });
    expect(looks.some(({ entry }) => entry.actor.id === owner.id)).toBe(false);
  }
});

test("what was written, cancelled or deleted since counts in the next report, though nothing else is read again", async () => {
  const { owner, desk, patient, visit } = await aClinic();
  const nora = await patient();
  const first = await visit(nora, "2026-03-02");
  await visit(nora, "2026-03-03");
  expect(came(await figures(owner, march))).toBe(2);
  house.wait(10_000);
  searches = 0;
  expect(came(await figures(owner, march))).toBe(2);
  // What was written in the last two minutes is looked at again: one search by ids.
  expect(searches).toBe(1);
  house.wait(3 * 60_000);
  expect(came(await figures(owner, march))).toBe(2);
  searches = 0;
  expect(came(await figures(owner, march))).toBe(2);
  expect(searches).toBe(0);
  await visit(nora, "2026-03-04");
  await chart.delete(desk, { type: "Appointment", id: first });
  expect(came(await figures(owner, march))).toBe(2);
  expect((await figures(owner, march)).visits?.now.attendance.steps[2]?.came).toBe(1);
  house.wait(longestMilliseconds + 1);
  searches = 0;
  expect(came(await figures(owner, march))).toBe(2);
  expect(searches).toBeGreaterThan(12);
});

test("what its reader doesn't see isn't counted: restricted records, another organisation's, a branch that isn't there", async () => {
  const { owner, patient, visit } = await aClinic();
  const [nora, liam] = [await patient(), await patient()];
  await visit(nora, "2026-03-02");
  const hidden = await visit(liam, "2026-03-03");
  await visit(liam, "2026-03-04");
  const restrictedTo = (restriction: Restriction): Caller => ({
    ...owner,
    id: crypto.randomUUID(),
    standing: aStanding({ restrictions: { of: new Map([[liam, restriction]]), along: new Map() } }),
  });
  expect(came(await figures(owner, march))).toBe(3);
  expect(came(await figures(restrictedTo({ whole: false, records: new Set([hidden]) }), march))).toBe(2);
  const whole = await figures(restrictedTo({ whole: true, records: new Set() }), march);
  expect(whole.visits?.now).toMatchObject({ attendance: { came: 1 }, patients: { seen: 1 } });

  const other = await aClinic();
  expect(came(await figures(other.owner, march))).toBe(0);
  const elsewhere = await ask(owner, `${march}&branch=${other.branch}`);
  const nowhere = await ask(owner, `${march}&branch=${crypto.randomUUID()}`);
  expect([elsewhere.status, elsewhere.body]).toEqual([nowhere.status, nowhere.body]);
  expect([nowhere.status, nowhere.body.code]).toEqual([404, "reports/unknown-branch"]);
});

test("a manager who sees no patients gets whole months that are over, to the nearest five, and nothing of fewer", async () => {
  const { manager, owner, branch, patient, visit } = await aClinic();
  const people = await Promise.all(Array.from({ length: 7 }, patient));
  for (const [at, who] of people.entries()) await visit(who, `2026-02-${String(at + 2).padStart(2, "0")}`);
  for (const who of people.slice(0, 3)) await visit(who, "2026-02-20", "cancelled");
  await visit(people[0] ?? ("" as ResourceId), "2026-02-24");
  const found = await figures(manager, february);
  expect(found).toMatchObject({ fewest: 5, visits: { basis: "coarse" } });
  expect(found).not.toHaveProperty("dues");
  expect(found.visits?.now).toMatchObject({
    // Eight of seven patients; three of three are too few.
    attendance: { came: 10, cancelled: null, missed: null },
    patients: { seen: 5, fresh: 5, returning: null },
    waiting: { median: null },
  });
  expect(found.visits?.now.utilisation.cells.find(({ hour }) => hour === 10)).toMatchObject({ booked: null });
  expect(came(await figures(owner, february))).toBe(8);
  // What overlaps could be taken from one another.
  for (const narrower of [march, `${february}&branch=${branch}`, "unit=day&day=2026-02-02", "unit=week&day=2026-02-02"])
    expect(await figures(manager, narrower)).not.toHaveProperty("visits");
  const whole = await figures(manager, "unit=custom&day=2026-02-01&to=2026-02-28");
  expect([whole.visits, whole.books, whole.dues, whole.enquiries]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("files take a fresh proof and are told as such; who may see no figures gets none, and no days that make no period", async () => {
  const { tenant, owner, desk } = await aClinic();
  const take = (caller: Caller) =>
    app.inject({
      method: "POST",
      url: "/api/reports/exports",
      headers: as(caller),
      payload: { unit: "month", day: "2026-02-15", format: "xlsx" },
    });
  expect((await take(owner)).json()).toMatchObject({ code: "session/step-up-needed" });
  const proven = { ...owner, provenAt: house.now() };
  expect(report.parse((await take(proven)).json()).days).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  const [last] = (await house.reader.byActor(tenant, owner.id, { limit: 1 })).map(({ entry }) => entry);
  expect(last).toMatchObject({ action: "export", detail: expect.stringContaining("as xlsx") });
  expect((await ask(desk, february)).body).toMatchObject({ code: "access/not-permitted" });
  for (const query of ["unit=custom&day=2026-03-02&to=2026-03-01", "unit=custom&day=2024-03-01&to=2026-03-01"])
    expect((await ask(owner, query)).body).toMatchObject({ code: "reports/unsuitable-period", path: "to" });
  for (const query of ["", "day=2026-02-30", "unit=year&day=2026-02-01", "day=2026-02-01&branch=x"])
    expect((await ask(owner, query)).status).toBe(400);
});
