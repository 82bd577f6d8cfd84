import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import {
  type NewProxy,
  type Proxy,
  access,
  problem,
  proxy as proxyAnswer,
  proxyChoices,
  proxyList,
  recordedProxy,
} from "../contract/index.ts";
import { aClinician, aDesk, aPatient, anObservation } from "../test/people/index.ts";
import { aComposedHouse } from "../test/support/composed-house.ts";
import type { Caller, roles } from "./custody/access/index.ts";
import { displayName } from "./custody/identity/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import {
  type PersonId,
  type ResourceId,
  type TenantId,
  parsePersonId,
  parseResourceId,
} from "./foundation/kernel/index.ts";
import { governanceRoutes } from "./surface/http/governance/index.ts";
import { basicsOf } from "./surface/http/identity/index.ts";

const day = 86_400_000;
let time = Date.UTC(2026, 2, 7, 9);
const { house, database, mail, failures } = await aComposedHouse(() => time);
afterAll(() => client.end());

const { governance, identity, chart } = house;
const client = new pg.Client({ ...database.owner, password: database.owner.password.expose() });
client.on("error", () => undefined);
await client.connect();
/** What someone does who has the database and nothing else. */
const superuser = async (text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows;
const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    governanceRoutes(instance, {
      governance,
      authenticate,
      settings: identity.settings,
      lockedNames: identity.lockedNames,
      now: () => time,
    }),
);

/** As policy sees them at this moment. */
async function now(tenant: TenantId, id: PersonId): Promise<Caller> {
  const person = await identity.people.get(tenant, id);
  if (person === undefined) throw new Error("there is no such person");
  const facts = await house.policy.facts(
    basicsOf({ tenant, id, profile: person, role: person.role, purpose: undefined }),
  );
  const who = { tenant, kind: "person", id, name: displayName(person), role: person.role } as const;
  return { ...facts, ...who, from: "192.0.2.7", requestId: randomUUID(), provenAt: time };
}

let organisations = 0;
let people = 0;

async function aPractice() {
  organisations += 1;
  const profile = { name: "Practice", shortName: `practice-${organisations}`, demonstration: false };
  const tenant = await house.keyring.createTenant(profile);
  const add = async (role: keyof typeof roles, given: string, patient?: ResourceId): Promise<PersonId> => {
    people += 1;
    const person = {
      username: `person${people}`,
      given,
      family: "Okafor",
      role,
      email: `${given.toLowerCase()}@wardbook.test`,
      patient: patient && `Patient/${patient}`,
    };
    const operator = { kind: "system", id: "console", name: "operator's console" } as const;
    return (await identity.people.add(operator, tenant, person, { kind: "none" })).person.id;
  };
  const clinician = aClinician(tenant);
  const registered = async (words: object): Promise<ResourceId> =>
    parseResourceId((await chart.create(clinician, "Patient", { ...aPatient(), ...words } as FhirResource)).value.id);
  const child = await registered({ birthDate: "2016-06-11" });
  const sibling = await registered({ birthDate: "2019-01-30" });
  for (const patient of [child, sibling]) await chart.create(clinician, "Observation", anObservation(patient));
  await chart.create(clinician, "Observation", {
    ...anObservation(child),
    meta: { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "SDV" }] },
  });
  const officer = await add("privacy-officer", "Ines");
  const owner = await add("owner", "Odile");
  const mother = await add("family-member", "Mara", child);
  return { tenant, add, clinician, child, sibling, officer, owner, mother };
}

async function asked(
  tenant: TenantId,
  person: PersonId,
  method: "GET" | "POST",
  url: string,
  payload: object = {},
): Promise<{ readonly status: number; readonly body: unknown; readonly code: string | undefined }> {
  const headers = as(await now(tenant, person));
  const answer = await app.inject({ method, url, headers, ...(method === "POST" ? { payload } : {}) });
  const body: unknown = answer.body === "" ? undefined : answer.json();
  const code = answer.statusCode >= 400 ? problem.parse(body).code : undefined;
  return { status: answer.statusCode, body, code };
}

