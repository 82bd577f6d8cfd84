import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aPatient } from "../../../test/people/index.ts";
import { verifySignature } from "../../custody/signatures/index.ts";
import { expectCheckedElsewhere } from "../../custody/signatures/testing/elsewhere.ts";
import { Secret } from "../../foundation/kernel/index.ts";
import { alteredWords } from "./altered.ts";
import { governanceVaultColumns, openGovernance } from "./index.ts";
import { defaultSettings } from "./settings.ts";
import { aGovernance } from "./testing/a-governance.ts";

const it = await aGovernance();
const { house, governance } = it;
const { breakGlass, vendorAccess, accessReviews, tasks } = governance;
const hour = 3_600_000;

async function anOffice() {
  const tenant = await it.anOrganisation();
  const writer = it.member(tenant, "clinician", "Dr Ada Okafor");
  const office = {
    tenant,
    nurse: it.member(tenant, "nurse", "Nia Bell"),
    asker: it.member(tenant, "administrator", "Mei Lindqvist", { permissions: ["people.manage", "reviews.manage"] }),
    officer: it.member(tenant, "privacy-officer", "Ines Duarte", {
      permissions: ["break-glass.review", "vendor.approve", "reviews.decide"],
    }),
    vendor: it.member(tenant, "vendor", "Vic Moran"),
  };
  const patients = [];
  for (const mrn of ["MRN-1", "MRN-2"])
    patients.push((await house.chart.create(writer, "Patient", aPatient({ mrn }))).value.id);
  return { ...office, patients };
}

type Office = Awaited<ReturnType<typeof anOffice>>;

const reason = { kind: "emergency-treatment", words: "Found unconscious in the waiting room." } as const;

const breakFor = async ({ nurse, patients }: Office, index: number) =>
  (await breakGlass.ask(nurse, { patient: { by: "id", id: patients[index] ?? ("" as never) }, reason })).grant;

const approved = async ({ asker, officer, vendor }: Office) => {
  const { id } = await vendorAccess.request(asker, {
    person: vendor.id,
    ticket: "SUP-4711",
    purpose: "Find out why results of the laboratory arrive twice.",
    scopes: ["user/Observation.rs"],
    from: house.now(),
    until: house.now() + 4 * hour,
  });
  return vendorAccess.decide(officer, { id, decision: "approve" });
};

const stretch = (table: "break_glass" | "vendor_access", id: string, by = 48 * hour) =>
  house.sql(`update wardbook.${table} set until = until + $2 where id = $1`, [id, by]);

test("one altered emergency is listed as such beside the others, opens nothing, and can be ended and judged", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  const good = await breakFor(office, 1);
  await stretch("break_glass", bad.id);
  const { grants } = await breakGlass.list(office.officer, { which: "open" });
  const shown = grants.map(({ id, altered, person }) => [id, altered, person.name]);
  expect(new Set(shown.map(String))).toEqual(
    new Set([[bad.id, true, alteredWords].join(), [good.id, false, "Nia Bell"].join()]),
  );
  expect((await breakGlass.mine(office.nurse)).map(({ id }) => id)).toEqual([good.id]);
  expect((await it.grants.grantsOf(office.tenant)).breakGlass.map(({ id }) => id)).toEqual([good.id]);
  expect(await breakGlass.detail(office.officer, bad.id)).toMatchObject({ altered: true, reason: undefined });
  await breakGlass.end(office.officer, bad.id);
  const judged = await breakGlass.review(office.officer, {
    id: bad.id,
    outcome: "not-justified",
    note: "Altered row.",
  });
  expect(judged).toMatchObject({ altered: true, state: "not-justified" });
});

