import { expect, test } from "vitest";
import { aReceptionist, anAdministrator, aPatient, inside } from "../test/people/index.ts";
import { aComposedHouse } from "../test/support/composed-house.ts";
import { reminderAnswerUrl, reminderSettings } from "./care/reminders/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import { openMailer } from "./foundation/platform/mail/index.ts";
import { wireReminders } from "./wire-reminders.ts";

let time = Date.UTC(2026, 2, 7, 9);
const now = () => time;
const { house, mail } = await aComposedHouse(now);
const { chart, identity, keyring, reminders } = house;
const operator = { kind: "system", id: "test", name: "test" } as const;
const hour = 3_600_000;

/** Another process of the same installation. */
function anotherProcess(port = mail.port, policy: Pick<typeof house.policy, "facts"> = house.policy) {
  const settings = { host: "127.0.0.1", port, encryption: "none", user: undefined, password: undefined } as const;
  const from = "Desk <desk@wardbook.test>";
  return wireReminders({
    ...house,
    policy,
    settings: identity.settings,
    organisations: identity.organisations,
    timeZone: async () => "UTC",
    mailer: openMailer({ ...settings, from }),
    mail: { from },
    publicOrigin: "https://wardbook.test",
    now,
    onFailure: () => undefined,
  });
}

let organisations = 0;
async function aClinic() {
  organisations += 1;
  const tenant = await keyring.createTenant({
    name: "Lake Clinic",
    shortName: `lake-${organisations}`,
    demonstration: false,
  });
  identity.organisations.forgetRemembered();
  await identity.settings.change(operator, tenant, reminderSettings, (before) => ({
    value: { ...before, on: true },
    detail: "on",
  }));
  const office = anAdministrator(tenant);
  const desk = aReceptionist(tenant);
  const branch = (await chart.create(office, "Location", { resourceType: "Location", name: "Lake Road" })).value.id;
  const patient = async (email: string, more: object = {}, answer = "agreed") =>
    (
      await chart.create(desk, "Patient", {
        ...aPatient(),
        telecom: [{ system: "email", value: email }],
        ...(answer === "" ? {} : { extension: [{ url: reminderAnswerUrl, valueCode: answer }] }),
        ...more,
      } as FhirResource)
    ).value.id;
  const book = async (who: ResourceId, inHours = 20) =>
    (
      await chart.create(desk, "Appointment", {
        resourceType: "Appointment",
        status: "booked",
        description: "Knee pain, HIV positive",
        start: new Date(time + inHours * hour).toISOString(),
        end: new Date(time + (inHours + 1) * hour).toISOString(),
        participant: [`Patient/${who}`, `Location/${branch}`].map((reference) => ({
          actor: { reference },
          status: "accepted",
        })),
      } as FhirResource)
    ).value.id;
  const change = async (id: ResourceId, more: object) => {
    const { value } = await chart.read(desk, { type: "Appointment", id });
    await chart.update(desk, { type: "Appointment", id }, { ...inside(value), ...more } as FhirResource);
  };
  return { tenant, office, desk, patient, book, change };
}

const mailsTo = (address: string) =>
  mail.taken.filter(({ to }) => to === `<${address}>`).map(({ data }) => decoded(data));

/** The words of a message, whatever they were wrapped in. */
function decoded(data: string): string {
  return data.replaceAll(/(?:^[A-Za-z0-9+/=]{4,}$\n?)+/gm, (lines) => Buffer.from(lines, "base64").toString());
}

const entriesOf = async (tenant: TenantId, patient: ResourceId) =>
  (await house.ledgerReader.aboutPatient(tenant, patient, { limit: 50 }))
    .map(({ entry }) => entry)
    .filter(({ action }) => action === "reminded");