const parental = (patientId: string, personId: string, more: Partial<NewProxy> = {}): NewProxy => ({
  patientId,
  account: { kind: "existing", personId },
  authority: "parental-responsibility",
  relationship: "mother",
  proof: { kind: "birth-certificate", reference: "no. 4711", seenOn: "2026-03-07" },
  startsOn: "2026-03-07",
  endsOn: "2034-06-10",
  jurisdiction: "england-and-wales",
  ...more,
});

async function recorded(tenant: TenantId, officer: PersonId, proxy: NewProxy): Promise<Proxy> {
  // Lists are by the moment of the recording.
  time += 1000;
  const { status, body } = await asked(tenant, officer, "POST", "/api/proxies", proxy);
  expect(status, JSON.stringify(body)).toBe(201);
  return recordedProxy.parse(body).proxy;
}

async function inForce({ tenant, officer, owner, mother, child }: Awaited<ReturnType<typeof aPractice>>, more = {}) {
  const { id } = await recorded(tenant, officer, parental(child, mother, more));
  const { status, body } = await asked(tenant, owner, "POST", `/api/proxies/${id}/confirm`);
  expect(status, JSON.stringify(body)).toBe(200);
  return proxyAnswer.parse(body);
}

/** What somebody sees: whose record is open, and of which patients there are observations. */
async function sees(tenant: TenantId, person: PersonId): Promise<{ patient: string | undefined; subjects: string[] }> {
  const caller = await now(tenant, person);
  const { value } = await chart.search(caller, "Observation", []);
  const subjects = value.matches.map(({ body }) => String(/Patient\/[0-9a-f-]{36}/.exec(body.toString())?.[0]));
  return { patient: caller.patient, subjects };
}

const nothing = { patient: undefined, subjects: [] };
const listOf = async (tenant: TenantId, person: PersonId, url: string) =>
  proxyList.parse((await asked(tenant, person, "GET", url)).body).proxies;

async function relatedPersonOf(tenant: TenantId, id: string): Promise<ResourceId> {
  const [row] = await house.db
    .tenant(tenant)
    .query<{ related_person: string }>("select related_person from wardbook.proxy where tenant = $1 and id = $2", [
      tenant,
      id,
    ]);
  return parseResourceId(row?.related_person ?? "");
}