test("an emergency that was opened again, or judged, by SQL is told, opens nothing, and still waits for its officer", async () => {
  const office = await anOffice();
  const again = await breakFor(office, 0);
  await breakGlass.end(office.nurse, again.id);
  const put = (id: string, set: string) => house.sql(`update wardbook.break_glass set ${set} where id = $1`, [id]);
  await put(again.id, "state = 'open', ended_at = null, ended_by = null");
  expect([await breakGlass.mine(office.nurse), (await it.grants.grantsOf(office.tenant)).breakGlass]).toEqual([[], []]);
  const judged = await breakFor(office, 1);
  await put(judged.id, `state = 'justified', ended_at = ${house.now()}, ended_by = 'itself'`);
  const { grants } = await breakGlass.list(office.officer, { which: "awaiting" });
  const waits = { state: "awaiting-review", altered: true, person: { name: "Nia Bell" } };
  expect(grants).toMatchObject([waits, waits]);
  expect((await breakGlass.list(office.officer, { which: "done" })).grants).toEqual([]);
  house.wait(hour);
  const answer = { outcome: "not-justified", note: "Nobody had called her." } as const;
  for (const { id } of [again, judged])
    expect(await breakGlass.review(office.officer, { id, ...answer })).toMatchObject({ state: "not-justified" });
  // Hidden by letting it have ended before anything was done.
  expect((await breakGlass.detail(office.officer, judged.id)).altered).toBe(false);
  await put(judged.id, "ended_at = began_at");
  expect(await breakGlass.detail(office.officer, judged.id)).toMatchObject({ altered: true, endedAt: undefined });
  // Put back as it was when it was open, with every seal of then: the ledger still knows.
  const fresh = await breakFor(office, 0);
  await breakGlass.end(office.nurse, fresh.id);
  await governance.sweep(office.tenant);
  await breakGlass.review(office.officer, { id: fresh.id, outcome: "justified", note: "Fits the admission." });
  await put(fresh.id, "state = 'open', ended_at = null, ended_by = null, sealed_state = null");
  await governance.sweep(office.tenant);
  expect((await it.grants.grantsOf(office.tenant)).breakGlass).toEqual([]);
  expect(it.altered).toContain(`break_glass ${fresh.id}`);
  const [task, ...others] = (await tasks.list(office.officer, "open")).tasks;
  expect([task, others]).toMatchObject([{ about: fresh.id, title: expect.stringContaining("opened anew") }, []]);
  const told = it.altered.filter((row) => [again.id, judged.id].some((id) => row.endsWith(id)));
  expect(new Set(told)).toEqual(new Set([again, judged].map(({ id }) => `break_glass ${id}`)));
});

test("an altered grant doesn't stand in the way of a new one for the same patient", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  await stretch("break_glass", bad.id);
  const fresh = await breakFor(office, 0);
  expect(fresh.id).not.toBe(bad.id);
  expect((await it.grants.grantsOf(office.tenant)).breakGlass.map(({ id }) => id)).toEqual([fresh.id]);
});

test("an altered vendor's access is listed, holds up neither the sweep nor a review, and can be ended", async () => {
  const office = await anOffice();
  const lapsing = await approved(office);
  const bad = await approved(office);
  const over = await approved(office);
  await stretch("vendor_access", bad.id);
  await stretch("vendor_access", over.id, -hour);
  const listed = (await vendorAccess.list(office.asker)).access;
  expect(listed.find(({ id }) => id === bad.id)).toMatchObject({
    altered: true,
    inForce: false,
    person: { name: alteredWords },
    scopes: [],
  });
  expect(listed.find(({ id }) => id === lapsing.id)).toMatchObject({ altered: false, person: { name: "Vic Moran" } });
  expect((await it.grants.grantsOf(office.tenant)).vendors.map(({ id }) => id)).toEqual([lapsing.id]);
  const review = await accessReviews.open(office.asker, { title: "After the attack" });
  const items = (await accessReviews.detail(office.asker, review.id)).items;
  expect(items.map(({ holder }) => holder).toSorted()).toContain(alteredWords);
  house.wait(5 * hour);
  await governance.sweep(office.tenant);
  const after = new Map((await vendorAccess.list(office.asker)).access.map(({ id, state }) => [id, state]));
  expect([lapsing, bad, over].map(({ id }) => after.get(id))).toEqual(["lapsed", "approved", "lapsed"]);
  expect((await vendorAccess.end(office.asker, { id: bad.id })).state).toBe("ended");
  // An approval without its approver opens nothing, and doesn't look as if it did.
  const stripped = await approved(office);
  await house.sql("update wardbook.vendor_access set sealed_decision = null where id = $1", [stripped.id]);
  const [shown] = (await vendorAccess.list(office.asker)).access.filter(({ id }) => id === stripped.id);
  expect(shown).toMatchObject({ altered: true, inForce: false, decidedBy: { name: alteredWords } });
});

test("an altered request is never approved, and can be refused", async () => {
  const office = await anOffice();
  const { id } = await vendorAccess.request(office.asker, {
    person: office.vendor.id,
    ticket: "SUP-1",
    purpose: "Find out why results of the laboratory arrive twice.",
    scopes: ["user/Observation.rs"],
    from: house.now(),
    until: house.now() + hour,
  });
  await stretch("vendor_access", id);
  const approve = vendorAccess.decide(office.officer, { id, decision: "approve" });
  await expect(approve).rejects.toMatchObject({ code: "vendor/altered" });
  expect(await vendorAccess.decide(office.officer, { id, decision: "refuse" })).toMatchObject({ state: "refused" });
});

