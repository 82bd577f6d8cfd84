import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { access, proxyChoices } from "../contract/index.ts";
import { aHouseWithProxies, parental, nothing } from "../test/support/a-house-with-proxies.ts";
import { parsePersonId } from "./foundation/kernel/index.ts";

const { clock, house, mail, governance, identity, chart, now, aPractice, asked, recorded, inForce, sees, listOf } =
  await aHouseWithProxies();

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
  clock.time = Date.UTC(2030, 0, 1, 23, 59);
  expect(await sees(tenant, mother)).toMatchObject({ patient: sibling });
  clock.time = Date.UTC(2030, 0, 2);
  expect(await sees(tenant, mother)).toEqual(nothing);
  clock.time = Date.UTC(2026, 2, 7, 9);

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
  clock.time = Date.UTC(2026, 5, 2);
  await governance.sweep(tenant);
  expect(await kinds()).toContain("proxy-ending");
  clock.time = Date.UTC(2026, 6, 1);
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
  clock.time = Date.UTC(2026, 2, 7, 9);
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
