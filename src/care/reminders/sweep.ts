import { type FhirResource, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, findAll } from "../../custody/chart/index.ts";
import { addressOf, languagesIn } from "./addressee.ts";
import { type Appointment, appointmentsOf, findAppointments, resourceOf } from "./appointments.ts";
import { deletedAmong } from "./deleted.ts";
import { type DueMail, type Standing, type Told, dueMail, mostAttempts, nextTry } from "./due-mail.ts";
import { mailOf } from "./mail-words.ts";
import type { Post, ReminderPorts } from "./ports.ts";
import { claimMail, endAbandoned, forgetTold, readTold, settleMail } from "./reminder-table.ts";
import type { ReminderSettings } from "./settings.ts";

const day = 86_400_000;
const hour = 3_600_000;
/** Longer than any message takes: whatever isn't settled by then was broken off. */
const leaseMilliseconds = 10 * 60_000;
const mostAtOnce = 300;

interface Round {
  readonly ports: ReminderPorts;
  readonly tenant: TenantId;
  readonly post: Post;
  readonly program: Caller;
  readonly settings: ReminderSettings;
  readonly blind: (text: string) => Buffer;
}

interface Due {
  readonly appointment: Appointment;
  readonly mail: DueMail;
  readonly hash: string;
  readonly before: Told | undefined;
}

/** Sends what is due, each mail once. Safe at any moment in several processes: who takes a mail in the database sends it, and one that
 *  was under way when its process ended isn't sent again. @returns how many went out */
export async function sendReminders(ports: ReminderPorts, tenant: TenantId): Promise<number> {
  const { post, db, now } = ports;
  if (post === undefined) return 0;
  await endAbandoned(db.tenant(tenant), tenant, now());
  const settings = await ports.settings(tenant);
  if (!settings.on) return 0;
  await forgetTold(db.tenant(tenant), tenant, Math.floor(now() / day) - 2);
  const program = await ports.program(tenant);
  const round: Round = { ports, tenant, post, program, settings, blind: await ports.blinding(tenant) };
  const due = await reachable(round, await findDue(round));
  if (due.length === 0 || !(await post.reach())) return 0;
  let sent = 0;
  for (const one of due.slice(0, mostAtOnce)) {
    const outcome = await sendOne(round, one);
    if (outcome === "sent") sent += 1;
    // The others would meet the same server.
    if (outcome === "not-now" || outcome === "not-known") break;
  }
  return sent;
}

/** What is told of an appointment, as a keyed hash: whether it was told already is all that has to be known. */
function hashOf({ blind, settings }: Round, { id, isOn, start, end, locations }: Appointment): string {
  const where = settings.namesBranch ? locations.join(",") : "";
  return blind(`reminder|${id}|${isOn ? "on" : "off"}|${start}|${end ?? ""}|${where}`).toString("hex");
}

async function findDue(round: Round): Promise<readonly Due[]> {
  const { ports, tenant, program, settings } = round;
  const { rehearsal, db, now } = ports;
  const at = now();
  const near = await findAppointments(rehearsal, program, [
    ["status", "booked"],
    ["date", `ge${new Date(at).toISOString()}`],
    ["date", `lt${new Date(at + settings.hoursBefore * hour).toISOString()}`],
  ]);
  const known = new Map(
    (await readTold(db.tenant(tenant), tenant, Math.floor(at / day) - 1)).map((told) => [told.appointment, told]),
  );
  const shown = new Set(near.map(({ id }) => id));
  const further = await appointmentsOf(
    rehearsal,
    program,
    [...known.keys()].filter((id) => !shown.has(id)),
  );
  const seen = new Set([...shown, ...further.map(({ id }) => id)]);
  const deleted = await deletedAmong(
    rehearsal,
    program,
    [...known.keys()].filter((id) => !seen.has(id)),
  );
  return [...near, ...further, ...deleted].flatMap((appointment) => {
    const hash = hashOf(round, appointment);
    const before = known.get(appointment.id);
    const standing: Standing = { ...appointment, hash };
    const mail = dueMail(standing, before, { at, hoursBefore: settings.hoursBefore });
    return mail === undefined ? [] : [{ appointment, mail, hash, before }];
  });
}