test("an altered task is listed as such beside the others", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  await breakFor(office, 1);
  await house.sql("update wardbook.officer_task set sealed = $2 where about = $1", [bad.id, Buffer.from("no")]);
  const list = (await tasks.list(office.officer, "open")).tasks;
  expect(list.find(({ about }) => about === bad.id)).toMatchObject({ altered: true, title: alteredWords });
  expect(list.filter(({ altered }) => !altered)).toHaveLength(1);
});

test("altered items of a review are listed as such, decide nothing, and hold up neither the others nor the sweep", async () => {
  const office = await anOffice();
  const { tenant, asker, officer } = office;
  it.set(tenant, { ...defaultSettings, accessReview: { ...defaultSettings.accessReview, unreviewed: "withdraw" } });
  const register = it.register(tenant);
  for (const name of ["Person 1", "Person 2", "Person 3", "Person 4"])
    register.set(randomUUID(), { holderName: name, grant: "Clinician" });
  const spared = randomUUID();
  const review = await accessReviews.open(asker, { title: "After the attack" });
  // Granted since, and named by what was altered.
  register.set(spared, { holderName: "Person 5", grant: "Clinician" });
  const other = await accessReviews.open(asker, { title: "Another" });
  const itemOf = (holder: string) => review.items.find((one) => one.holder === holder)?.id ?? "";
  const [moved, kept, good] = [itemOf("Person 2"), itemOf("Person 3"), itemOf("Person 4")];
  await house.sql("update wardbook.access_review_item set subject = $2 where item = $1", [moved, spared]);
  await house.sql("update wardbook.access_review_item set state = 'kept', decided_at = $2 where item = $1", [
    kept,
    house.now(),
  ]);
  await house.sql("update wardbook.access_review set opened_at = opened_at - 1 where id = $1", [other.id]);
  const listed = new Map((await accessReviews.list(asker)).map(({ id, title, altered }) => [id, [title, altered]]));
  expect(listed.get(review.id)).toEqual(["After the attack", false]);
  expect(listed.get(other.id)).toEqual([alteredWords, true]);
  const { items } = await accessReviews.detail(officer, review.id);
  const shown = new Map(items.map(({ id, holder, mine, altered }) => [id, [holder, mine, altered]]));
  expect([moved, kept].map((id) => shown.get(id))).toEqual(Array(2).fill([alteredWords, false, true]));
  expect(shown.get(good)).toEqual(["Person 4", true, false]);
  const decide = (item: string, decision: "keep" | "withdraw") =>
    accessReviews.decide(officer, { review: review.id, item, decision, reason: "Looked at with the team." });
  await expect(decide(moved, "withdraw")).rejects.toMatchObject({ code: "review/altered" });
  expect(register.has(spared)).toBe(true);
  expect(await decide(good, "keep")).toMatchObject({ state: "kept", altered: false });
  await decide(itemOf("Person 1"), "keep");
  house.wait(22 * 24 * hour);
  await governance.sweep(tenant);
  const late = await accessReviews.detail(asker, review.id);
  expect(late.items.find(({ id }) => id === moved)).toMatchObject({ state: "overdue", altered: true });
  await accessReviews.close(asker, review.id);
  expect(await accessReviews.exportCsv(asker, review.id)).toContain(alteredWords);
});

