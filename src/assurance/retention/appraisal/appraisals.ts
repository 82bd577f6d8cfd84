import type { Caller } from "../../../custody/access/index.ts";
import type { Decision } from "../../../custody/signatures/index.ts";
import { type PersonId, type ResourceId, type Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Unheld, Verdict } from "../decide.ts";
import { dayOf } from "../calendar.ts";
import { reasonOf, ruleWords } from "../decide.ts";
import { expectReason } from "../holds/holds.ts";
import { expectOfficer } from "../officer.ts";
import type { RetentionPorts } from "../ports.ts";
import { RetentionError } from "../retention-error.ts";
import {
  type AppraisalRow,
  appraisalRows,
  holdAppraisal,
  insertAppraisal,
  openAppraisalsAfter,
  readAppraisal,
  storeAppraisal,
} from "./appraisal-table.ts";
import {
  type AppraisalStep,
  type AppraisalWords,
  type DestructionCertificate,
  type DueWords,
  openAppraisal,
  sealAppraisal,
} from "./opened.ts";
import { certifyDestruction } from "./certificate.ts";
import { type AppraisalEvent, type AppraisalState, stepAppraisal } from "./state.ts";

/** A patient's record whose periods are over, and what was decided of it. */
export interface Appraisal {
  readonly id: string;
  readonly patient: ResourceId;
  /** "Nora Halloran, born 29-Feb-1948"; undefined once nobody can read it, or for who may not. */
  readonly patientLabel: string | undefined;
  readonly state: AppraisalState;
  readonly queuedAt: number;
  readonly until: number | undefined;
  /** Undefined of a row that was altered in the database. */
  readonly words: AppraisalWords | undefined;
  /** What the caller may do with it now. */
  readonly may: Readonly<Record<"propose" | "keep" | "transfer" | "withdraw" | "refuse" | "approve", boolean>>;
}

export type OneEyed = "propose" | "keep" | "transfer" | "withdraw" | "refuse";

/** What has fallen due, one named person after another. Every method throws RetentionError `retention/not-permitted`. */
export interface Appraisals {
  list(caller: Caller, which: "open" | "over"): Promise<readonly Appraisal[]>;
  /** Puts what is due into the queue, and takes out what isn't any more. @param due whole records that are due, by patient */
  fill(
    caller: Caller,
    due: ReadonlyMap<ResourceId, DueWords>,
  ): Promise<{ readonly queued: number; readonly gone: number }>;
  /** @throws RetentionError `retention/unknown-appraisal`, `retention/illegal-change`, `retention/not-due`, `retention/altered`,
   *  `retention/four-eyes`, `retention/bad-reason`, `retention/bad-date` */
  decide(
    caller: Caller,
    decision: {
      readonly id: string;
      readonly event: OneEyed;
      readonly why: string;
      readonly until?: number | undefined;
    },
  ): Promise<Appraisal>;
  /** A second person's word, signed: then the keys go, and a certificate says what was destroyed. @throws as `decide`; what signing throws */
  approve(
    caller: Caller,
    approval: { readonly id: string; readonly why: string; readonly password: Secret<string> | undefined },
  ): Promise<Appraisal>;
  /** @throws RetentionError `retention/unknown-appraisal` where nothing was destroyed */
  certificate(caller: Caller, id: string): Promise<DestructionCertificate>;
}

/** What explains a patient's record, asked anew before anything irrevocable. */
export type Explain = (
  caller: Caller,
  patient: ResourceId,
) => Promise<{ readonly whole: Verdict | undefined; readonly records: readonly { readonly type: string }[] }>;

const mostListed = 200;
const inOneStep = 200;
const mostYears = 30;
const unknown = () => new RetentionError("retention/unknown-appraisal", "there is no such appraisal");

export function dueWords(verdict: Extract<Unheld, { kind: "due" }>): DueWords {
  const { rule } = verdict.applied[0];
  return { since: verdict.since, rule: rule.id, words: ruleWords(rule), source: rule.source };
}

