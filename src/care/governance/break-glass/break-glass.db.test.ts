import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aPatient, mrnSystem } from "../../../../test/people/index.ts";
import { parseScopes } from "../../../custody/access/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type PatientNaming, defaultSettings, openGovernance } from "../index.ts";
import { aGovernance } from "../testing/a-governance.ts";

const it = await aGovernance();
const { house, governance } = it;
const { breakGlass, tasks } = governance;
const minute = 60_000;
const hour = 60 * minute;

const reason = { kind: "emergency-treatment", words: "Found unconscious in the waiting room." } as const;

async function aWard() {
  const tenant = await it.anOrganisation();
  const nurse = it.member(tenant, "nurse", "Nia Bell");
  const officer = it.member(tenant, "privacy-officer", "Ines Duarte", { permissions: ["break-glass.review"] });
  const writer = it.member(tenant, "clinician", "Dr Ada Okafor");
  const admit = async (words: Parameters<typeof aPatient>[0]) =>
    (await house.chart.create(writer, "Patient", aPatient(words))).value.id;
  return { tenant, nurse, officer, writer, admit, patient: await admit({ mrn: "MRN-1001" }) };
}

type Ward = Awaited<ReturnType<typeof aWard>>;

const byNumber = { by: "identifier", system: mrnSystem, value: "MRN-1001" } as const;
const ask = async ({ nurse }: Ward, patient: PatientNaming = byNumber) => breakGlass.ask(nurse, { patient, reason });

const brokenBy = async ({ tenant, id }: Ward["nurse"]) =>
  (await it.grants.grantsOf(tenant)).breakGlass.filter(({ person }) => person === id);

test("a patient is named by number, with or without its system, by name and date of birth, or by id", async () => {
  const ward = await aWard();
  const namings: PatientNaming[] = [
    byNumber,
    { by: "identifier", value: "MRN-1001" },
    { by: "person", family: "hállorAN", given: " nora ", birthDate: "1948-02-29" },
    { by: "id", id: ward.patient },
  ];
  for (const naming of namings) {
    const { grant } = await ask(ward, naming);
    expect(grant).toMatchObject({ patient: ward.patient, label: "Nora Halloran, born 1948-02-29" });
  }
});

test("of several given names one will do, or some of them in one line; one that isn't theirs won't", async () => {
  for (const given of [["Kulwant", "Singh"], ["Kulwant Singh"]]) {
    const ward = await aWard();
    const family = `Grewal ${given.length}`;
    const born = { ...aPatient({ birthDate: "1957-05-10" }), name: [{ family, given }] };
    const { id } = (await house.chart.create(ward.writer, "Patient", born)).value;
    for (const said of ["Kulwant Singh", "kulwant", "Kulwant  singh "]) {
      const { grant } = await ask(ward, { by: "person", family, given: said, birthDate: "1957-05-10" });
      expect(grant.patient).toBe(id);
    }
    for (const said of ["Kulwant Kaur", "Kul", "Kulwant Sing"])
      await expect(ask(ward, { by: "person", family, given: said, birthDate: "1957-05-10" })).rejects.toMatchObject({
        code: "break-glass/no-single-patient",
      });
  }
});

test("beginnings, other numbers, other systems, other dates and two of the same name find nobody, all alike", async () => {
  const ward = await aWard();
  await ward.admit({ given: "Tom", family: "Birch", birthDate: "1950-01-01" });
  await ward.admit({ given: "Tom", family: "Birch", birthDate: "1950-01-01" });
  const namings: PatientNaming[] = [
    { by: "identifier", system: mrnSystem, value: "MRN-100" },
    { by: "identifier", system: "https://wardbook.test/other", value: "MRN-1001" },
    { by: "identifier", value: "MRN-1001," },
    { by: "identifier", value: "*" },
    { by: "person", family: "Hall", given: "Nora", birthDate: "1948-02-29" },
    { by: "person", family: "Halloran", given: "N", birthDate: "1948-02-29" },
    { by: "person", family: "Halloran", given: "Nora", birthDate: "1948-02-28" },
    { by: "person", family: "Birch", given: "Tom", birthDate: "1950-01-01" },
    { by: "id", id: parseResourceId(randomUUID()) },
  ];
  const refusals = await Promise.all(namings.map((naming) => ask(ward, naming).catch((error: unknown) => error)));
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "break-glass/no-single-patient" });
  expect(new Set(refusals.map(String)).size).toBe(1);
  expect(await breakGlass.mine(ward.nurse)).toEqual([]);
});

