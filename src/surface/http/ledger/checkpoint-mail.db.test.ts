import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkpointMail, problem } from "../../../../contract/index.ts";
import {
  aDesk,
  aHouse,
  anAdministrator,
  anAuditor,
  anOrganisation,
  someEntries,
} from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import {
  alarmFiles,
  checkpointMailSettings,
  compareCheckpoint,
  noWitnesses,
  openCheckpointMail,
  openPublisher,
  readKeptCheckpoint,
  readPublication,
} from "../../../custody/ledger/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { MailError, type OutgoingMail, openMailer } from "../../../foundation/platform/mail/index.ts";
import { aMailServer } from "../../../foundation/platform/mail/testing/mail-server.ts";
import { checkpointMailRoutes } from "./index.ts";

const house = await aHouse();
const { db, keyring, anchor, ledger, now } = house;
const directory = mkdtempSync(join(tmpdir(), "wardbook-keepers-"));
const day = 86_400_000;

const stored = new Map<TenantId, unknown>();
const said: string[] = [];
const settings: Settings = {
  get: (tenant, kind) => kind.parse(stored.get(tenant)),
  async change(_actor, tenant, kind, make) {
    const { value, detail } = make(kind.parse(stored.get(tenant)));
    stored.set(tenant, kind.parse(value));
    said.push(`${kind.key}: ${detail}`);
    return value;
  },
};

const shown = { directory, policy: noWitnesses, alarms: alarmFiles(`${directory}/alarms`), mirror: undefined };
const publisher = openPublisher({
  ...shown,
  db,
  keyring,
  now,
  post: () => Promise.reject(new Error("there is no witness")),
  onAlarm: () => undefined,
  onFailure: () => undefined,
});
const publication = (tenant: TenantId) => readPublication({ ...shown, db, keyring, anchor, now }, tenant);

const sent: OutgoingMail[] = [];
/** Addresses that the mail server doesn't take, and what it says of them. */
const refused = new Map<string, MailError>();
const failures: unknown[] = [];
const ports = {
  db,
  keyring,
  now,
  publication,
  settings: (tenant: TenantId) => settings.get(tenant, checkpointMailSettings),
  async sendMail(mail: OutgoingMail) {
    const error = refused.get(mail.to);
    if (error !== undefined) throw error;
    sent.push(mail);
  },
  origin: "https://records.hill.example",
  onFailure: (error: unknown) => failures.push(error),
};
const mail = openCheckpointMail(ports);
const { app, as } = await aDesk(
  (authenticate) => (instance) => checkpointMailRoutes(instance, { authenticate, settings, mail, now }),
);
afterAll(async () => {
  await publisher.close();
  rmSync(directory, { recursive: true });
});

async function aLedger(count = 3) {
  const tenant = await anOrganisation(house);
  await grow(tenant, count);
  const auditor = anAuditor(tenant);
  const administrator: Caller = { ...anAdministrator(tenant), provenAt: now() };
  return { tenant, auditor, administrator };
}

async function grow(tenant: TenantId, count: number): Promise<void> {
  await ledger.witness(tenant, someEntries(count));
  await ledger.sequence(tenant);
  await publisher.publish(tenant);
}

const url = "/api/ledger/checkpoint-mail";
const put = (caller: Caller, payload: object) => app.inject({ method: "PUT", url, headers: as(caller), payload });
const get = async (caller: Caller) => checkpointMail.parse((await app.inject({ url, headers: as(caller) })).json());
const takenBy = () => sent.splice(0).map(({ to }) => to);

test("keepers get the newest checkpoint once in each day, and one who can't be reached holds up nobody", async () => {
  const { tenant, auditor, administrator } = await aLedger();
  expect(await get(auditor)).toEqual({ isSetUp: true, every: "day", keepers: [] });
  await mail.send(tenant);
  const addresses = ["ines@audit.example", "board@hill.example", "INES@audit.example"];
  expect((await put(administrator, { every: "day", addresses })).statusCode).toBe(200);
  expect(said.splice(0)).toEqual(["checkpoint-mail: begun INES@audit.example board@hill.example"]);
  refused.set("board@hill.example", new MailError("mail/refused", "not taken"));
  await mail.send(tenant);
  await mail.send(tenant);
  expect(takenBy()).toEqual(["INES@audit.example"]);
  const at = new Date(now()).toISOString();
  const problemOf = { address: "board@hill.example", problem: "mail/refused" };
  expect((await get(auditor)).keepers).toEqual([{ address: "INES@audit.example", sentAt: at, sentSize: 3 }, problemOf]);
  refused.clear();
  house.wait(61_000);
  await mail.send(tenant);
  expect(takenBy()).toEqual(["board@hill.example"]);
  house.wait(day);
  await grow(tenant, 2);
  await Promise.all([mail.send(tenant), openCheckpointMail(ports).send(tenant)]);
  expect(takenBy().toSorted()).toEqual(["INES@audit.example", "board@hill.example"]);
  const { size } = await publication(tenant);
  expect((await get(auditor)).keepers.map(({ sentSize }) => sentSize)).toEqual([size, size]);

  await put({ ...administrator, provenAt: now() }, { every: "week", addresses: ["board@hill.example"] });
  expect(said.splice(0)).toEqual(["checkpoint-mail: every day to week, ended INES@audit.example"]);
  refused.set("board@hill.example", new MailError("mail/unreachable", "nobody there"));
  failures.length = 0;
  // From a Sunday to the Monday after.
  for (const days of [0, 1, 1]) {
    house.wait(days * day);
    await mail.send(tenant);
  }
  expect(failures).toHaveLength(2);
  refused.clear();
});

