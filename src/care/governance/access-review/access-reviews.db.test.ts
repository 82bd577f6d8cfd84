import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { defaultSettings } from "../index.ts";
import { type Member, aGovernance } from "../testing/a-governance.ts";

const it = await aGovernance();
const { house, governance } = it;
const { accessReviews, tasks } = governance;
const day = 86_400_000;

async function anOffice(people = 4) {
  const tenant = await it.anOrganisation();
  const manager = it.member(tenant, "administrator", "Mei Lindqvist", { permissions: ["reviews.manage"] });
  const reviewers = ["Ines Duarte", "Olu Ade"].map((name) =>
    it.member(tenant, "privacy-officer", name, { permissions: ["reviews.decide"] }),
  );
  const register = it.register(tenant);
  for (const { id, name } of reviewers) register.set(id, { holder: id, holderName: name, grant: "Privacy officer" });
  for (let n = 0; n < people; n += 1)
    register.set(randomUUID(), { holder: parsePersonId(randomUUID()), holderName: `Person ${n}`, grant: "Clinician" });
  const [ines, olu] = reviewers as [Member, Member];
  return { tenant, manager, ines, olu, register };
}

type Office = Awaited<ReturnType<typeof anOffice>>;

const begin = ({ manager }: Office) => accessReviews.open(manager, { title: "Spring review" });

/** The undecided items of a reviewer. */
async function ownOf(reviewer: Member, review: string) {
  return (await accessReviews.detail(reviewer, review)).items.filter(({ mine }) => mine);
}

const decide = (reviewer: Member, review: string, item: string, decision: "keep" | "withdraw" = "keep") =>
  accessReviews.decide(reviewer, { review, item, decision, reason: "Looked at with the team." });

test("each grant becomes an item, spread evenly, and nobody is given their own", async () => {
  const office = await anOffice(6);
  const review = await begin(office);
  expect(review.items).toHaveLength(8);
  expect(review.counts).toEqual({ pending: 8, overdue: 0, kept: 0, withdrawn: 0, gone: 0, altered: 0 });
  for (const reviewer of [office.ines, office.olu]) {
    const own = await ownOf(reviewer, review.id);
    expect(own).toHaveLength(4);
    expect(own.map(({ holder }) => holder)).not.toContain(reviewer.name);
  }
});

test("a reviewer sees their own items, somebody without any sees no review, a manager sees all", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const outsider = it.member(office.tenant, "privacy-officer", "Noor Haddad", { permissions: ["reviews.decide"] });
  expect((await accessReviews.detail(office.ines, review.id)).items).toHaveLength(3);
  expect(await accessReviews.list(outsider)).toEqual([]);
  await expect(accessReviews.detail(outsider, review.id)).rejects.toMatchObject({ code: "review/unknown" });
  expect(await accessReviews.list(office.ines)).toMatchObject([{ id: review.id, mine: 3 }]);
});

test("withdrawing ends the grant, and keeping keeps it; both say who and why", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const [first, second] = await ownOf(office.ines, review.id);
  if (first === undefined || second === undefined) throw new Error("expected two items");
  const before = office.register.size;
  expect(await decide(office.ines, review.id, first.id, "withdraw")).toMatchObject({
    state: "withdrawn",
    decidedBy: "Ines Duarte",
    reason: "Looked at with the team.",
  });
  expect(await decide(office.ines, review.id, second.id)).toMatchObject({ state: "kept" });
  expect(office.register.size).toBe(before - 1);
  const said = await it.saidBy(office.tenant, office.ines.id);
  expect(said[1]).toContain(`access-review-decided: Looked at with the team.; withdrawn: ${first.holder}`);
  await expect(decide(office.ines, review.id, first.id)).rejects.toMatchObject({ code: "review/illegal-change" });
});