test("what was kept, given to somebody or taken out by SQL is told at the end, and counts as nothing else", async () => {
  const office = await anOffice();
  const { tenant, asker, officer } = office;
  const register = it.register(tenant);
  const names = ["Kept", "Pressed", "Gone", "Lost", "Left"].map((name) => `Person ${name}`);
  for (const holderName of names) register.set(randomUUID(), { holderName, grant: "Clinician" });
  const review = await accessReviews.open(asker, { title: "Spring review" });
  const idOf = (holder: string) => review.items.find((one) => one.holder === holder)?.id ?? "";
  const [kept = "", pressed = "", gone = "", lost = "", left = ""] = names.map(idOf);
  const decide = (reviewer: typeof officer, item: string) =>
    accessReviews.decide(reviewer, { review: review.id, item, decision: "keep", reason: "Looked at with the team." });
  const counts = async () => (await accessReviews.detail(asker, review.id)).counts;
  // Somebody's friend, who may review, and whom only the database says to be the reviewer.
  const friend = it.member(tenant, "owner", "Fay Reed", { permissions: ["reviews.decide"] });
  const put = (item: string, more: string) =>
    house.sql(`update wardbook.access_review_item set ${more} where item = $1`, [item]);
  await put(kept, `state = 'kept', decider = reviewer, decided_at = ${house.now()}`);
  await put(pressed, `reviewer = '${friend.id}'`);
  await put(gone, "state = 'gone'");
  await expect(decide(friend, pressed)).rejects.toMatchObject({ code: "review/altered" });
  const assign = (item: string, to: typeof friend) =>
    accessReviews.assign(asker, { review: review.id, item, to: to.id });
  await expect(assign(pressed, friend)).rejects.toMatchObject({ code: "review/altered" });
  expect(await counts()).toMatchObject({ pending: 2, altered: 3, kept: 0, gone: 0 });
  // Given by a manager it is the friend's, and stays so with the decision; nobody else's word takes that over.
  await assign(left, friend);
  expect(await decide(friend, left)).toMatchObject({ state: "kept", altered: false, decidedBy: "Fay Reed" });
  await put(left, `reviewer = '${officer.id}'`);
  expect(await counts()).toMatchObject({ pending: 1, altered: 4, kept: 0 });
  await put(left, `reviewer = '${friend.id}'`);
  expect(await counts()).toMatchObject({ pending: 1, altered: 3, kept: 1 });
  // Nor does taking the manager's word away give an item back to whom it was given first.
  await assign(lost, friend);
  const [given] = await house.sql<{ reviewer: string; sealed_reviewer: Buffer }>(
    "select reviewer, sealed_reviewer from wardbook.access_review_item where item = $1",
    [lost],
  );
  for (const seal of ["sealed_reviewer = sealed_reviewer", "sealed_reviewer = null"]) {
    await put(lost, `reviewer = '${officer.id}', ${seal}`);
    await expect(decide(officer, lost)).rejects.toMatchObject({ code: "review/altered" });
  }
  await house.sql("update wardbook.access_review_item set reviewer = $2, sealed_reviewer = $3 where item = $1", [
    lost,
    given?.reviewer,
    given?.sealed_reviewer,
  ]);
  await expect(accessReviews.close(asker, review.id)).rejects.toMatchObject({ code: "review/undecided" });
  await decide(friend, lost);
  // Everything is decided that can be, but it isn't as it was sealed: it doesn't close by itself.
  expect((await accessReviews.detail(asker, review.id)).state).toBe("open");
  expect((await tasks.list(officer, "open")).tasks).toEqual([]);
  await house.sql("delete from wardbook.access_review_item where item = $1", [lost]);
  expect(await accessReviews.detail(asker, review.id)).toMatchObject({ title: "Spring review", altered: true });
  expect((await accessReviews.close(asker, review.id)).counts).toMatchObject({ kept: 1, altered: 3, pending: 0 });
  const [closing] = await it.saidBy(tenant, asker.id);
  expect(closing).toContain("nothing is left that could be decided");
  expect(closing).toMatch(/: 1 kept, 3 altered, the review itself was altered$/);
  const csv = await accessReviews.exportCsv(asker, review.id);
  expect(csv.split("\r\n").filter((line) => line.includes(",altered,"))).toHaveLength(3);
});

