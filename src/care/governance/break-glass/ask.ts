import type { Caller } from "../../../custody/access/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import { momentText } from "../moment-text.ts";
import type { FoundPatient, GovernancePorts } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import {
  type BreakGlassRow,
  askingsSince,
  countGrantsSince,
  countMisses,
  insertAsking,
  insertBreakGlass,
  lockAsker,
  openOf,
  sweepAskings,
} from "./break-glass-table.ts";
import { endHeld } from "./end.ts";
import { type PatientNaming, describeNaming } from "./naming.ts";
import { readGrant, sealGrant } from "./opened.ts";
import { type Reason, reasonSentence } from "./reason.ts";
import type { RefusedAskings } from "./refused-askings.ts";

export interface Asking {
  readonly patient: PatientNaming;
  readonly reason: Reason;
}

export interface AskOutcome {
  readonly row: BreakGlassRow;
  /** False when a grant for this patient was open already: it is answered, and not prolonged. */
  readonly made: boolean;
}

const hour = 3_600_000;
const missesTold = 3;

/**
 * Breaks the glass. Everything that can be refused without knowing the patient is refused first, and the asking is in the ledger
 * before anything is looked up: until a grant exists, whoever asks for somebody who isn't there sees, and leaves, the same.
 * @throws GovernanceError `break-glass/too-many`, `break-glass/no-single-patient`
 */
export async function askBreakGlass(
  ports: GovernancePorts,
  refused: RefusedAskings,
  caller: Caller,
  asking: Asking,
): Promise<AskOutcome> {
  const id = await writeAsking(ports, refused, caller, asking);
  const found = await ports.findPatients(caller.tenant, asking.patient, actorOf(caller));
  const [patient] = found;
  if (patient === undefined || found.length > 1) {
    await noteMiss(ports, caller, id);
    throw new GovernanceError(
      "break-glass/no-single-patient",
      "no single patient is known by this: check it, or give a record number instead",
      { path: "patient" },
    );
  }
  const outcome = await grant(ports, caller, asking, patient);
  ports.forgetGrants(caller.tenant);
  return outcome;
}

async function writeAsking(
  ports: GovernancePorts,
  refused: RefusedAskings,
  caller: Caller,
  { patient, reason }: Asking,
): Promise<string> {
  const { db, now } = ports;
  const { tenant } = caller;
  const { mostAskings } = (await ports.settings(tenant)).breakGlass;
  const person = parsePersonId(caller.id);
  const asking = ports.newId();
  const asked = `for ${describeNaming(patient)}: ${reason.words}`;
  const refusal = await db.transaction(tenant, async (tx) => {
    await lockAsker(tx, tenant, person);
    const at = now();
    const before = await askingsSince(tx, tenant, person, at - hour);
    const oldest = before[0];
    if (before.length >= mostAskings && oldest !== undefined) {
      await refused.note(tx, tenant, { person, actor: actorOf(caller), asked });
      return { retryAfterSeconds: Math.ceil((oldest + hour - at) / 1000) };
    }
    await insertAsking(tx, tenant, { asking, person, at });
    await ports.record(tx, tenant, {
      action: "break-glass-asked",
      at,
      actor: actorOf(caller),
      why: reasonSentence[reason.kind],
      detail: asked,
      purpose: "ETREAT",
    });
    return undefined;
  });
  // Only now: what was refused is written down, and thrown inside it would be undone.
  if (refusal !== undefined)
    throw new GovernanceError(
      "break-glass/too-many",
      "you asked too often within an hour: call your privacy officer",
      refusal,
    );
  return asking;
}

async function grant(
  ports: GovernancePorts,
  caller: Caller,
  { reason }: Asking,
  patient: FoundPatient,
): Promise<AskOutcome> {
  const { db, now } = ports;
  const { tenant } = caller;
  const person = parsePersonId(caller.id);
  const { minutes, reviewHours } = (await ports.settings(tenant)).breakGlass;
  const vaults = { staff: await ports.vault(tenant), patient: await ports.patientVault(tenant, patient.id) };
  const { patient: own } = vaults;
  if (own === undefined) throw new GovernanceError("break-glass/no-single-patient", "this record was erased");
  return db.transaction(tenant, async (tx) => {
    const at = now();
    await lockAsker(tx, tenant, person);
    const current = await openOf(tx, tenant, person, patient.id);
    // One that was altered opens nothing, and must not stand in the way of one that does.
    const isGenuine = current !== undefined && readGrant(ports, tenant, vaults, current).holds;
    if (isGenuine && current.until > at) return { row: current, made: false };
    if (current !== undefined)
      await endHeld(ports, tx, tenant, current, { event: "lapse", ...(isGenuine ? {} : { why: "it was altered" }) });
    const place = { id: ports.newId(), person, patient: patient.id, began_at: at, until: at + minutes * 60_000 };
    const row: BreakGlassRow = {
      ...place,
      state: "open",
      ended_at: null,
      ended_by: null,
      due_at: at + reviewHours * hour,
      ...sealGrant({ staff: vaults.staff, patient: own }, place, {
        label: patient.label,
        words: reason.words,
        name: caller.name,
        role: caller.role,
        kind: reason.kind,
      }),
    };
    const number = 1 + (await countGrantsSince(tx, tenant, person, at - (at % (24 * hour))));
    if (!(await insertBreakGlass(tx, tenant, row))) throw new Error("two open grants for one person and patient");
    await openTask(ports, tx, tenant, {
      kind: "break-glass-review",
      about: row.id,
      title: `Review the emergency access of ${caller.name}, ${momentText(at)}${number > 1 ? `, no. ${number} of that day` : ""}: ${reasonSentence[reason.kind]}`,
      dueAt: row.due_at,
      notFor: person,
    });
    const reviewers = await ports.directory.with(tenant, "break-glass.review");
    if (reviewers.every(({ id }) => id === person))
      await openTask(ports, tx, tenant, {
        kind: "break-glass-review",
        permission: "people.manage",
        about: row.id,
        title: `Nobody can review the emergency access of ${caller.name}: give somebody a role that reviews emergencies`,
        dueAt: row.due_at,
        notFor: person,
      });
    await ports.record(tx, tenant, {
      action: "break-glass",
      at,
      actor: actorOf(caller),
      why: `${reasonSentence[reason.kind]}: “${reason.words}”`,
      detail: `grant ${row.id}, for ${minutes} minutes at most`,
      patient: patient.id,
      purpose: "ETREAT",
    });
    await ports.grantsChanged(tx, tenant);
    return { row, made: true };
  });
}

/** Every third miss within a day is told to the officers: it may be somebody trying out who is a patient here. */
async function noteMiss(ports: GovernancePorts, caller: Caller, asking: string): Promise<void> {
  const { db, now } = ports;
  const { tenant } = caller;
  const person = parsePersonId(caller.id);
  await db.transaction(tenant, async (tx) => {
    await lockAsker(tx, tenant, person);
    await sweepAskings(tx, tenant, now() - 30 * 24 * hour);
    const misses = await countMisses(tx, tenant, { asking, person, since: now() - 24 * hour });
    if (misses % missesTold !== 0) return;
    await openTask(ports, tx, tenant, {
      kind: "break-glass-misses",
      about: person,
      title: `${caller.name} asked for emergency access ${misses} times within a day and named no patient`,
      dueAt: now() + 24 * hour,
      notFor: person,
    });
  });
}