test("only its reviewer decides, and nobody their own, even if the row says so", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const item = (await ownOf(office.ines, review.id)).find(({ holder }) => holder.startsWith("Person"));
  if (item === undefined) throw new Error("expected an item");
  for (const other of [office.olu, office.manager])
    await expect(decide(other, review.id, item.id, "withdraw")).rejects.toMatchObject({ code: "review/not-reviewer" });
  const own = review.items.find(({ holder }) => holder === "Ines Duarte");
  if (own === undefined) throw new Error("expected an item about Ines");
  await expect(decide(office.ines, review.id, own.id)).rejects.toMatchObject({ code: "review/own" });
  await expect(
    accessReviews.assign(office.manager, { review: review.id, item: own.id, to: office.ines.id }),
  ).rejects.toMatchObject({ code: "review/own" });
  await expect(
    house.sql("update wardbook.access_review_item set reviewer = holder where item = $1", [own.id]),
  ).rejects.toMatchObject({ code: "23514" });
});

test("an item is decided within its own review and organisation", async () => {
  const office = await anOffice();
  const other = await anOffice();
  const review = await begin(office);
  const [item] = await ownOf(office.ines, review.id);
  if (item === undefined) throw new Error("expected an item");
  await expect(decide(office.ines, randomUUID(), item.id)).rejects.toMatchObject({ code: "review/unknown" });
  await expect(decide(other.ines, review.id, item.id)).rejects.toMatchObject({ code: "review/unknown" });
  await expect(accessReviews.detail(other.manager, review.id)).rejects.toMatchObject({ code: "review/unknown" });
});

test("given to another reviewer it moves with its task", async () => {
  const office = await anOffice(0);
  const review = await begin(office);
  const [item] = await ownOf(office.ines, review.id);
  if (item === undefined) throw new Error("expected an item");
  expect((await tasks.list(office.ines, "open")).tasks).toMatchObject([{ kind: "access-review", about: review.id }]);
  const late = it.member(office.tenant, "owner", "Pia Voss", { permissions: ["reviews.decide"] });
  const moved = await accessReviews.assign(office.manager, { review: review.id, item: item.id, to: late.id });
  expect(moved.reviewer?.name).toBe("Pia Voss");
  expect((await tasks.list(office.ines, "open")).tasks).toEqual([]);
  expect((await tasks.list(late, "open")).tasks).toMatchObject([{ kind: "access-review" }]);
  await expect(decide(office.ines, review.id, item.id)).rejects.toMatchObject({ code: "review/not-reviewer" });
  await expect(
    accessReviews.assign(office.manager, { review: review.id, item: item.id, to: office.manager.id }),
  ).rejects.toMatchObject({ code: "review/unsuitable-reviewer" });
});

test("when everything is decided the review closes by itself, its tasks are done, and its sum is in the ledger", async () => {
  const office = await anOffice(1);
  const review = await begin(office);
  for (const reviewer of [office.ines, office.olu])
    for (const { id } of await ownOf(reviewer, review.id)) await decide(reviewer, review.id, id);
  expect(await accessReviews.detail(office.manager, review.id)).toMatchObject({ state: "closed" });
  for (const reviewer of [office.ines, office.olu]) expect((await tasks.list(reviewer, "open")).tasks).toEqual([]);
  const said = [
    ...(await it.saidBy(office.tenant, office.ines.id)),
    ...(await it.saidBy(office.tenant, office.olu.id)),
  ];
  expect(said.find((line) => line.startsWith("access-review-closed"))).toContain("3 kept");
});

test("after the deadline what nobody decided is flagged, not withdrawn, and can still be decided", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const before = office.register.size;
  house.wait(21 * day);
  await governance.sweep(office.tenant);
  const late = await accessReviews.detail(office.manager, review.id);
  expect([late.overdue, late.counts.overdue]).toEqual([true, 6]);
  expect(office.register.size).toBe(before);
  const [item] = await ownOf(office.ines, review.id);
  expect((await decide(office.ines, review.id, item?.id ?? "")).state).toBe("kept");
  expect((await accessReviews.close(office.manager, review.id)).state).toBe("closed");
  const closed = await accessReviews.detail(office.manager, review.id);
  const left = closed.items.find(({ state, reviewer }) => state === "overdue" && reviewer?.name === "Olu Ade");
  await expect(decide(office.olu, review.id, left?.id ?? "")).rejects.toMatchObject({ code: "review/illegal-change" });
});