test("a review that was closed, hurried or turned to withdrawing by SQL is told as altered, and takes nothing from anybody", async () => {
  const office = await anOffice();
  const { tenant, asker } = office;
  const register = it.register(tenant);
  register.set(randomUUID(), { holderName: "Person 1", grant: "Clinician" });
  const open = async (title: string) => (await accessReviews.open(asker, { title })).id;
  const ids = [await open("Hurried"), await open("Ended"), await open("Turned"), await open("As it was")];
  const change = (index: number, set: string) =>
    house.sql(`update wardbook.access_review set ${set} where id = $1`, [ids[index]]);
  await change(0, "due_at = opened_at + 1, unreviewed = 'withdraw'");
  await change(1, "state = 'closed', closed_at = opened_at");
  await change(2, "unreviewed = 'withdraw'");
  house.wait(22 * 24 * hour);
  await governance.sweep(tenant);
  expect(register.size).toBe(1);
  const told = new Map((await accessReviews.list(asker)).map(({ id, altered }) => [id, altered]));
  expect(ids.map((id) => told.get(id))).toEqual([true, true, true, false]);
  const [older] = await house.sql<{ sealed_close: Buffer }>(
    "select sealed_close from wardbook.access_review where id = $1",
    [ids[3]],
  );
  for (const id of [ids[0], ids[3]]) await accessReviews.close(asker, id ?? "");
  const [genuine] = (await accessReviews.list(asker)).filter(({ id }) => id === ids[3]);
  expect(genuine).toMatchObject({ state: "closed", altered: false, counts: { overdue: 1 } });
  await change(3, "closed_at = closed_at - 1");
  expect((await accessReviews.detail(asker, ids[3] ?? "")).altered).toBe(true);
  // One that was closed doesn't open again by taking the seal of its end away.
  await change(3, "state = 'open', closed_at = null, sealed_close = null");
  const again = await accessReviews.detail(office.officer, ids[3] ?? "");
  expect(again).toMatchObject({ state: "open", altered: true });
  const late = {
    review: again.id,
    item: again.items[0]?.id ?? "",
    decision: "keep",
    reason: "Late, but looked at.",
  } as const;
  await expect(accessReviews.decide(office.officer, late)).rejects.toMatchObject({ code: "review/altered" });
  // Nor by putting the seal back that it had while it was open.
  await house.sql("update wardbook.access_review set sealed_close = $2 where id = $1", [ids[3], older?.sealed_close]);
  expect(await accessReviews.detail(asker, ids[3] ?? "")).toMatchObject({ state: "open", altered: true });
  await expect(accessReviews.decide(office.officer, late)).rejects.toMatchObject({ code: "review/altered" });
});

test("what was written before states were sealed is no alteration, and goes on as before", async () => {
  const office = await anOffice();
  const { tenant, asker, officer } = office;
  it.register(tenant).set(randomUUID(), { holderName: "Person 1", grant: "Clinician" });
  const review = await accessReviews.open(asker, { title: "Spring review" });
  const grant = await breakFor(office, 0);
  await breakGlass.end(office.nurse, grant.id);
  const vault = await it.ports.vault(tenant);
  for (const { table, column, key, also = [], contexts } of governanceVaultColumns) {
    if (
      !["access_review.sealed", "access_review_item.sealed", "break_glass.sealed_staff"].includes(`${table}.${column}`)
    )
      continue;
    const rows = await house.sql<{ sealed: Buffer }>(
      `select ${[...key, ...also].join(", ")}, ${column} as sealed from wardbook.${table} where tenant = $1`,
      [tenant],
    );
    for (const { sealed, ...row } of rows) {
      const [context = ""] = contexts(row);
      const {
        terms: _,
        reviewer: _reviewer,
        sealsState: _state,
        sealsOpen: _open,
        sealsReviewer: _given,
        ...words
      } = JSON.parse(vault.open(context, sealed).toString()) as Record<string, unknown>;
      await house.sql(`update wardbook.${table} set ${column} = $2 where tenant = $1 and ${column} = $3`, [
        tenant,
        vault.seal(context, Buffer.from(JSON.stringify(words))),
        sealed,
      ]);
    }
  }
  await house.sql("update wardbook.break_glass set sealed_state = null where id = $1", [grant.id]);
  await house.sql("update wardbook.access_review set sealed_close = null where id = $1", [review.id]);
  await house.sql("update wardbook.access_review_item set sealed_reviewer = null where review = $1", [review.id]);
  expect(await breakGlass.detail(officer, grant.id)).toMatchObject({ state: "awaiting-review", altered: false });
  const judged = { id: grant.id, outcome: "justified", note: "Fits the admission." } as const;
  expect(await breakGlass.review(officer, judged)).toMatchObject({ state: "justified", altered: false });
  const [item] = review.items;
  const kept = {
    review: review.id,
    item: item?.id ?? "",
    decision: "keep",
    reason: "Looked at with the team.",
  } as const;
  expect(await accessReviews.decide(officer, kept)).toMatchObject({ state: "kept", altered: false });
  expect(await accessReviews.detail(asker, review.id)).toMatchObject({ state: "closed", altered: false });
});

