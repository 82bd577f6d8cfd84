import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { FhirResource } from "./foundation/fhir/index.ts";
import { aHouseWithProxies, parental, nothing } from "../test/support/a-house-with-proxies.ts";

const {
  clock,
  house,
  failures,
  governance,
  identity,
  chart,
  superuser,
  now,
  aPractice,
  asked,
  recorded,
  inForce,
  sees,
  listOf,
  relatedPersonOf,
} = await aHouseWithProxies();
const day = 86_400_000;

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
  clock.time += 40 * day;
  expect(await looked()).toEqual(nothing);
  clock.time -= 40 * day;

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
  clock.time += 3_600_000;
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
  clock.time = Date.UTC(2026, 2, 7, 9);
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

  // A list that nobody can read any more vouches for none: it is told, and whoever is recorded from then on counts.
  await superuser("update wardbook.row_register set sealed = '\\x00' where tenant = $1 and name = 'proxy'", [tenant]);
  for (let twice = 0; twice < 2; twice += 1) await governance.sweep(tenant);
  const lists = (await governance.tasks.list(await now(tenant, officer), "open")).tasks.filter(({ title }) =>
    title?.startsWith("The list of authorities"),
  );
  expect(lists).toHaveLength(1);

  // That the officers were reminded is sealed: who sets the column keeps it from nobody.
  const third = await inForce(practice);
  await superuser("update wardbook.proxy set reminded_at = 1 where id = $1", [third.id]);
  clock.time = Date.UTC(2034, 5, 1);
  for (let twice = 0; twice < 2; twice += 1) await governance.sweep(tenant);
  const reminders = (await governance.tasks.list(await now(tenant, officer), "open")).tasks.filter(
    ({ kind, about }) => kind === "proxy-ending" && about === third.id,
  );
  expect(reminders).toHaveLength(1);
  clock.time = Date.UTC(2026, 2, 7, 9);
});