test("a patient who agreed is reminded once, by whichever process; the mail says when and where alone, and their ledger says to whom", async () => {
  const clinic = await aClinic();
  const patient = await clinic.patient("nora@lake.test");
  const id = await clinic.book(patient);
  await clinic.book(await clinic.patient("far@lake.test"), 30);
  const processes = [reminders, anotherProcess(), anotherProcess()];
  const sent = await Promise.all(processes.map((one) => one.sweep(clinic.tenant)));
  expect(sent.toSorted()).toEqual([0, 0, 1]);
  for (const one of processes) expect(await one.sweep(clinic.tenant)).toBe(0);
  const [words = "", ...more] = mailsTo("nora@lake.test");
  expect(more).toEqual([]);
  expect(mailsTo("far@lake.test")).toEqual([]);
  expect(words).toContain("Sunday 08-Mar-2026 at 05:00");
  expect(words).toContain("Lake Road");
  expect(words).toContain("METHOD:PUBLISH");
  expect(words).not.toMatch(/Halloran|Nora [A-Z]|knee|HIV/i);
  expect(words).not.toContain(id);
  expect(words).not.toContain(patient);
  expect(await entriesOf(clinic.tenant, patient)).toEqual([
    expect.objectContaining({
      actor: expect.objectContaining({ id: "reminders" }),
      detail: expect.stringContaining("to nora@lake.test"),
    }),
  ]);
});

test("a patient is written to in the language that their record prefers", async () => {
  const clinic = await aClinic();
  const speaks = (code: string) => ({ language: { coding: [{ system: "urn:ietf:bcp:47", code }] } });
  const communication = [speaks("en"), { ...speaks("hi"), preferred: true }];
  await clinic.book(await clinic.patient("asha@lake.test", { communication }));
  await reminders.sweep(clinic.tenant);
  const [words = ""] = mailsTo("asha@lake.test");
  expect(words).toContain("Lake Clinic में आपका अपॉइंटमेंट रविवार 08-मार्च-2026 को 05:00 बजे (UTC) है।");
  expect(words).toContain("SUMMARY:अपॉइंटमेंट");
});

test("who was told hears of a move and of a cancellation under one name, each once", async () => {
  const clinic = await aClinic();
  const id = await clinic.book(await clinic.patient("moved@lake.test"));
  await reminders.sweep(clinic.tenant);
  const start = new Date(time + 10 * hour).toISOString();
  await clinic.change(id, { start, end: new Date(time + 11 * hour).toISOString() });
  await Promise.all([reminders.sweep(clinic.tenant), anotherProcess().sweep(clinic.tenant)]);
  await clinic.change(id, { status: "cancelled", cancelationReason: { text: "ill" } });
  await reminders.sweep(clinic.tenant);
  await reminders.sweep(clinic.tenant);
  const mails = mailsTo("moved@lake.test");
  const said = (pattern: RegExp) => mails.map((words) => pattern.exec(words)?.[1]);
  expect(said(/SEQUENCE:(\d)/)).toEqual(["0", "1", "2"]);
  expect(said(/METHOD:([A-Z]+)/)).toEqual(["PUBLISH", "PUBLISH", "CANCEL"]);
  expect(new Set(said(/UID:(\S+)/)).size).toBe(1);
  expect(new Set(said(/^Message-ID: (\S+)/im)).size).toBe(3);
});

test("for whoever was told, an appointment that is deleted is cancelled, once; a restricted one is no deleted one", async () => {
  const clinic = await aClinic();
  const { tenant, desk, patient, book } = clinic;
  const [gone, hidden] = [await book(await patient("gone@lake.test")), await patient("kept@lake.test")];
  await book(hidden);
  await reminders.sweep(tenant);
  await chart.delete(desk, { type: "Appointment", id: gone });
  const restricting = anotherProcess(mail.port, {
    facts: async (basics) => {
      const facts = await house.policy.facts(basics);
      const of = new Map([[hidden, { whole: true, records: new Set<ResourceId>() }]]);
      return { ...facts, standing: { ...facts.standing, restrictions: { of, along: new Map() } } };
    },
  });
  mail.answer("554 no such mailbox");
  expect(await restricting.sweep(tenant)).toBe(0);
  expect(await reminders.unsent(desk)).toEqual([]);
  const began = time;
  for (let turn = 0; turn < 7; turn += 1) {
    time += hour;
    await restricting.sweep(tenant);
  }
  expect(await reminders.unsent(desk)).toEqual([
    expect.objectContaining({ appointmentId: gone, why: "refused", what: "change" }),
  ]);
  mail.answer("250 taken");
  time = began;

  const other = await book(await patient("deleted@lake.test"));
  await reminders.sweep(tenant);
  await chart.delete(desk, { type: "Appointment", id: other });
  await Promise.all([reminders.sweep(tenant), anotherProcess().sweep(tenant)]);
  await reminders.sweep(tenant);
  const mails = mailsTo("deleted@lake.test");
  expect(mails.map((words) => /METHOD:([A-Z]+)/.exec(words)?.[1])).toEqual(["PUBLISH", "CANCEL"]);
  expect(new Set(mails.map((words) => /UID:(\S+)/.exec(words)?.[1])).size).toBe(1);
  expect(mailsTo("kept@lake.test")).toHaveLength(1);
});