test("a mother sees her child's record once a second person has looked, until the child comes of age, and no sibling's", async () => {
  const practice = await aPractice();
  const { tenant, officer, owner, mother, child, sibling } = practice;
  // Her account names the child, and opens nothing by that.
  expect(await sees(tenant, mother)).toEqual(nothing);
  const choices = proxyChoices.parse((await asked(tenant, officer, "GET", "/api/proxies/choices")).body);
  expect(choices.accounts.map(({ name }) => name)).toEqual(["Mara Okafor"]);
  const late = await asked(tenant, officer, "POST", "/api/proxies", parental(child, mother, { endsOn: "2034-06-11" }));
  expect(late).toMatchObject({ status: 422, code: "proxy/beyond-majority", body: { path: "endsOn" } });
  const waiting = await recorded(tenant, officer, parental(child, mother));
  expect(waiting).toMatchObject({
    state: "waiting",
    until: "2034-06-11T00:00:00.000Z",
    may: ["withdraw"],
    words: { majority: "18 years, England and Wales: Family Law Reform Act 1969, section 1(1)" },
  });
  expect(await sees(tenant, mother)).toEqual(nothing);
  expect((await asked(tenant, officer, "POST", `/api/proxies/${waiting.id}/confirm`)).code).toBe("proxy/four-eyes");
  expect((await asked(tenant, mother, "POST", `/api/proxies/${waiting.id}/confirm`)).status).toBe(403);
  const [task] = (await governance.tasks.list(await now(tenant, owner), "open")).tasks;
  expect(task).toMatchObject({ kind: "proxy-confirmation", about: waiting.id });
  expect((await listOf(tenant, owner, "/api/proxies?which=waiting"))[0]?.may).toEqual(["confirm", "refuse"]);
  expect((await asked(tenant, owner, "POST", `/api/proxies/${waiting.id}/confirm`)).status).toBe(200);
  // One of the child's two observations is labelled.
  expect(await sees(tenant, mother)).toEqual({ patient: child, subjects: [`Patient/${child}`] });
  expect((await now(tenant, mother)).clearances).toEqual([]);
  const hidden = { type: "Patient", id: sibling } as const;
  await expect(chart.read(await now(tenant, mother), hidden)).rejects.toMatchObject({ code: "chart/not-found" });
  expect((await governance.tasks.list(await now(tenant, owner), "open")).tasks).toEqual([]);

  const acts = await house.ledgerReader.aboutPatient(tenant, child, { limit: 50 });
  for (const { entry } of acts) access.shape.action.parse(entry.action);
  expect(
    acts.flatMap(({ entry }) => (entry.action.startsWith("proxy-") ? [`${entry.action} ${entry.actor.name}`] : [])),
  ).toEqual(["proxy-decided Odile Okafor", "proxy-recorded Ines Okafor"]);
  expect(acts.find(({ entry }) => entry.actor.name === "Mara Okafor")?.entry).toMatchObject({
    onBehalfOf: `Patient/${child}`,
    purpose: "FAMRQT",
  });

  // A second child, and the whole record of theirs: of two it has to be said whose is open.
  const second = await inForce({ ...practice, child: sibling }, { endsOn: "2030-01-01", extent: "whole" });
  expect(await sees(tenant, mother)).toMatchObject({ patient: child });
  const mine = await listOf(tenant, mother, "/api/proxies/mine");
  expect(mine.map(({ patientId, isOpen }) => [patientId, isOpen])).toEqual([
    [sibling, false],
    [child, true],
  ]);
  expect((await asked(tenant, mother, "POST", `/api/proxies/mine/${second.id}/open`)).status).toBe(204);
  expect(await sees(tenant, mother)).toEqual({ patient: sibling, subjects: [`Patient/${sibling}`] });
  expect((await now(tenant, mother)).clearances).toBeUndefined();

  expect(
    (await asked(tenant, officer, "POST", `/api/proxies/${waiting.id}/end`, { note: "court order of today" })).status,
  ).toBe(200);
  expect((await asked(tenant, mother, "POST", `/api/proxies/mine/${waiting.id}/open`)).status).toBe(404);
  expect(await sees(tenant, mother)).toMatchObject({ patient: sibling });
  time = Date.UTC(2030, 0, 1, 23, 59);
  expect(await sees(tenant, mother)).toMatchObject({ patient: sibling });
  time = Date.UTC(2030, 0, 2);
  expect(await sees(tenant, mother)).toEqual(nothing);
  time = Date.UTC(2026, 2, 7, 9);

  // Who becomes a patient here opens their own record, and not the one of whom they acted for.
  const friend = await practice.add("family-member", "Ada");
  const wish = await recorded(tenant, officer, {
    ...parental(child, friend, { authority: "own-wish", jurisdiction: undefined, endsOn: "2026-04-06" }),
  });
  expect((await asked(tenant, owner, "POST", `/api/proxies/${wish.id}/confirm`)).status).toBe(200);
  expect((await asked(tenant, friend, "POST", `/api/proxies/mine/${wish.id}/open`)).status).toBe(204);
  const operator = { kind: "system", id: "console", name: "operator's console" } as const;
  await identity.people.change(operator, tenant, friend, { role: "patient" });
  expect(await sees(tenant, friend)).toEqual(nothing);
});

