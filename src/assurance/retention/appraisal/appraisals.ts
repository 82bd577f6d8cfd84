import type { Caller } from "../../../custody/access/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import type { Decision } from "../../../custody/signatures/index.ts";
import {
  type PersonId,
  type ResourceId,
  type Secret,
  type TenantId,
  parsePersonId,
} from "../../../foundation/kernel/index.ts";
import type { Unheld, Verdict } from "../decide.ts";
import { dayOf } from "../calendar.ts";
import { reasonOf, ruleWords } from "../decide.ts";
import { expectReason } from "../holds/holds.ts";
import { expectOfficer } from "../officer.ts";
import type { RetentionPorts } from "../ports.ts";
import { RetentionError } from "../retention-error.ts";
import { type AppraisalRow, appraisalRows, readAppraisal, waitingAppraisals } from "./appraisal-table.ts";
import { destroyApproved } from "./destroy.ts";
import { type AppraisalWords, type DestructionCertificate, type DueWords, openAppraisal } from "./opened.ts";
import { type AppraisalState, stepAppraisal } from "./state.ts";
import { giveBack, holdOpened, unknownAppraisal, writeStep } from "./write-step.ts";

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

/** What has fallen due, one named person after another. Every method but `waiting` throws RetentionError `retention/not-permitted`. */
export interface Appraisals {
  /** Ids of those that wait for somebody's decision, for whoever tells officers that there are some. */
  waiting(tenant: TenantId): Promise<readonly string[]>;
  list(caller: Caller, which: "open" | "over"): Promise<readonly Appraisal[]>;
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
const mostYears = 30;

export function dueWords(verdict: Extract<Unheld, { kind: "due" }>): DueWords {
  const { rule } = verdict.applied[0];
  return { since: verdict.since, rule: rule.id, words: ruleWords(rule), source: rule.source };
}

export function createAppraisals(ports: RetentionPorts, explain: Explain): Appraisals {
  const { db, vault, chart, now, decisions, patientLabel } = ports;

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

  /** Of what was approved: undefined when its keys are gone; what isn't due any more goes back to the queue. @throws RetentionError */
  async function dueOrGone(caller: Caller, id: string, patient: ResourceId) {
    try {
      return await expectDue(caller, patient);
    } catch (error) {
      if (error instanceof ChartError && error.code === "chart/not-found") return undefined;
      if (error instanceof RetentionError && error.code === "retention/not-due")
        await db.transaction(caller.tenant, async (tx) => {
          const held = await holdOpened(ports, caller, tx, id);
          await giveBack(ports, caller, tx, held, error.message);
        });
      throw error;
    }
  }

  async function again(caller: Caller, id: string): Promise<Appraisal> {
    const row = await readAppraisal(db.tenant(caller.tenant), caller.tenant, id);
    if (row === undefined) throw unknownAppraisal();
    return shown(caller, row);
  }

  return {
    waiting: (tenant) => waitingAppraisals(db.tenant(tenant), tenant),

    async list(caller, which) {
      expectOfficer(caller);
      const rows = await appraisalRows(db.tenant(caller.tenant), caller.tenant, which, mostListed);
      const list: Appraisal[] = [];
      for (const row of rows) list.push(await shown(caller, row));
      return list;
    },

    async decide(caller, { id, event, why, until }) {
      expectOfficer(caller);
      const reason = expectReason(why);
      const person = parsePersonId(caller.id);
      const most = now() + mostYears * 366 * 86_400_000;
      if (event === "keep" && (until === undefined || until <= now() || until > most))
        throw new RetentionError("retention/bad-date", `say until when: after today, and at most ${mostYears} years`);
      const known = await readAppraisal(db.tenant(caller.tenant), caller.tenant, id);
      if (known === undefined) throw unknownAppraisal();
      stepAppraisal(known.state, event);
      const more = event === "propose" ? { due: (await expectDue(caller, known.patient)).due } : {};
      await db.transaction(caller.tenant, async (tx) => {
        const now = await holdOpened(ports, caller, tx, id);
        if (event === "withdraw" && now.row.proposer !== person)
          throw new RetentionError("retention/four-eyes", "who proposed it withdraws it; others refuse");
        if (event === "refuse" && now.row.proposer === person)
          throw new RetentionError("retention/four-eyes", "somebody other than who proposed it decides");
        await writeStep(ports, caller, tx, now, {
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
      if (known === undefined) throw unknownAppraisal();
      expectAnother(known, person);
      stepAppraisal(known.state, "approve");
      // First, so that whatever is written from now on is noticed.
      const standing = await chart.newestUnder(tenant, known.patient);
      // What broke off is decided anew, long after perhaps, unless the keys are gone already.
      const still =
        known.state === "approved"
          ? await dueOrGone(caller, id, known.patient)
          : await expectDue(caller, known.patient);
      if (still !== undefined) {
        const { due, records } = still;
        const sign = await decisions.signer(caller, { meaning: "approval", password });
        await db.transaction(tenant, async (tx) => {
          const now = await holdOpened(ports, caller, tx, id);
          expectAnother(now.row, person);
          if (now.row.changed_at !== known.changed_at || now.row.state !== known.state)
            throw new RetentionError("retention/illegal-change", "somebody else decided on it at the same moment");
          const signature = await sign(tx, destructionDecision(now.row, due, reason));
          await writeStep(ports, caller, tx, now, {
            event: "approve",
            why: reason,
            decider: person,
            more: { signature, due, records },
          });
        });
      }
      await destroyApproved(ports, caller, id, still && standing);
      return again(caller, id);
    },

    async certificate(caller, id) {
      expectOfficer(caller);
      const { words } = await again(caller, id);
      if (words?.certificate === undefined) throw unknownAppraisal();
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