test("nobody is reminded who didn't agree, is restricted, merged, dead or without an address, nor of what is off", async () => {
  const clinic = await aClinic();
  const { patient, book, change, desk, tenant } = clinic;
  const before = mail.taken.length;
  await book(await patient("no@lake.test", {}, "refused"));
  await book(await patient("asked@lake.test", {}, ""));
  await book(await patient("gone@lake.test", { deceasedBoolean: true }));
  await book(await patient("out@lake.test", { active: false }));
  await book(await patient("not-an-address\u00adx"));
  await book(await patient("old@lake.test", { telecom: [{ system: "email", use: "old", value: "old@lake.test" }] }));
  await change(await book(await patient("off@lake.test")), { status: "cancelled", cancelationReason: { text: "ill" } });
  await book(await patient("soon@lake.test"), 0.5);
  const waits = await patient("waits@lake.test");
  const [kept, survivor] = [await patient("kept@lake.test"), await patient("survivor@lake.test")];
  await book(kept);
  await house.registration
    .open({ chart, rehearsal: house.rehearsal })
    .merge(desk, { survivor, replaced: kept, why: "They are one." });
  expect(await reminders.sweep(tenant)).toBe(0);
  // Restricted between the look and the sending: the door says no then.
  await book(waits);
  const hidden = wireReminders({
    ...house,
    settings: identity.settings,
    organisations: identity.organisations,
    timeZone: async () => "UTC",
    mailer: openMailer({
      host: "127.0.0.1",
      port: mail.port,
      encryption: "none",
      user: undefined,
      password: undefined,
      from: "desk@wardbook.test",
    }),
    mail: { from: "desk@wardbook.test" },
    publicOrigin: "https://wardbook.test",
    policy: {
      facts: async (basics) => {
        const facts = await house.policy.facts(basics);
        const of = new Map([[waits, { whole: true, records: new Set<ResourceId>() }]]);
        return { ...facts, standing: { ...facts.standing, restrictions: { of, along: new Map() } } };
      },
    },
    now,
    onFailure: () => undefined,
  });
  expect(await hidden.sweep(tenant)).toBe(0);
  expect(mail.taken).toHaveLength(before);
  expect(await reminders.sweep(tenant)).toBe(1);
});

test("however many others are expected who aren't to be reminded, whoever agreed is", async () => {
  const { tenant, desk, patient, book } = await aClinic();
  const unasked = await patient("unasked@lake.test", {}, "");
  const anAppointment = (minutes: number) =>
    ({
      resourceType: "Appointment",
      status: "booked",
      start: new Date(time + 2 * hour + minutes * 60_000).toISOString(),
      end: new Date(time + 3 * hour + minutes * 60_000).toISOString(),
      participant: [{ actor: { reference: `Patient/${unasked}` }, status: "accepted" }],
    }) as unknown as FhirResource;
  const fillUp = async () => {
    const resources = Array.from({ length: 80 }, (_, index) => anAppointment(index));
    await chart.transact(
      desk,
      resources.map((resource) => ({ kind: "create", type: "Appointment", resource })),
    );
  };
  for (let half = 0; half < 4; half += 1) await fillUp();
  await book(await patient("between@lake.test"), 10);
  for (let half = 0; half < 4; half += 1) await fillUp();
  expect(await reminders.sweep(tenant)).toBe(1);
  expect(mailsTo("between@lake.test")).toHaveLength(1);
});

test("of as many patients as are asked about together, each is", async () => {
  const { tenant, patient, book } = await aClinic();
  await book(await patient("first@lake.test"));
  for (let other = 0; other < 23; other += 1) await book(await patient(`other${other}@lake.test`, {}, ""));
  await book(await patient("last@lake.test"));
  expect(await reminders.sweep(tenant)).toBe(2);
});