test("nobody stretches, moves or revives an authority: not through the record, nor in the database", async () => {
  const practice = await aPractice();
  const { tenant, add, clinician, officer, mother, child, sibling } = practice;
  const looked = async () => {
    house.policy.forget(tenant);
    return sees(tenant, mother);
  };
  const proxy = await inForce(practice, { endsOn: "2026-04-06" });
  const target = { type: "RelatedPerson", id: await relatedPersonOf(tenant, proxy.id) } as const;
  const stated = JSON.parse((await chart.read(clinician, target)).value.body.toString()) as FhirResource;
  expect(stated).toMatchObject({ active: true, period: { start: "2026-03-07", end: "2026-04-06" } });
  const longer = { ...stated, period: { start: "2026-03-07", end: "2040-01-01" } };
  await expect(chart.update(await now(tenant, mother), target, longer)).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
  await chart.update(clinician, target, longer);
  expect(await looked()).toMatchObject({ patient: child });
  // A clinician may write that somebody is a relative; that opens nothing.
  await chart.create(clinician, "RelatedPerson", {
    resourceType: "RelatedPerson",
    active: true,
    patient: { reference: `Patient/${sibling}` },
  });
  time += 40 * day;
  expect(await looked()).toEqual(nothing);
  time -= 40 * day;

  const father = await add("family-member", "Femi");
  const [whole] = await superuser("select row_to_json(p)::text as row from wardbook.proxy p where id = $1", [proxy.id]);
  const restore = () =>
    superuser(
      `update wardbook.proxy p set (person, patient, extent, until, state, ended_at, sealed_grant) =
         (select r.person, r.patient, r.extent, r.until, r.state, r.ended_at, r.sealed_grant
          from json_populate_record(null::wardbook.proxy, $2::json) r) where id = $1`,
      [proxy.id, whole.row],
    );
  for (const [what, ...value] of [
    ["until = until + 99999999999"],
    ["person = $2", father],
    ["patient = $2", sibling],
    ["extent = 'whole'"],
  ] as const) {
    await superuser(`update wardbook.proxy set ${what} where id = $1`, [proxy.id, ...value]);
    expect(await looked(), what).toEqual(nothing);
    expect(await sees(tenant, father), what).toEqual(nothing);
    await restore();
  }
  expect(await looked()).toMatchObject({ patient: child });
  expect(failures.filter((error) => String(error).includes(proxy.id)).length).toBeGreaterThan(0);

  // The session of a moment ago is over, and asks anew to no avail; so it stays when the row is put back as it was.
  const during = await now(tenant, mother);
  expect((await asked(tenant, officer, "POST", `/api/proxies/${proxy.id}/end`)).status).toBe(200);
  expect(await looked()).toEqual(nothing);
  expect(JSON.parse((await chart.read(clinician, target)).value.body.toString())).toMatchObject({ active: false });
  await restore();
  expect(await looked()).toEqual(nothing);
  expect(during.patient).toBe(child);
  await superuser("update wardbook.proxy set until = until + 1 where id = $1", [proxy.id]);
  const [shown] = await listOf(tenant, officer, "/api/proxies?which=current");
  expect(shown).toMatchObject({ id: proxy.id, altered: true, may: ["end"] });
  // Ended so, its own RelatedPerson may be another than the one that the row names: somebody has to look.
  expect((await asked(tenant, officer, "POST", `/api/proxies/${proxy.id}/end`)).status).toBe(200);
  expect((await governance.tasks.list(await now(tenant, officer), "open")).tasks).toMatchObject([
    { kind: "proxy-ended", about: proxy.id },
  ]);
});