test("an altered request for a role is listed beside the others, never approved, and can be refused or lapses", async () => {
  const office = await anOffice();
  const { roleGrants } = governance;
  const asker = it.member(office.tenant, "administrator", "Ada Brook");
  const second = it.member(office.tenant, "administrator", "Ben Ortiz");
  const ids = [];
  for (const name of ["Nia Reed", "Kit Moss", "Una Grey"]) {
    const person = it.member(office.tenant, "nurse", name);
    ids.push((await roleGrants.request(asker, { person: person.id, role: "administrator" })).id);
  }
  const [bad = "", left = "", good = ""] = ids;
  for (const id of [bad, left])
    await house.sql("update wardbook.role_grant set requested_at = requested_at - 1, sealed = $2 where id = $1", [
      id,
      Buffer.from("no"),
    ]);
  const waiting = (await roleGrants.waiting(second)).map(({ id, role, altered }) => [id, role.label, altered].join());
  expect(new Set(waiting)).toEqual(
    new Set([...[bad, left].map((id) => [id, alteredWords, true].join()), [good, "Administrator", false].join()]),
  );
  await expect(roleGrants.approve(second, bad)).rejects.toMatchObject({ code: "role-grant/altered" });
  await roleGrants.refuse(second, bad, undefined);
  await roleGrants.approve(second, good);
  house.wait(8 * 24 * hour);
  await governance.sweep(office.tenant);
  expect(await roleGrants.waiting(second)).toEqual([]);
});

test("a gathered task that was altered is written anew with what is there", async () => {
  const office = await anOffice();
  const keeper = it.member(office.tenant, "privacy-officer", "Ida Moss");
  it.misunderstand(office.tenant, ["Consent/1"]);
  await governance.sweep(office.tenant);
  await house.sql("update wardbook.officer_task set sealed = $2 where tenant = $1", [office.tenant, Buffer.from("no")]);
  await governance.sweep(office.tenant);
  const [task] = (await tasks.list(keeper, "open")).tasks;
  expect(task).toMatchObject({ kind: "faulty-consents", altered: false });
  expect(task?.title).toContain("1 consent");
});

test("the operator is told of each altered row once, however often it is met", async () => {
  const office = await anOffice();
  const bad = await breakFor(office, 0);
  await stretch("break_glass", bad.id);
  const told: string[] = [];
  const process = openGovernance({ ...it.ports, onAltered: (_tenant, { id }) => told.push(id) });
  for (let time = 0; time < 3; time += 1) await process.breakGlass.list(office.officer, { which: "open" });
  await process.breakGlass.detail(office.officer, bad.id);
  expect(told).toEqual([bad.id]);
});

test("what an officer decides is signed, is checked elsewhere, and is told as altered once somebody alters it", async () => {
  const office = await anOffice();
  const { officer } = office;
  const wrong = new Secret("wrong");
  const { id } = await approved(office);
  const other = await approved(office);
  const ofVendor = async (one: string) => (await vendorAccess.list(officer)).access.find((access) => access.id === one);
  const listed = await ofVendor(id);
  expect(listed).toMatchObject({
    altered: false,
    signature: { verdict: { kind: "valid", manifest: { signer: { name: "Ines Duarte" }, meaning: "approval" } } },
  });
  const { id: grant } = await breakFor(office, 0);
  await breakGlass.end(officer, grant);
  const judging = { id: grant, outcome: "justified", note: "Fits the admission." } as const;
  await expect(breakGlass.review(officer, { ...judging, password: wrong })).rejects.toThrow("not your password");
  const { reviews } = await breakGlass.review(officer, judging);
  expect(reviews).toMatchObject([{ altered: false, signature: { verdict: { manifest: { meaning: "review" } } } }]);
  const [review, second] = [reviews[0]?.signature?.record, (await ofVendor(other.id))?.signature?.record];
  const vendor = listed?.signature?.record;
  if (review === undefined || vendor === undefined || second === undefined) throw new Error("a decision isn't signed");
  for (const record of [review, vendor]) await expectCheckedElsewhere(record);
  // Bound to its own decision: another's signature says nothing of it.
  const [moved = second.record] = second.signatures;
  expect(await verifySignature(vendor.record, moved, vendor.history)).toMatchObject({ fault: "another-record" });
  const rebound = { ...moved, target: vendor.signatures[0]?.["target"] ?? [] };
  expect(await verifySignature(vendor.record, rebound, vendor.history)).toMatchObject({ fault: "not-as-signed" });

  await house.sql("update wardbook.vendor_access set decided_at = decided_at - 60000 where id = $1", [id]);
  expect(await ofVendor(id)).toMatchObject({ altered: true, signature: { verdict: { fault: "not-as-signed" } } });
  await house.sql("update wardbook.break_glass set until = until + 60000 where id = $1", [grant]);
  expect((await breakGlass.detail(officer, grant)).reviews).toMatchObject([
    { altered: true, signature: { verdict: { fault: "not-as-signed" } } },
  ]);
});