test("a server that refuses is tried five times, ever later, and then staff see it; one that isn't there costs no try", async () => {
  const clinic = await aClinic();
  const { tenant, desk } = clinic;
  const patient = await clinic.patient("bounce@lake.test");
  const id = await clinic.book(patient, 23);
  expect(await anotherProcess(1).sweep(tenant)).toBe(0);
  mail.answer("554 no such mailbox");
  const began = time;
  for (let turn = 0; turn < 8; turn += 1) {
    await reminders.sweep(tenant);
    time += hour;
  }
  mail.answer("250 taken");
  await reminders.sweep(tenant);
  expect(mailsTo("bounce@lake.test")).toEqual([]);
  expect((await entriesOf(tenant, patient)).map(({ detail }) => /try \d/.exec(detail ?? "")?.[0])).toEqual([
    "try 5",
    "try 4",
    "try 3",
    "try 2",
    undefined,
  ]);
  expect(await reminders.unsent(desk)).toEqual([
    expect.objectContaining({ appointmentId: id, patientId: patient, why: "refused", what: "reminder" }),
  ]);
  time = began;
});

test("a mail that was under way when its process ended isn't sent again: staff see that nobody knows", async () => {
  const clinic = await aClinic();
  const { tenant, desk } = clinic;
  await clinic.book(await clinic.patient("crash@lake.test"));
  const crashing = wireReminders({
    ...house,
    settings: identity.settings,
    organisations: identity.organisations,
    timeZone: async () => "UTC",
    // Ends between the claim and the answer.
    mailer: { reach: () => Promise.resolve(), send: () => new Promise(() => undefined) },
    mail: { from: "desk@wardbook.test" },
    publicOrigin: "https://wardbook.test",
    now,
    onFailure: () => undefined,
  });
  void crashing.sweep(tenant);
  const states = async () =>
    (
      await house.db
        .tenant(tenant)
        .query<{ state: string }>("select state from wardbook.appointment_reminder where tenant = $1", [tenant])
    ).map(({ state }) => state);
  await expect.poll(states).toEqual(["sending"]);
  expect(await reminders.sweep(tenant)).toBe(0);
  time += hour;
  expect(await reminders.sweep(tenant)).toBe(0);
  time -= hour;
  expect(await states()).toEqual(["not-known"]);
  expect(mailsTo("crash@lake.test")).toEqual([]);
  expect((await reminders.unsent(desk)).map(({ why }) => why)).toEqual(["not-known"]);
});

test("what a reminder left goes with the patient's key, and other organisations see nothing of it", async () => {
  const clinic = await aClinic();
  const patient = await clinic.patient("erased@lake.test");
  await clinic.book(patient);
  await reminders.sweep(clinic.tenant);
  const rows = () =>
    house.db
      .tenant(clinic.tenant)
      .query("select 1 from wardbook.appointment_reminder where tenant = $1", [clinic.tenant]);
  expect(await rows()).toHaveLength(1);
  const stranger = await aClinic();
  expect(await reminders.unsent(stranger.desk)).toEqual([]);
  await expect(reminders.preference(stranger.desk, patient)).rejects.toMatchObject({ code: "chart/not-found" });
  await house.keys.destroyPatient(clinic.tenant, patient, "erasure", { records: [], store: async () => undefined });
  expect(await rows()).toEqual([]);
});

test("what a patient says is written in their record, against the version that was seen", async () => {
  const clinic = await aClinic();
  const { desk } = clinic;
  const patient = await clinic.patient("say@lake.test", {}, "");
  const before = await reminders.preference(desk, patient);
  expect(before).toMatchObject({ answer: "not-asked", email: "say@lake.test", mayChange: true, on: true });
  if (!before.on) return;
  const asked = { patient, version: before.version, answer: "agreed" } as const;
  expect(await reminders.changePreference(desk, asked)).toMatchObject({
    answer: "agreed",
    version: before.version + 1,
  });
  await expect(reminders.changePreference(desk, asked)).rejects.toMatchObject({ code: "chart/precondition-failed" });
});