test("who a patient wishes for acts once the patient says so; they see them, and end it; time ends the rest", async () => {
  const practice = await aPractice();
  const { tenant, add, officer, owner, mother, child } = practice;
  const nora = await add("patient", "Nora", child);
  const wish = parental(child, mother, {
    authority: "own-wish",
    relationship: "friend",
    proof: { kind: "signed-statement", reference: "file 12", seenOn: "2026-03-07", seenBy: "Front desk" },
    endsOn: "2027-03-06",
    jurisdiction: undefined,
  });
  const { id, state } = await recorded(tenant, officer, {
    ...wish,
    account: { kind: "new", username: "a.friend", given: "Ada", family: "Lund" },
  });
  expect(state).toBe("waiting");
  expect(mail.taken.map(({ to }) => to)).toContain("<nora@wardbook.test>");
  const [friend] = (await governance.proxies.accounts(await now(tenant, officer))).filter(
    ({ given }) => given === "Ada",
  );
  // One officer's word opens nothing, and the patient's own opens nothing that rests on papers.
  expect(await sees(tenant, parsePersonId(friend?.id ?? ""))).toEqual(nothing);
  expect((await asked(tenant, officer, "POST", `/api/proxies/${id}/confirm`)).code).toBe("proxy/four-eyes");
  expect(await listOf(tenant, nora, "/api/proxies/of-me")).toMatchObject([{ id, may: ["confirm", "refuse"] }]);
  const onPapers = await recorded(tenant, officer, parental(child, mother));
  for (const step of ["confirm", "refuse"])
    expect((await asked(tenant, nora, "POST", `/api/proxies/of-me/${onPapers.id}/${step}`)).code).toBe("proxy/unknown");
  expect((await asked(tenant, officer, "POST", `/api/proxies/${onPapers.id}/refuse`)).status).toBe(200);
  expect((await asked(tenant, mother, "POST", `/api/proxies/of-me/${id}/confirm`)).status).toBe(403);
  expect((await asked(tenant, nora, "POST", `/api/proxies/of-me/${id}/confirm`)).status).toBe(204);
  expect(await sees(tenant, parsePersonId(friend?.id ?? ""))).toMatchObject({ patient: child });
  const hers = (await listOf(tenant, nora, "/api/proxies/of-me")).find((one) => one.id === id);
  expect(hers?.decidedBy).toBe("the patient");
  expect(hers).toMatchObject({
    id,
    may: ["end"],
    until: "2027-03-07T00:00:00.000Z",
    words: { personName: "Ada Lund", proof: { kind: "signed-statement", seenBy: "Front desk" } },
  });
  expect(JSON.stringify(hers)).not.toContain("file 12");
  expect((await asked(tenant, mother, "GET", "/api/proxies/of-me")).status).toBe(403);
  expect((await asked(tenant, nora, "POST", `/api/proxies/of-me/${randomUUID()}/end`)).status).toBe(404);
  expect((await asked(tenant, nora, "POST", `/api/proxies/of-me/${id}/end`)).status).toBe(204);
  expect(await sees(tenant, parsePersonId(friend?.id ?? ""))).toEqual(nothing);
  expect((await asked(tenant, nora, "POST", `/api/proxies/of-me/${id}/end`)).code).toBe("proxy/illegal-change");
  const kinds = async () =>
    (await governance.tasks.list(await now(tenant, owner), "open")).tasks.map(({ kind }) => kind);
  expect(await kinds()).toEqual(["proxy-ended"]);

  // What is marked sensitive is shown to nobody on one officer's word.
  const all = await recorded(tenant, officer, { ...wish, extent: "whole" });
  expect(all).toMatchObject({ state: "waiting", may: ["withdraw"] });
  expect((await asked(tenant, officer, "POST", `/api/proxies/${all.id}/confirm`)).code).toBe("proxy/four-eyes");
  expect((await asked(tenant, owner, "POST", `/api/proxies/${all.id}/confirm`)).body).toMatchObject({
    state: "in-force",
    decidedBy: "Odile Okafor",
  });
  expect((await asked(tenant, mother, "POST", `/api/proxies/mine/${all.id}/end`)).status).toBe(204);

  const long = await recorded(tenant, officer, { ...wish, endsOn: "2026-06-30" });
  expect((await asked(tenant, owner, "POST", `/api/proxies/${long.id}/confirm`)).status).toBe(200);
  const unconfirmed = await recorded(tenant, officer, parental(child, mother));
  const again = await asked(tenant, officer, "POST", "/api/proxies", parental(child, mother));
  expect(again.code).toBe("proxy/recorded-already");
  await governance.sweep(tenant);
  expect(await kinds()).not.toContain("proxy-ending");
  time = Date.UTC(2026, 5, 2);
  await governance.sweep(tenant);
  expect(await kinds()).toContain("proxy-ending");
  time = Date.UTC(2026, 6, 1);
  await governance.sweep(tenant);
  const past = await listOf(tenant, officer, "/api/proxies?which=past");
  expect(past.map((one) => [one.id, one.state, one.endedBy])).toEqual([
    [unconfirmed.id, "lapsed", undefined],
    [long.id, "ended", "the clock"],
    [all.id, "ended", "who acted"],
    [onPapers.id, "withdrawn", undefined],
    [id, "ended", "the patient"],
  ]);
  expect(await kinds()).not.toContain("proxy-ending");
  time = Date.UTC(2026, 2, 7, 9);
});