test("another organisation's patient isn't found, and a deleted one isn't either", async () => {
  const ward = await aWard();
  const other = await aWard();
  const { value } = await house.chart.create({ ...ward.writer }, "Patient", aPatient({ mrn: "MRN-2" }));
  await house.chart.delete({ ...ward.writer, scopes: parseScopes("user/*.cruds") }, { type: "Patient", id: value.id });
  for (const naming of [
    { by: "id", id: other.patient } as const,
    { by: "id", id: value.id } as const,
    { by: "identifier", value: "MRN-2" } as const,
  ])
    await expect(ask(ward, naming)).rejects.toMatchObject({ code: "break-glass/no-single-patient" });
});

test("before anything is looked up the asking is in the ledger, the same for who is there and who isn't", async () => {
  const ward = await aWard();
  await ask(ward, { by: "identifier", value: "NOBODY-1" }).catch(() => undefined);
  await ask(ward);
  const said = (await it.saidBy(ward.tenant, ward.nurse.id)).filter((line) => line.startsWith("break-glass-asked"));
  expect(said).toEqual([
    `break-glass-asked: emergency treatment; for identifier ${mrnSystem}|MRN-1001: ${reason.words}`,
    `break-glass-asked: emergency treatment; for identifier NOBODY-1: ${reason.words}`,
  ]);
});

test("a grant opens one patient for one person, for two hours, and its reason is where the patient looks", async () => {
  const ward = await aWard();
  const { grant, made } = await ask(ward);
  expect([made, grant.until - grant.beganAt]).toEqual([true, 2 * hour]);
  const inForce = await brokenBy(ward.nurse);
  expect(inForce).toEqual([
    {
      id: grant.id,
      patient: ward.patient,
      person: ward.nurse.id,
      from: grant.beganAt,
      until: grant.until,
      reason: "emergency treatment",
    },
  ]);
  expect(await brokenBy(ward.officer)).toEqual([]);
  expect(await it.saidAbout(ward.tenant, ward.patient)).toContain(
    `break-glass: emergency treatment: “${reason.words}”`,
  );
  expect(it.changed).toContain(ward.tenant);
});

test("the organisation may say how long, up to twelve hours", async () => {
  const ward = await aWard();
  it.set(ward.tenant, { ...defaultSettings, breakGlass: { ...defaultSettings.breakGlass, minutes: 30 } });
  const { grant } = await ask(ward);
  expect(grant.until - grant.beganAt).toBe(30 * minute);
});

test("it opens nothing any more at the very moment it ends, though nobody has swept", async () => {
  const ward = await aWard();
  await ask(ward);
  house.wait(2 * hour - 1);
  expect(await brokenBy(ward.nurse)).toHaveLength(1);
  house.wait(1);
  expect(await brokenBy(ward.nurse)).toEqual([]);
  expect(await breakGlass.mine(ward.nurse)).toEqual([]);
  const { grants } = await breakGlass.list(ward.officer, { which: "awaiting" });
  expect(grants).toMatchObject([{ state: "awaiting-review", endedBy: "itself" }]);
});

test("what ended by itself is written down once, whichever of two processes sweeps", async () => {
  const ward = await aWard();
  const { grant } = await ask(ward);
  house.wait(3 * hour);
  const other = it.anotherProcess();
  await Promise.all([governance.sweep(ward.tenant), other.sweep(ward.tenant)]);
  await governance.sweep(ward.tenant);
  const ended = (await it.saidAbout(ward.tenant, ward.patient)).filter((line) => line.startsWith("break-glass-ended"));
  expect(ended).toEqual(["break-glass-ended: its time was over"]);
  expect(await breakGlass.detail(ward.officer, grant.id)).toMatchObject({ endedAt: grant.until, endedBy: "itself" });
});

test("asking again while it is open answers the same grant and prolongs nothing, also at the same moment", async () => {
  const ward = await aWard();
  const asked = await Promise.all([ask(ward), ask(ward), ask(ward)]);
  expect(new Set(asked.map(({ grant }) => grant.id)).size).toBe(1);
  expect(asked.filter(({ made }) => made)).toHaveLength(1);
  house.wait(hour);
  expect((await ask(ward)).grant.until).toBe(asked[0].grant.until);
  house.wait(hour);
  const anew = await ask(ward);
  expect(anew.made).toBe(true);
  expect(anew.grant.id).not.toBe(asked[0].grant.id);
});