export function createAppraisals(ports: RetentionPorts, explain: Explain): Appraisals {
  const { db, vault, now, newId, record, decisions, patientLabel, destroyPatient, certify } = ports;

  async function shown(caller: Caller, row: AppraisalRow): Promise<Appraisal> {
    const words = openAppraisal(await vault(caller.tenant), row);
    const { state, proposer } = row;
    const isMine = proposer === caller.id;
    const fresh = words !== undefined && caller.kind === "person";
    const isOpen = fresh && (state === "queued" || state === "transferred");
    return {
      id: row.id,
      patient: row.patient,
      patientLabel: state === "destroyed" ? undefined : await patientLabel(caller, row.patient),
      state,
      queuedAt: row.queued_at,
      until: row.until ?? undefined,
      words,
      may: {
        propose: isOpen,
        keep: fresh && state === "queued",
        transfer: fresh && state === "queued",
        withdraw: fresh && state === "proposed" && isMine,
        refuse: fresh && state === "proposed" && !isMine,
        // What was approved and didn't get to its end is taken up again by anybody but who proposed it.
        approve: fresh && (state === "proposed" || state === "approved") && !isMine,
      },
    };
  }

  /** @throws RetentionError `retention/unknown-appraisal`, `retention/altered` */
  async function held(caller: Caller, tx: Transaction, id: string) {
    const row = await holdAppraisal(tx, caller.tenant, id);
    if (row === undefined) throw unknown();
    const words = openAppraisal(await vault(caller.tenant), row);
    if (words === undefined)
      throw new RetentionError("retention/altered", "this was altered in the database: nobody decides on it");
    return { row, words };
  }

  interface Change {
    readonly event: AppraisalEvent;
    readonly why: string;
    readonly proposer?: PersonId | null;
    readonly decider?: PersonId | null;
    readonly until?: number | null;
    readonly more?: Partial<AppraisalWords>;
  }

  /** Writes a step, with its entry in the ledger, in one transaction. */
  async function step(
    caller: Caller,
    tx: Transaction,
    { row, words }: { readonly row: AppraisalRow; readonly words: AppraisalWords },
    { event, why, more, ...change }: Change,
  ): Promise<AppraisalWords> {
    const at = now();
    const state = stepAppraisal(row.state, event);
    const place = {
      ...row,
      state,
      changed_at: at,
      proposer: change.proposer === undefined ? row.proposer : change.proposer,
      decider: change.decider === undefined ? row.decider : change.decider,
      until: change.until ?? null,
    };
    const detail = `${event}: Patient/${row.patient} is ${state} (${words.due.rule}, appraisal ${row.id})`;
    const entries = await record(tx, caller, { action: "appraisal-decided", at, why, detail });
    const done: AppraisalStep = { event, at, by: caller.name, why, entries };
    const next = { ...words, ...more, steps: [...words.steps, done] };
    await storeAppraisal(tx, caller.tenant, sealAppraisal(await vault(caller.tenant), place, next));
    return next;
  }

  /** @throws RetentionError `retention/not-due` */
  async function expectDue(caller: Caller, patient: ResourceId) {
    const { whole, records } = await explain(caller, patient);
    if (whole?.kind === "due") {
      const byType: Record<string, number> = {};
      for (const { type } of records) byType[type] = (byType[type] ?? 0) + 1;
      return { due: dueWords(whole), records: byType };
    }
    const why = whole === undefined ? "nothing of it is here" : reasonOf(whole);
    throw new RetentionError("retention/not-due", `this record isn't due: ${why}`);
  }

  async function again(caller: Caller, id: string): Promise<Appraisal> {
    const row = await readAppraisal(db.tenant(caller.tenant), caller.tenant, id);
    if (row === undefined) throw unknown();
    return shown(caller, row);
  }

  /** The keys go, unless a hold says no; then the certificate is made. Whatever breaks it off, the next approval goes on from there. */
  async function destroy(caller: Caller, id: string): Promise<void> {
    const { tenant } = caller;
    const { row, words } = await db.transaction(tenant, (tx) => held(caller, tx, id));
    if (row.state !== "approved") return;
    const why = `retention, ${words.due.rule}, appraisal ${id}`;
    const gone = await destroyPatient(tenant, row.patient, why);
    if (gone.kind === "held") {
      await db.transaction(tenant, async (tx) => {
        const now = await held(caller, tx, id);
        await step(caller, tx, now, { event: "give-back", why: gone.why, proposer: null, decider: null });
      });
      throw new RetentionError("retention/not-due", gone.why);
    }
    const proposed = words.steps.findLast(({ event }) => event === "propose");
    const approved = words.steps.findLast(({ event }) => event === "approve");
    if (proposed === undefined || approved === undefined) throw unknown();
    const certificate = await certifyDestruction(
      {
        appraisal: id,
        organisation: String(tenant),
        patient: row.patient,
        due: words.due,
        records: words.records ?? {},
        proposed: { ...proposed, id: row.proposer ?? "" },
        approved: { ...approved, id: row.decider ?? "" },
        keys: gone.certificate,
        destroyedAt: gone.at,
      },
      (text) => certify(tenant, text),
    );
    await db.transaction(tenant, async (tx) => {
      const now = await held(caller, tx, id);
      if (now.row.state === "approved")
        await step(caller, tx, now, { event: "destroy", why: approved.why, more: { certificate } });
    });
  }

  return {
    async list(caller, which) {
      expectOfficer(caller);
      const rows = await appraisalRows(db.tenant(caller.tenant), caller.tenant, which, mostListed);
      const list: Appraisal[] = [];
      for (const row of rows) list.push(await shown(caller, row));
      return list;
    },

    async fill(caller, due) {
      expectOfficer(caller);
      const { tenant } = caller;
      const sealing = await vault(tenant);
      const known = new Set<ResourceId>();
      let [queued, gone] = [0, 0];
      let after: string | undefined;
      for (;;) {
        const rows = await openAppraisalsAfter(db.tenant(tenant), tenant, after, inOneStep);
        after = rows.at(-1)?.id;
        if (after === undefined) break;
        for (const { id, patient } of rows) {
          known.add(patient);
          await db.transaction(tenant, async (tx) => {
            const row = await holdAppraisal(tx, tenant, id);
            const words = row && openAppraisal(sealing, row);
            if (row === undefined || words === undefined) return;
            if (row.state === "kept" && (row.until ?? 0) <= now())
              await step(caller, tx, { row, words }, { event: "lapse", why: "the time for which it was kept is over" });
            const mayVanish = row.state === "queued" || row.state === "proposed" || row.state === "transferred";
            if (!mayVanish || due.has(patient)) return;
            await step(caller, tx, { row, words }, { event: "vanish", why: "it isn't due any more" });
            gone += 1;
          });
        }
      }
      const fresh = [...due].filter(([patient]) => !known.has(patient));
      for (let from = 0; from < fresh.length; from += inOneStep) {
        await db.transaction(tenant, async (tx) => {
          let here = 0;
          for (const [patient, words] of fresh.slice(from, from + inOneStep)) {
            const at = now();
            const place = { id: newId(), patient, state: "queued", proposer: null, decider: null } as const;
            const row = sealAppraisal(
              sealing,
              { ...place, queued_at: at, changed_at: at, until: null },
              { due: words, steps: [] },
            );
            if (await insertAppraisal(tx, tenant, row)) here += 1;
          }
          const detail = `${here} patients' records have fallen due`;
          if (here > 0)
            await record(tx, caller, { action: "appraisal-queued", at: now(), why: "their periods are over", detail });
          queued += here;
        });
      }
      return { queued, gone };
    },

    async decide(caller, { id, event, why, until }) {
      expectOfficer(caller);
      const reason = expectReason(why);
      const person = parsePersonId(caller.id);
      const most = now() + mostYears * 366 * 86_400_000;
      if (event === "keep" && (until === undefined || until <= now() || until > most))
        throw new RetentionError("retention/bad-date", `say until when: after today, and at most ${mostYears} years`);
      const known = await readAppraisal(db.tenant(caller.tenant), caller.tenant, id);
      if (known === undefined) throw unknown();
      stepAppraisal(known.state, event);
      const more = event === "propose" ? { due: (await expectDue(caller, known.patient)).due } : {};
      await db.transaction(caller.tenant, async (tx) => {
        const now = await held(caller, tx, id);
        if (event === "withdraw" && now.row.proposer !== person)
          throw new RetentionError("retention/four-eyes", "who proposed it withdraws it; others refuse");
        if (event === "refuse" && now.row.proposer === person)
          throw new RetentionError("retention/four-eyes", "somebody other than who proposed it decides");
        await step(caller, tx, now, {
          event,
          why: reason,
          more,
          proposer: event === "propose" ? person : null,
          until: event === "keep" ? (until ?? null) : null,
        });
      });
      return again(caller, id);
    },

    async approve(caller, { id, why, password }) {
      expectOfficer(caller);
      const { tenant } = caller;
      const reason = expectReason(why);
      const person = parsePersonId(caller.id);
      const known = await readAppraisal(db.tenant(tenant), tenant, id);
      if (known === undefined) throw unknown();
      expectAnother(known, person);
      if (known.state !== "approved") {
        stepAppraisal(known.state, "approve");
        const { due, records } = await expectDue(caller, known.patient);
        const sign = await decisions.signer(caller, { meaning: "approval", password });
        await db.transaction(tenant, async (tx) => {
          const now = await held(caller, tx, id);
          expectAnother(now.row, person);
          stepAppraisal(now.row.state, "approve");
          const signature = await sign(tx, destructionDecision(now.row, due, reason));
          await step(caller, tx, now, {
            event: "approve",
            why: reason,
            decider: person,
            more: { signature, due, records },
          });
        });
      }
      await destroy(caller, id);
      return again(caller, id);
    },

    async certificate(caller, id) {
      expectOfficer(caller);
      const { words } = await again(caller, id);
      if (words?.certificate === undefined) throw unknown();
      return words.certificate;
    },
  };
}

/** @throws RetentionError `retention/four-eyes` */
function expectAnother(row: AppraisalRow, person: PersonId): void {
  if (row.proposer === person)
    throw new RetentionError("retention/four-eyes", "somebody other than who proposed it decides");
}

/** An approval, as its approver signs it. */
function destructionDecision({ id, patient, proposer }: AppraisalRow, due: DueWords, reason: string): Decision {
  return {
    kind: "retention-destruction",
    id,
    whom: { id: patient, name: `Patient/${patient}` },
    what: { rule: due.rule, words: due.words, dueSince: dayOf(due.since), proposedBy: proposer ?? "" },
    decision: "destroy",
    reason,
  };
}