test("what can't be is refused with its reason, and changes nothing", async () => {
  const { tenant, add, officer, owner, mother, child } = await aPractice();
  const clinician = await add("clinician", "Tom");
  for (const [more, code] of [
    [{ patientId: randomUUID() }, "proxy/unknown-patient"],
    [{ account: { kind: "existing", personId: clinician } }, "proxy/unsuitable-account"],
    [{ account: { kind: "existing", personId: randomUUID() } }, "proxy/unsuitable-account"],
    [{ endsOn: "2026-03-06" }, "proxy/unsuitable-day"],
    [{ startsOn: "2020-01-01" }, "proxy/unsuitable-day"],
    [{ endsOn: "2060-01-01", jurisdiction: "not-covered" }, "proxy/unsuitable-day"],
    [{ jurisdiction: undefined }, "proxy/unsuitable-day"],
    [{ jurisdiction: "atlantis" }, "input/malformed"],
    [{ authority: "guardian" }, "proxy/unsuitable-day"],
    // The record couldn't hold them.
    [{ relationship: "mo\u0000ther" }, "input/malformed"],
    [{ relationship: "half \ud800" }, "input/malformed"],
    [{ proof: { kind: "other", reference: "x", seenOn: "2026-03-12" } }, "proxy/unsuitable-proof"],
  ] as const) {
    const refused = await asked(tenant, officer, "POST", "/api/proxies", { ...parental(child, mother), ...more });
    expect([refused.code, refused.status < 500], JSON.stringify(more)).toEqual([code, true]);
  }
  for (const person of [clinician, mother])
    expect((await asked(tenant, person, "GET", "/api/proxies")).status).toBe(403);
  const own = { ...parental(child, mother), patient: child, account: { kind: "existing", person: mother } } as const;
  const herself = { ...(await now(tenant, officer)), id: mother };
  await expect(
    governance.proxies.record(herself, {
      ...own,
      extent: "ordinary",
      proof: { ...own.proof, seenBy: "Mara Okafor" },
      jurisdiction: "germany",
    }),
  ).rejects.toMatchObject({ code: "proxy/unsuitable-account" });
  expect(await listOf(tenant, officer, "/api/proxies?which=waiting")).toEqual([]);
  const { id } = await recorded(tenant, officer, parental(child, mother, { jurisdiction: "not-covered" }));
  await expect(governance.proxies.refuse(herself, id, undefined)).rejects.toMatchObject({ code: "proxy/four-eyes" });
  expect(
    (await asked(tenant, owner, "POST", `/api/proxies/${id}/refuse`, { note: "not the mother" })).body,
  ).toMatchObject({
    state: "refused",
    reason: "not the mother",
  });
  expect((await asked(tenant, owner, "POST", `/api/proxies/${id}/confirm`)).code).toBe("proxy/illegal-change");
  expect((await asked(tenant, officer, "POST", `/api/proxies/${id}/end`)).code).toBe("proxy/illegal-change");
});

test("a corrected birth date ends what it should, an account is made with its authority or not at all, and keepers see their own patients", async () => {
  const practice = await aPractice();
  const { tenant, clinician, child, officer, owner, mother } = practice;
  const people = async () => (await identity.people.list(tenant)).length;
  const before = await people();
  const account = { kind: "new", username: "new.one", given: "New", family: "One" } as const;
  await inForce(practice);
  // The child is older than was known.
  const correct = async (birthDate: string) => {
    const { value } = await chart.read(clinician, { type: "Patient", id: child });
    const patient = { ...JSON.parse(value.body.toString()), birthDate } as FhirResource;
    await chart.update(clinician, { type: "Patient", id: child }, patient);
  };
  const waiting = await recorded(tenant, officer, parental(child, mother, { jurisdiction: "germany" }));
  await correct("2012-06-11");
  expect((await asked(tenant, owner, "POST", `/api/proxies/${waiting.id}/confirm`)).code).toBe("proxy/beyond-majority");
  await governance.sweep(tenant);
  expect(await sees(tenant, mother)).toMatchObject({ patient: child });
  await correct("2008-03-07");
  time += 3_600_000;
  await governance.sweep(tenant);
  expect(await sees(tenant, mother)).toEqual(nothing);
  expect((await listOf(tenant, officer, "/api/proxies?which=past")).map(({ endedBy }) => endedBy)).toEqual([
    "the clock",
  ]);

  // Nothing is left of an invitation whose authority can't be recorded.
  for (let other = 0; other < 19; other += 1)
    await superuser(
      `insert into wardbook.proxy select tenant, gen_random_uuid(), gen_random_uuid(), patient, null, authority, extent, 'waiting', from_at,
         until, recorder, recorded_at, null, null, null, null, key_no, sealed, sealed_grant from wardbook.proxy where tenant = $1 and id = $2`,
      [tenant, waiting.id],
    );
  const wish = parental(child, mother, {
    account,
    authority: "own-wish",
    jurisdiction: undefined,
    endsOn: "2027-03-06",
  });
  expect((await asked(tenant, officer, "POST", "/api/proxies", wish)).code).toBe("proxy/too-many");
  expect(await people()).toBe(before);

  // Somebody who is held to facilities keeps those of their patients.
  const keeper = await now(tenant, officer);
  const confined = { ...keeper, facilities: [randomUUID()] };
  expect(await governance.proxies.list(confined as never, "waiting")).toEqual([]);
  await expect(governance.proxies.refuse(confined as never, waiting.id, undefined)).rejects.toMatchObject({
    code: "proxy/unknown",
  });
  time = Date.UTC(2026, 2, 7, 9);
});