test("its owner ends it by hand, an officer ends anybody's, nobody else does", async () => {
  const ward = await aWard();
  const colleague = it.member(ward.tenant, "nurse", "Noor Haddad");
  const { grant } = await ask(ward);
  await expect(breakGlass.end(colleague, grant.id)).rejects.toMatchObject({ code: "break-glass/unknown" });
  await breakGlass.end(ward.nurse, grant.id);
  expect(await brokenBy(ward.nurse)).toEqual([]);
  await expect(breakGlass.end(ward.nurse, grant.id)).rejects.toMatchObject({ code: "break-glass/illegal-change" });
  const second = await ask(ward);
  await breakGlass.end(ward.officer, second.grant.id);
  expect(await breakGlass.detail(ward.officer, second.grant.id)).toMatchObject({ endedBy: "officer" });
});

test("the officers know at once: a task with its deadline, and mail that names nobody", async () => {
  const ward = await aWard();
  it.mails.length = 0;
  const { grant } = await ask(ward);
  const { tasks: open, counts } = await tasks.list(ward.officer, "open");
  expect(open).toMatchObject([
    { kind: "break-glass-review", about: grant.id, risk: "high", dueAt: grant.beganAt + 72 * hour, completable: false },
  ]);
  expect(counts).toEqual({ open: 1, overdue: 0, mine: 0 });
  await governance.sweep(ward.tenant);
  expect(it.mails).toMatchObject([{ to: ward.officer.email, subject: "An emergency access has to be reviewed" }]);
  const text = JSON.stringify([it.mails, open]);
  for (const word of ["Halloran", "Nora", "1948", "MRN", "unconscious", ward.patient]) expect(text).not.toContain(word);
  expect(JSON.stringify(it.mails)).not.toContain("Nia");
});

test("two emergencies of one person are told apart by their time and number, not by the patient", async () => {
  const ward = await aWard();
  const first = await ask(ward);
  await breakGlass.end(ward.nurse, first.grant.id);
  house.wait(60_000);
  await ask(ward);
  const titles = (await tasks.list(ward.officer, "open")).tasks.map(({ title }) => title);
  expect(titles).toHaveLength(2);
  expect(new Set(titles.map((title) => title.replace(/, no\. 2 of that day/, ""))).size).toBe(2);
  expect(titles.filter((title) => title.includes(", no. 2 of that day"))).toHaveLength(1);
  for (const title of titles) expect(title).toMatch(/ UTC(?:, no\. 2 of that day)?: /);
});

test("where nobody else may review it, whoever lets people in is told to find somebody", async () => {
  const ward = await aWard();
  const manager = it.member(ward.tenant, "administrator", "Mei Lindqvist");
  await ask(ward);
  expect((await tasks.list(manager, "open")).tasks).toEqual([]);
  await breakGlass.end(ward.nurse, (await breakGlass.mine(ward.nurse))[0]?.id ?? "");
  it.leave(ward.tenant, ward.officer.id);
  it.mails.length = 0;
  const { grant } = await ask(ward);
  const [told, ...more] = (await tasks.list(manager, "open")).tasks;
  expect([told, more]).toMatchObject([
    { kind: "break-glass-review", about: grant.id, dueAt: grant.beganAt + 72 * hour },
    [],
  ]);
  expect(told?.title).toContain("give somebody a role");
  await governance.sweep(ward.tenant);
  expect(it.mails.map(({ to }) => to)).toEqual([manager.email]);
  const found = it.member(ward.tenant, "privacy-officer", "Olu Ade", { permissions: ["break-glass.review"] });
  await breakGlass.end(ward.nurse, grant.id);
  await breakGlass.review(found, { id: grant.id, outcome: "justified", note: "The note of the call fits." });
  expect((await tasks.list(manager, "open")).tasks).toEqual([]);
});

test("a review that is late is flagged once to everybody it is for", async () => {
  const ward = await aWard();
  await ask(ward);
  await governance.sweep(ward.tenant);
  it.mails.length = 0;
  house.wait(49 * hour);
  await governance.sweep(ward.tenant);
  expect(it.mails.map(({ subject }) => subject)).toEqual(["Reminder: An emergency access has to be reviewed"]);
  house.wait(24 * hour);
  await governance.sweep(ward.tenant);
  await governance.sweep(ward.tenant);
  expect(it.mails.map(({ subject }) => subject).slice(1)).toEqual(["Overdue: An emergency access has to be reviewed"]);
  const { tasks: open, counts } = await tasks.list(ward.officer, "open");
  expect([open[0]?.overdue, counts.overdue]).toEqual([true, 1]);
});