/** The record as the program sees it; undefined where it doesn't. */
async function findOne(
  { ports, program }: Round,
  type: "Patient" | "Location",
  id: ResourceId,
): Promise<FhirResource | undefined> {
  const { value } = await ports.rehearsal.search(program, type, [["_id", id]]);
  const [match] = value.matches;
  return match === undefined ? undefined : resourceOf(match);
}

const mostTogether = 25;

/** Those whose patients hear of it at all: the others would be looked at in every round, and those behind them in none. Who is written to is
 *  asked once more as each mail leaves. */
async function reachable(round: Round, due: readonly Due[]): Promise<readonly Due[]> {
  const { ports, program, post } = round;
  const ids = [...new Set(due.map(({ appointment }) => appointment.patient))];
  const reached = new Set<ResourceId>();
  for (let from = 0; from < ids.length; from += mostTogether) {
    const together = ids.slice(from, from + mostTogether);
    const { matches } = await findAll(ports.rehearsal, program, "Patient", [["_id", together.join(",")]]);
    for (const { id, resource } of matches)
      if (addressOf(resource, ports.now(), post.isAddress) !== undefined) reached.add(id);
  }
  return due.filter(({ appointment }) => reached.has(appointment.patient));
}

/** Name of the branch: the place that is part of no other. */
async function branchOf(round: Round, { locations }: Appointment): Promise<string | undefined> {
  if (!round.settings.namesBranch) return undefined;
  for (const id of locations) {
    const location = await findOne(round, "Location", id);
    if (location !== undefined && location["partOf"] === undefined) return textIn(location["name"]);
  }
  return undefined;
}

async function sendOne(round: Round, due: Due): Promise<"sent" | "passed" | "not-now" | "refused" | "not-known"> {
  const { ports, tenant, post, settings, blind } = round;
  const { appointment, mail } = due;
  const patient = await findOne(round, "Patient", appointment.patient);
  const to = patient && addressOf(patient, ports.now(), post.isAddress);
  if (patient === undefined || to === undefined) return "passed";
  const { id } = appointment;
  const words = mailOf(
    {
      ...appointment,
      what: mail.what,
      timeZone: await ports.timeZone(tenant),
      calledAs: settings.calledAs === "" ? await ports.organisationName(tenant) : settings.calledAs,
      where: await branchOf(round, appointment),
      languages: languagesIn(patient),
    },
    {
      uid: `${blind(`reminder-uid|${id}`).toString("hex")}@${ports.host}`,
      sequence: mail.sequence,
      from: post.from,
      at: ports.now(),
    },
  );
  if (!(await claim(round, due, to))) return "passed";
  const name = blind(`reminder-mail|${id}|${mail.sequence}|${mail.what}|${String(mail.inTime)}`).toString("hex");
  const outcome = await post.send({ ...words, to, messageId: `${name}@${ports.host}` });
  const isOver = mail.attempts >= mostAttempts;
  const settled =
    outcome === "sent" || outcome === "not-known"
      ? { state: outcome }
      : isOver
        ? { state: "refused" as const }
        : { state: "waiting" as const, nextAt: nextTry(ports.now(), mail.attempts) };
  await settleMail(ports.db.tenant(tenant), tenant, { appointment: id, ...mail }, settled);
  return outcome;
}

/** Takes the mail, and writes down in the patient's ledger what goes where: in one transaction, before anything leaves.
 *  @returns false where another process has it, or the record isn't to be used */
async function claim(
  { ports, tenant, program }: Round,
  { appointment, mail, hash, before }: Due,
  to: string,
): Promise<boolean> {
  const { id, patient, start } = appointment;
  const again = mail.attempts > 1 ? `, try ${mail.attempts}` : "";
  const told = appointment.isOn ? (mail.what === "reminder" ? "a reminder" : "a change") : "a cancellation";
  try {
    return await ports.chart.withPatient(program, patient, {
      needs: { interaction: "read", type: "Appointment" },
      entry: (taken) =>
        taken
          ? {
              action: "reminded",
              detail: `${told} of Appointment/${id}, with its day, time and place, to ${to}${again}`,
            }
          : undefined,
      run: (tx) =>
        claimMail(tx, tenant, {
          appointment: id,
          day: Math.floor(start / day),
          ...mail,
          until: ports.now() + leaseMilliseconds,
          hash,
          before,
        }),
    });
  } catch (error) {
    // Restricted, erased or deleted at this moment.
    if (error instanceof ChartError && error.code === "chart/not-found") return false;
    throw error;
  }
}