test("a time that can't be, from a clock that was wrong or from SQL, silences no mail and is shown to nobody", async () => {
  const { tenant, auditor, administrator } = await aLedger();
  const addresses = ["ines@audit.example"];
  await put(administrator, { every: "month", addresses });
  await mail.send(tenant);
  expect(takenBy()).toEqual(addresses);
  const most = "9223372036854775807";
  const set = (changes: string) =>
    house.sql(`update wardbook.checkpoint_mail set ${changes} where tenant = $1`, [tenant]);
  for (const sentAt of [String(now() + 2 * day), most, `-${most}`]) {
    await set(`sent_at = ${sentAt}, next_at = ${most}, attempts = 2147483647`);
    expect((await get(auditor)).keepers).toEqual([{ address: "ines@audit.example" }]);
    await mail.send(tenant);
    await mail.send(tenant);
    expect(takenBy()).toEqual(addresses);
    expect((await get(auditor)).keepers).toMatchObject([{ sentAt: new Date(now()).toISOString(), sentSize: 3 }]);
  }
  await set("attempts = -2147483648, sent_at = null");
  await mail.send(tenant);
  // What another server's clock says, a little ahead, is true.
  await set(`sent_at = ${now() + 60_000}`);
  await mail.send(tenant);
  expect(takenBy()).toEqual(addresses);
});

test("nobody is mailed again for being written otherwise or named anew, and an organisation mails few within a day", async () => {
  const { tenant, auditor, administrator } = await aLedger();
  said.length = 0;
  const name = async (...addresses: string[]) => {
    const answer = await put({ ...administrator, provenAt: now() }, { every: "day", addresses });
    expect(answer.statusCode).toBe(200);
    await mail.send(tenant);
    house.wait(61_000);
    return takenBy().length;
  };
  // It is ten in the morning at the latest: this day lasts.
  const sentTo = [];
  for (const addresses of [["ines@audit.example"], ["Ines@Audit.example"], [], ["INES@audit.example"]])
    sentTo.push(await name(...addresses));
  expect(sentTo).toEqual([1, 0, 0, 0]);
  expect(said).toEqual(
    [
      "begun ines@audit.example",
      "ines@audit.example written as Ines@Audit.example",
      "ended Ines@Audit.example",
      "begun INES@audit.example",
    ].map((changes) => `checkpoint-mail: ${changes}`),
  );
  said.length = 0;
  const ten = (group: string) => Array.from({ length: 10 }, (_, n) => `victim+${group}${n}@mail.example`);
  expect([await name(...ten("a")), await name(...ten("b")), await name(...ten("c"))]).toEqual([10, 9, 0]);
  const waiting = { address: "victim+c0@mail.example", problem: "mail/enough-for-a-day" };
  expect((await get(auditor)).keepers[0]).toEqual(waiting);
  expect(await name("ines@audit.example")).toBe(0);
  house.wait(day);
  expect(await name("ines@audit.example", ...ten("c").slice(1))).toBe(10);
  house.wait(33 * day);
  await name("ines@audit.example");
  const left = "select count(*)::int from wardbook.checkpoint_mail where tenant = $1";
  expect(await house.sql(left, [tenant])).toEqual([{ count: 1 }]);
  said.length = 0;
});