test("an officer sees what was done under it, judges it, and the patient can read that it was judged", async () => {
  const ward = await aWard();
  const { grant } = await ask(ward);
  house.wait(minute);
  await house.chart.read(ward.nurse, { type: "Patient", id: ward.patient });
  house.wait(minute);
  await breakGlass.end(ward.nurse, grant.id);
  house.wait(minute);
  await house.chart.read(ward.nurse, { type: "Patient", id: ward.patient });
  const detail = await breakGlass.detail(ward.officer, grant.id);
  expect(detail).toMatchObject({ label: "Nora Halloran, born 1948-02-29", reason });
  expect(detail.accesses.filter(({ action }) => action === "read")).toHaveLength(1);
  expect((await it.saidAbout(ward.tenant, ward.patient))[0]).toBe("accesses: to review an emergency access");
  const followed = await breakGlass.review(ward.officer, {
    id: grant.id,
    outcome: "follow-up",
    note: "Who called her?",
  });
  expect(followed.state).toBe("follow-up");
  expect((await tasks.list(ward.officer, "open")).counts.open).toBe(1);
  const judged = await breakGlass.review(ward.officer, { id: grant.id, outcome: "justified", note: "Seen by two." });
  expect(judged.reviews.map(({ outcome, note }) => [outcome, note])).toEqual([
    ["follow-up", "Who called her?"],
    ["justified", "Seen by two."],
  ]);
  expect((await tasks.list(ward.officer, "open")).counts.open).toBe(0);
  expect((await tasks.list(ward.officer, "done")).tasks).toMatchObject([{ state: "done", doneBy: "Ines Duarte" }]);
  expect(await it.saidAbout(ward.tenant, ward.patient)).toContain(
    "break-glass-reviewed: the reviewer found it justified",
  );
  await expect(
    breakGlass.review(ward.officer, { id: grant.id, outcome: "not-justified", note: "Changed my mind." }),
  ).rejects.toMatchObject({ code: "break-glass/illegal-change" });
});

test("an open one isn't judged, and nobody judges their own", async () => {
  const ward = await aWard();
  const both = it.member(ward.tenant, "privacy-officer", "Olu Ade", {
    permissions: ["break-glass.use", "break-glass.review"],
  });
  const { grant } = await breakGlass.ask(both, { patient: byNumber, reason });
  await expect(
    breakGlass.review(ward.officer, { id: grant.id, outcome: "justified", note: "Too soon." }),
  ).rejects.toMatchObject({ code: "break-glass/illegal-change" });
  house.wait(2 * hour);
  await expect(
    breakGlass.review(both, { id: grant.id, outcome: "justified", note: "I was right." }),
  ).rejects.toMatchObject({ code: "break-glass/own" });
  expect((await tasks.list(both, "open")).tasks).toEqual([]);
  const judged = await breakGlass.review(ward.officer, { id: grant.id, outcome: "justified", note: "It was." });
  expect(judged).toMatchObject({ state: "justified", endedBy: "itself" });
});

test("asking is limited within the hour, found or not, and every third miss is told to the officers", async () => {
  const ward = await aWard();
  it.set(ward.tenant, { ...defaultSettings, breakGlass: { ...defaultSettings.breakGlass, mostAskings: 4 } });
  for (let n = 0; n < 3; n += 1)
    await expect(ask(ward, { by: "identifier", value: `GUESS-${n}` })).rejects.toMatchObject({
      code: "break-glass/no-single-patient",
    });
  await ask(ward);
  for (const naming of [byNumber, { by: "identifier", value: "GUESS-9" } as const])
    await expect(ask(ward, naming)).rejects.toMatchObject({ code: "break-glass/too-many", retryAfterSeconds: 3600 });
  const { tasks: open } = await tasks.list(ward.officer, "open");
  expect(open.map(({ kind }) => kind).sort()).toEqual(["break-glass-misses", "break-glass-review"]);
  expect((await tasks.list(ward.nurse, "open")).tasks).toEqual([]);
  house.wait(hour);
  await expect(ask(ward)).resolves.toMatchObject({ made: false });
});