test("where the organisation wants it, what nobody decided is withdrawn by the clock", async () => {
  const office = await anOffice(2);
  it.set(office.tenant, {
    ...defaultSettings,
    accessReview: { ...defaultSettings.accessReview, unreviewed: "withdraw" },
  });
  const review = await begin(office);
  const [kept] = await ownOf(office.ines, review.id);
  await decide(office.ines, review.id, kept?.id ?? "");
  house.wait(21 * day);
  await Promise.all([governance.sweep(office.tenant), it.anotherProcess().sweep(office.tenant)]);
  expect(await accessReviews.detail(office.manager, review.id)).toMatchObject({
    state: "closed",
    counts: { kept: 1, withdrawn: 3, pending: 0 },
  });
  expect(office.register.size).toBe(1);
  expect((await it.saidBy(office.tenant, "clock")).filter((line) => line.includes("withdrawn:"))).toHaveLength(3);
});

test("a grant that ended otherwise is not waited for", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const [subject] = [...office.register.keys()].slice(-1);
  office.register.delete(subject ?? "");
  await governance.sweep(office.tenant);
  expect((await accessReviews.detail(office.manager, review.id)).counts).toMatchObject({ gone: 1, pending: 5 });
});

test("what a reviewer who left hadn't decided waits for another, and managers are told once", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const [decided, ...left] = await ownOf(office.ines, review.id);
  await decide(office.ines, review.id, decided?.id ?? "");
  it.leave(office.tenant, office.ines.id);
  await governance.sweep(office.tenant);
  await governance.sweep(office.tenant);
  const open = (await tasks.list(office.manager, "open")).tasks;
  expect(open).toMatchObject([{ kind: "review-without-reviewer", about: review.id }]);
  const { items } = await accessReviews.detail(office.manager, review.id);
  const waiting = items.filter(({ reviewer }) => reviewer === undefined).map(({ id }) => id);
  expect(waiting.sort()).toEqual(left.map(({ id }) => id).sort());
  const [item] = left.filter(({ holder }) => holder !== office.olu.name);
  const assignment = { review: review.id, item: item?.id ?? "", to: office.olu.id };
  expect((await accessReviews.assign(office.manager, assignment)).reviewer).toMatchObject({ id: office.olu.id });
  expect(
    (await it.saidBy(office.tenant, "clock")).filter((line) => line.includes("can't do it any more")),
  ).toHaveLength(1);
});

test("a review isn't closed before its deadline while something is undecided", async () => {
  const office = await anOffice();
  const review = await begin(office);
  await expect(accessReviews.close(office.manager, review.id)).rejects.toMatchObject({ code: "review/undecided" });
});

test.each([0, 0.9, 91])("a deadline %s days away is refused", async (days) => {
  const office = await anOffice();
  await expect(
    accessReviews.open(office.manager, { title: "Soon", dueAt: house.now() + days * day }),
  ).rejects.toMatchObject({ code: "review/unsuitable-deadline" });
});

test("the calendar opens one review a quarter, whichever of two processes gets there, and none in an organisation's first", async () => {
  const office = await anOffice();
  const other = it.anotherProcess();
  const both = () => Promise.all([governance.sweep(office.tenant), other.sweep(office.tenant)]);
  await both();
  // What each left to the other is done at the next turn.
  await governance.sweep(office.tenant);
  expect(await accessReviews.list(office.manager)).toEqual([]);
  house.wait(nextQuarterIn());
  await both();
  await governance.sweep(office.tenant);
  const [first, ...more] = await accessReviews.list(office.manager);
  expect([first?.title, more]).toEqual([expect.stringMatching(/^Access review 20\d\d-Q[1-4]$/), []]);
  house.wait(92 * day);
  await both();
  await governance.sweep(office.tenant);
  expect(await accessReviews.list(office.manager)).toHaveLength(2);
});