test("only who runs the organisation and may verify its ledger says who keeps it, with a fresh proof", async () => {
  const { auditor, administrator } = await aLedger();
  const request = { every: "day", addresses: ["ines@audit.example"] };
  const codeOf = async (caller: Caller, payload: object = request) => {
    const answer = await put(caller, payload);
    return [answer.statusCode, problem.parse(answer.json()).code];
  };
  expect(await codeOf({ ...auditor, provenAt: now() })).toEqual([403, "access/not-permitted"]);
  expect(await codeOf({ ...administrator, provenAt: now() - 600_000 })).toEqual([403, "session/step-up-needed"]);
  for (const addresses of [["nobody"], ["a@b.example\nbcc: c@d.example"], Array(11).fill("ines@audit.example"), "x"])
    expect((await codeOf(administrator, { every: "day", addresses }))[0]).toBe(400);
  expect((await codeOf(administrator, { ...request, every: "hour" }))[0]).toBe(400);
  const clinician = { ...auditor, permissions: new Set<never>() };
  expect((await app.inject({ url, headers: as(clinician) })).statusCode).toBe(403);
  expect(said).toEqual([]);
});

test("what waits for witnesses, and what nobody can send, isn't sent", async () => {
  const { tenant, administrator, auditor } = await aLedger();
  await put(administrator, { every: "day", addresses: ["ines@audit.example"] });
  const unwitnessed = async (one: TenantId) => ({ ...(await publication(one)), isWitnessedEnough: false });
  await openCheckpointMail({ ...ports, publication: unwitnessed }).send(tenant);
  const without = openCheckpointMail({ ...ports, sendMail: undefined });
  await without.send(tenant);
  expect([takenBy(), without.isSetUp]).toEqual([[], false]);
  expect((await get(auditor)).keepers).toEqual([{ address: "ines@audit.example" }]);
});

test("a mail that was kept, as a program saved it, tells later whether the ledger goes on from it", async () => {
  const server = await aMailServer();
  const { tenant, administrator } = await aLedger();
  await put(administrator, { every: "month", addresses: ["ines@audit.example"] });
  const settingsOf = { host: "127.0.0.1", port: server.port, user: undefined, password: undefined };
  const mailer = openMailer({ ...settingsOf, encryption: "none", from: "ledger@hill.example" });
  await openCheckpointMail({ ...ports, sendMail: mailer.send }).send(tenant);
  await server.close();
  const saved = server.taken[0]?.data ?? "";
  const kept = readKeptCheckpoint(saved);
  if (kept === undefined) throw new Error("there is no checkpoint in the mail");
  const { checkpoint = "", path } = await publication(tenant);
  expect(kept).toMatchObject({ signed: { note: checkpoint }, size: 3 });
  expect(kept.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  const read = saved.replaceAll("=\n", "");
  expect(read).toContain(kept.fingerprint);
  expect(read).toContain(`https://records.hill.example${path}`);
  const compare = (signed = kept.signed, of = tenant) =>
    compareCheckpoint({ db, keyring }, of, { ...kept, signed }).then((found) => found?.kind);
  const { note, origin } = kept.signed ?? { note: "", origin: "" };

  expect(await compare()).toBe("goes-on");
  await grow(tenant, 4);
  expect(await compare()).toBe("goes-on");
  expect(await compare({ origin, note: note.replace("\n3\n", "\n2\n") })).toBe("not-signed");
  const other = await aLedger();
  expect(await compare(kept.signed, other.tenant)).toBeUndefined();
  const onPaper = (fingerprint: string, of = tenant) =>
    compareCheckpoint({ db, keyring }, of, { size: 3, fingerprint, signed: undefined }).then((found) => found?.kind);
  expect(await onPaper(kept.fingerprint)).toBe("goes-on");
  expect(await onPaper(kept.fingerprint, other.tenant)).toBe("differs");
  expect(await onPaper(kept.fingerprint.split(" ").toReversed().join(" "))).toBe("differs");
  expect(readKeptCheckpoint(saved.replace(/^=E2=80=94 .*$/gm, ""))).toBeUndefined();

  const flip = (index: number) =>
    house.sql(
      "update wardbook.ledger_sequence set leaf_hashes = set_byte(leaf_hashes, 5, get_byte(leaf_hashes, 5) # 1) where tenant = $1 and first_index = $2",
      [tenant, index],
    );
  const rows = "select first_index from wardbook.ledger_sequence where tenant = $1 order by first_index desc limit 1";
  const [newest] = await house.sql<{ first_index: string }>(rows, [tenant]);
  await flip(Number(newest?.first_index));
  expect(await compare()).toBe("not-as-signed");
  await flip(Number(newest?.first_index));
  await flip(0);
  expect(await compare()).toBe("differs");
  await house.sql("delete from wardbook.ledger_sequence where tenant = $1 and first_index > 0", [tenant]);
  await house.sql("delete from wardbook.ledger_checkpoint where tenant = $1", [tenant]);
  expect(await compare()).toBe("shorter");
});