test("an authority that was taken out of the database, or put back as it once was, opens nothing and is told", async () => {
  const practice = await aPractice();
  const { tenant, officer, mother, child } = practice;
  const proxy = await inForce(practice);
  const looked = async () => {
    house.policy.forget(tenant);
    return sees(tenant, mother);
  };
  const [row] = await superuser("select row_to_json(p)::text as row from wardbook.proxy p where id = $1", [proxy.id]);
  const takeOut = () => superuser("delete from wardbook.proxy where id = $1", [proxy.id]);
  const putBack = () =>
    superuser("insert into wardbook.proxy select * from json_populate_record(null::wardbook.proxy, $1::json)", [
      row.row,
    ]);
  const listed = async (which: string) =>
    (await listOf(tenant, officer, `/api/proxies?which=${which}`)).map(({ id, altered }) => [id, altered]);

  // Taken out, it is told at the next sweep, and what is put back afterwards is nobody's.
  await takeOut();
  await governance.sweep(tenant);
  expect((await governance.tasks.list(await now(tenant, officer), "open")).tasks).toMatchObject([
    { kind: "proxy-ended", about: proxy.id },
  ]);
  await putBack();
  expect([await looked(), await listed("current")]).toEqual([nothing, [[proxy.id, true]]]);
  await governance.sweep(tenant);
  expect((await governance.tasks.list(await now(tenant, officer), "open")).tasks).toHaveLength(1);

  // Recorded again and ended, its older row and RelatedPerson together open nothing either.
  const second = await inForce(practice);
  expect(await looked()).toMatchObject({ patient: child });
  const [older] = await superuser("select row_to_json(p)::text as row from wardbook.proxy p where id = $1", [
    second.id,
  ]);
  expect((await asked(tenant, officer, "POST", `/api/proxies/${second.id}/end`)).status).toBe(200);
  await superuser(
    `update wardbook.proxy p set (state, ended_at, sealed_grant) =
       (select r.state, r.ended_at, r.sealed_grant from json_populate_record(null::wardbook.proxy, $2::json) r) where id = $1`,
    [second.id, older.row],
  );
  const target = { type: "RelatedPerson", id: await relatedPersonOf(tenant, second.id) } as const;
  const closed = JSON.parse((await chart.read(practice.clinician, target)).value.body.toString()) as FhirResource;
  await chart.update(practice.clinician, target, {
    ...closed,
    active: true,
    period: { start: "2026-03-07", end: "2034-06-10" },
  } as FhirResource);
  expect(await looked()).toEqual(nothing);
  expect(await listed("current")).toContainEqual([second.id, true]);

  // That the officers were reminded is sealed: who sets the column keeps it from nobody.
  const third = await inForce(practice);
  await superuser("update wardbook.proxy set reminded_at = 1 where id = $1", [third.id]);
  time = Date.UTC(2034, 5, 1);
  for (let twice = 0; twice < 2; twice += 1) await governance.sweep(tenant);
  const reminders = (await governance.tasks.list(await now(tenant, officer), "open")).tasks.filter(
    ({ kind, about }) => kind === "proxy-ending" && about === third.id,
  );
  expect(reminders).toHaveLength(1);
  time = Date.UTC(2026, 2, 7, 9);
});