function nextQuarterIn(): number {
  const now = new Date(house.now());
  return Date.UTC(now.getUTCFullYear(), (Math.floor(now.getUTCMonth() / 3) + 1) * 3, 1) - house.now();
}

test("a grant that only its holder could review waits for a reviewer, and managers are told", async () => {
  const office = await anOffice(0);
  it.leave(office.tenant, office.olu.id);
  const boss = it.member(office.tenant, "administrator", "Ana Roth", { permissions: ["reviews.manage"] });
  const review = await begin(office);
  const own = review.items.find(({ holder }) => holder === "Ines Duarte");
  expect(own?.reviewer).toBeUndefined();
  expect((await tasks.list(boss, "open")).tasks).toMatchObject([{ kind: "review-without-reviewer" }]);
  const helper = it.member(office.tenant, "owner", "Pia Voss", { permissions: ["reviews.decide"] });
  await accessReviews.assign(boss, { review: review.id, item: own?.id ?? "", to: helper.id });
  expect((await tasks.list(boss, "open")).tasks).toEqual([]);
});

test("vendors' access is under review too, and withdrawing ends it", async () => {
  const office = await anOffice(0);
  const vendor = it.member(office.tenant, "vendor", "Vic Moran");
  const { id } = await governance.vendorAccess.request(office.manager, {
    person: vendor.id,
    ticket: "SUP-1",
    purpose: "Look at one thing, then go.",
    scopes: ["user/Patient.r"],
    from: house.now(),
    until: house.now() + 5 * day,
  });
  await governance.vendorAccess.decide(office.ines, { id, decision: "approve" });
  const review = await begin(office);
  const item = review.items.find(({ kind }) => kind === "vendor-access");
  const reviewer = [office.ines, office.olu].find((one) => one.id === item?.reviewer?.id);
  if (item === undefined || reviewer === undefined) throw new Error("expected a reviewer");
  await decide(reviewer, review.id, item.id, "withdraw");
  expect((await it.grants.grantsOf(office.tenant)).vendors).toEqual([]);
  expect(it.endedSessions).toContain(vendor.id);
});

test("the result as a file has a line for each grant, and that it was taken out is in the ledger", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const csv = await accessReviews.exportCsv(office.manager, review.id);
  expect(csv.trim().split("\r\n")).toHaveLength(7);
  expect((await it.saidBy(office.tenant, office.manager.id))[0]).toContain("export: with reviews.manage");
});

test("nobody's name and no reason can be read in the database", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const [item] = await ownOf(office.ines, review.id);
  await decide(office.ines, review.id, item?.id ?? "");
  const rows = await house.sql<{ text: string }>(
    `select encode(sealed, 'escape') || coalesce(encode(sealed_decision, 'escape'), '') || t::text as text from wardbook.access_review_item t where tenant = $1
     union all select encode(sealed, 'escape') || t::text from wardbook.access_review t where tenant = $1`,
    [office.tenant],
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { text } of rows)
    for (const word of ["Person 1", "Duarte", "Spring review", "Looked at"])
      expect(text.includes(word) || text.includes(Buffer.from(word).toString("hex"))).toBe(false);
});

test("a decision that was turned round by somebody with the database alone isn't shown as one", async () => {
  const office = await anOffice();
  const review = await begin(office);
  const [item] = await ownOf(office.ines, review.id);
  await decide(office.ines, review.id, item?.id ?? "", "withdraw");
  await house.sql("update wardbook.access_review_item set state = 'kept' where item = $1", [item?.id]);
  const { items } = await accessReviews.detail(office.manager, review.id);
  expect(items.find(({ id }) => id === item?.id)).toMatchObject({ altered: true, decidedBy: undefined });
  expect(items.filter(({ altered }) => altered)).toHaveLength(1);
});