test("askings beyond the hour's are in the ledger: the first, the tenth, and how many there were in all", async () => {
  const ward = await aWard();
  it.set(ward.tenant, { ...defaultSettings, breakGlass: { ...defaultSettings.breakGlass, mostAskings: 1 } });
  await ask(ward);
  const refused = async () =>
    (await it.saidBy(ward.tenant, ward.nurse.id)).filter((said) => said.includes("refused: asked too often"));
  const askInVain = async (times: number) => {
    for (let n = 0; n < times; n += 1) await expect(ask(ward)).rejects.toMatchObject({ code: "break-glass/too-many" });
  };
  await askInVain(1);
  expect(await refused()).toEqual([expect.stringContaining("1 refused within an hour; for identifier")]);
  await askInVain(11);
  expect((await refused())[0]).toContain("10 refused within an hour");
  expect(await refused()).toHaveLength(2);
  await governance.sweep(ward.tenant);
  expect(await refused()).toHaveLength(2);
  house.wait(hour);
  await governance.sweep(ward.tenant);
  expect((await refused())[0]).toContain("12 refused within an hour");
  await governance.sweep(ward.tenant);
  expect(await refused()).toHaveLength(3);
  await ask(ward);
  await askInVain(1);
  expect(await refused()).toHaveLength(4);
});

test("nothing of the patient or of the reason can be read in the database", async () => {
  const ward = await aWard();
  const { grant } = await ask(ward);
  await breakGlass.end(ward.nurse, grant.id);
  await breakGlass.review(ward.officer, { id: grant.id, outcome: "follow-up", note: "Ask the porter." });
  const rows = await house.sql<{ text: string }>(
    `select coalesce(encode(sealed, 'escape'), '') || t::text as text from wardbook.break_glass t where tenant = $1
     union all select encode(sealed, 'escape') || t::text from wardbook.break_glass_review t where tenant = $1
     union all select encode(sealed, 'escape') || t::text from wardbook.officer_task t where tenant = $1
     union all select t::text from wardbook.break_glass_asking t where tenant = $1`,
    [ward.tenant],
  );
  expect(rows.length).toBeGreaterThanOrEqual(4);
  for (const { text } of rows)
    for (const word of ["Halloran", "unconscious", "porter", "MRN-1001", "Nia Bell", "emergency-treatment"])
      expect(text.includes(word) || text.includes(Buffer.from(word).toString("hex"))).toBe(false);
});

test.each([
  [
    "was put in",
    (ward: Ward, id: string) =>
      [
        `insert into wardbook.break_glass select tenant, $2, $3, patient, 'open', began_at, until, null, null, due_at, key_no, sealed, sealed_staff from wardbook.break_glass where tenant = $1 and id = $4`,
        [ward.tenant, randomUUID(), ward.writer.id, id],
      ] as const,
  ],
  [
    "was moved to another person",
    (ward: Ward, id: string) =>
      [
        "update wardbook.break_glass set person = $2 where tenant = $1 and id = $3",
        [ward.tenant, ward.writer.id, id],
      ] as const,
  ],
  [
    "was moved to another patient",
    (ward: Ward, id: string) =>
      [
        "update wardbook.break_glass set patient = $2 where tenant = $1 and id = $3",
        [ward.tenant, randomUUID(), id],
      ] as const,
  ],
  [
    "was stretched",
    (ward: Ward, id: string) =>
      [
        "update wardbook.break_glass set until = until + 86400000 where tenant = $1 and id = $2",
        [ward.tenant, id],
      ] as const,
  ],
])("a grant that %s by somebody with the database alone opens nothing, and is reported", async (_, attack) => {
  const ward = await aWard();
  const { grant } = await ask(ward);
  const [statement, values] = attack(ward, grant.id);
  await house.sql(statement, values);
  const before = it.forgeries.length;
  const opened = (await it.grants.grantsOf(ward.tenant)).breakGlass;
  for (const one of opened) {
    expect(one).toMatchObject({ id: grant.id, person: ward.nurse.id, patient: ward.patient, until: grant.until });
  }
  expect(it.forgeries.length).toBe(before + 1);
});

test("without the patient's key the reason is gone and the judgement can still be made", async () => {
  const ward = await aWard();
  const { grant } = await ask(ward);
  await breakGlass.end(ward.nurse, grant.id);
  const erased = new Set<ResourceId>([ward.patient]);
  const later = openGovernance({
    ...it.ports,
    patientVault: async (tenant, patient) => (erased.has(patient) ? undefined : it.ports.patientVault(tenant, patient)),
  });
  const judged = await later.breakGlass.review(ward.officer, { id: grant.id, outcome: "justified", note: "Long ago." });
  expect(judged).toMatchObject({ label: undefined, reason: undefined, state: "justified" });
  expect(judged.reviews).toMatchObject([{ note: "Long ago." }]);
});
