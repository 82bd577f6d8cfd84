import type { Caller } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import type { Decision } from "../../custody/signatures/index.ts";
import { type PersonId, type ResourceId, type Secret, parsePersonId } from "../../foundation/kernel/index.ts";
import { type Standing, carryOut } from "./carry-out.ts";
import { countByType } from "./certificate.ts";
import { ErasureError } from "./erasure-error.ts";
import { type ErasureRow, erasureRows, insertErasure, readErasure } from "./erasure-table.ts";
import { type Choice, type Fate, decideFates, sameFates } from "./fate.ts";
import { expectOfficer, expectReason } from "./officer.ts";
import { type ErasureCertificate, type ErasureWords, openErasure, sealErasure } from "./opened.ts";
import type { ErasurePorts } from "./ports.ts";
import { type RetainedRecords, createRetained } from "./retained.ts";
import { type ErasureState, stepErasure } from "./state.ts";
import { holdOpened, unknownErasure, writeStep } from "./write-step.ts";

/** One patient's erasure, and what was decided of each record. */
export interface Erasure {
  readonly id: string;
  readonly patient: ResourceId;
  /** "Nora Halloran, born 29-Feb-1948"; undefined once nobody can read it, or for who may not. */
  readonly patientLabel: string | undefined;
  /** The request that it answers. */
  readonly request: string | undefined;
  readonly state: ErasureState;
  /** Milliseconds since 1970. */
  readonly proposedAt: number;
  readonly changedAt: number;
  /** Undefined of a row that was altered in the database. */
  readonly words: ErasureWords | undefined;
  /** What the caller may do with it now. */
  readonly may: Readonly<Record<"approve" | "refuse" | "withdraw", boolean>>;
}

export interface Proposal {
  readonly patient: ResourceId;
  /** The request for erasure that it answers. */
  readonly request?: string | undefined;
  /** What the officer keeps although nothing obliges to. */
  readonly choices: readonly Choice[];
  readonly why: string;
}

/** Erases a patient's record, but for what must stay. Every method throws ErasureError `erasure/not-permitted`. */
export interface Erasures {
  /** What would become of each record now. @throws ErasureError `erasure/must-stay`, `erasure/unknown-record`; ChartError `chart/not-found` */
  plan(caller: Caller, patient: ResourceId, choices?: readonly Choice[]): Promise<readonly Fate[]>;
  list(caller: Caller, wanted?: { readonly request?: string | undefined }): Promise<readonly Erasure[]>;
  /** @throws ErasureError `erasure/unknown` */
  read(caller: Caller, id: string): Promise<Erasure>;
  /** @throws as `plan`; ErasureError `erasure/bad-reason`, `erasure/bad-date`, `erasure/nothing-to-erase`, `erasure/unsuitable-request`,
   *  `erasure/already-proposed` */
  propose(caller: Caller, proposal: Proposal): Promise<Erasure>;
  /** @throws ErasureError `erasure/unknown`, `erasure/illegal-change`, `erasure/four-eyes`, `erasure/altered`, `erasure/bad-reason` */
  decide(
    caller: Caller,
    decision: { readonly id: string; readonly event: "refuse" | "withdraw"; readonly why: string },
  ): Promise<Erasure>;
  /** A second person's word, signed: then it is carried out. Where the record, the rules or the holds aren't as they were when it was
   *  proposed, it lapses. @throws as `decide`; ErasureError `erasure/changed`, `erasure/held`; what signing throws */
  approve(
    caller: Caller,
    approval: { readonly id: string; readonly why: string; readonly password: Secret<string> | undefined },
  ): Promise<Erasure>;
  /** @throws ErasureError `erasure/unknown` where nothing was erased */
  certificate(caller: Caller, id: string): Promise<ErasureCertificate>;
  /** What stayed. */
  readonly retained: RetainedRecords;
}

const mostListed = 200;
const mostYears = 30;
const yearMilliseconds = 366 * 86_400_000;

export function openErasures(ports: ErasurePorts): Erasures {
  const { db, chart, vault, now, decisions, patientLabel, obligations, newId } = ports;

  async function shown(caller: Caller, row: ErasureRow): Promise<Erasure> {
    const words = openErasure(await vault(caller.tenant), row);
    const { id, patient, state } = row;
    const isMine = row.proposer === caller.id;
    const isOpen = words !== undefined && caller.kind === "person" && (state === "proposed" || state === "approved");
    return {
      id,
      patient,
      patientLabel: state === "erased" ? undefined : await patientLabel(caller, patient),
      request: row.request ?? undefined,
      state,
      proposedAt: row.proposed_at,
      changedAt: row.changed_at,
      words,
      may: {
        // What was approved and broke off is taken up again by anybody but who proposed it.
        approve: isOpen && !isMine,
        refuse: isOpen && !isMine,
        withdraw: isOpen && isMine && state === "proposed",
      },
    };
  }

  async function rowOf({ tenant }: Caller, id: string): Promise<ErasureRow> {
    const row = await readErasure(db.tenant(tenant), tenant, id);
    if (row === undefined) throw unknownErasure();
    return row;
  }

  const again = async (caller: Caller, id: string) => shown(caller, await rowOf(caller, id));

  async function lapse(caller: Caller, id: string, why: string): Promise<void> {
    await db.transaction(caller.tenant, async (tx) => {
      const held = await holdOpened(ports, caller, tx, id);
      // Who approved it at the same moment was first.
      if (held.row.state === "erased") return;
      await writeStep(ports, caller, tx, held, { event: "lapse", why });
    });
  }

  /** What would become of each record now, if that is what was proposed. @throws ErasureError `erasure/changed`; it has lapsed then */
  async function stillSo(caller: Caller, id: string): Promise<{ standing: Standing; fates: readonly Fate[] }> {
    const { row, words } = await db.transaction(caller.tenant, (tx) => holdOpened(ports, caller, tx, id));
    // First, so that whatever is written while the rest is read is noticed.
    const standing = await chart.newestUnder(caller.tenant, row.patient);
    const isOff = row.request !== null && (await ports.request(caller, row.request))?.isOff !== false;
    const fates = isOff ? undefined : await fatesOrNone(caller, row.patient, words.choices);
    if (fates !== undefined && sameFates(fates, words.fates)) return { standing, fates };
    const why = isOff
      ? "the request that this answers was taken back or refused: nothing is erased for it"
      : "the record, the rules or the holds aren't as they were when this was proposed: propose it anew";
    await lapse(caller, id, why);
    throw new ErasureError("erasure/changed", why);
  }

  async function fatesOrNone(caller: Caller, patient: ResourceId, choices: readonly Choice[]) {
    try {
      return decideFates(await obligations(caller, patient), choices);
    } catch (error) {
      const isGone = error instanceof ChartError && error.code === "chart/not-found";
      const isOther = error instanceof ErasureError;
      if (isGone || isOther) return undefined;
      throw error;
    }
  }

  return {
    async plan(caller, patient, choices = []) {
      expectOfficer(caller);
      return decideFates(await obligations(caller, patient), choices);
    },

    async list(caller, { request } = {}) {
      expectOfficer(caller);
      const rows = await erasureRows(db.tenant(caller.tenant), caller.tenant, { request, limit: mostListed });
      const list: Erasure[] = [];
      for (const row of rows) list.push(await shown(caller, row));
      return list;
    },

    async read(caller, id) {
      expectOfficer(caller);
      return again(caller, id);
    },

    async propose(caller, { patient, request, choices: given, why }) {
      expectOfficer(caller);
      const { tenant } = caller;
      const reason = expectReason(why);
      const choices = given.map((choice) => ({ ...choice, ground: expectReason(choice.ground) }));
      for (const { until } of choices) {
        if (!(until > now() && until <= now() + mostYears * yearMilliseconds))
          throw new ErasureError("erasure/bad-date", `say until when: after today, and at most ${mostYears} years`);
      }
      if (request !== undefined) await expectSuitable(ports, caller, request, patient);
      const fates = decideFates(await obligations(caller, patient), choices);
      if (!fates.some(({ action }) => action === "erase"))
        throw new ErasureError("erasure/nothing-to-erase", "all of this record must stay: refuse the request instead");
      const id = newId();
      const sealing = await vault(tenant);
      const at = now();
      await db.transaction(tenant, async (tx) => {
        const place = {
          id,
          patient,
          request: request ?? null,
          state: "proposed",
          proposer: parsePersonId(caller.id),
          decider: null,
          proposed_at: at,
          changed_at: at,
        } as const;
        const erased = fates.filter(({ action }) => action === "erase").length;
        const detail = `propose: erasure of Patient/${patient}: ${erased} of ${fates.length} records (${id})`;
        const entries = await ports.record(tx, caller, { action: "erasure-decided", at, why: reason, detail });
        const step = { event: "propose", at, by: { id: caller.id, name: caller.name }, why: reason, entries } as const;
        if (!(await insertErasure(tx, tenant, sealErasure(sealing, place, { choices, fates, steps: [step] }))))
          throw new ErasureError("erasure/already-proposed", "an erasure of this patient's record waits already");
      });
      return again(caller, id);
    },

    async decide(caller, { id, event, why }) {
      expectOfficer(caller);
      const reason = expectReason(why);
      await db.transaction(caller.tenant, async (tx) => {
        const held = await holdOpened(ports, caller, tx, id);
        const isMine = held.row.proposer === caller.id;
        if (event === "withdraw" && !isMine)
          throw new ErasureError("erasure/four-eyes", "who proposed it withdraws it; others refuse");
        if (event === "refuse" && isMine) throw notBySame();
        await writeStep(ports, caller, tx, held, {
          event,
          why: reason,
          ...(isMine ? {} : { decider: parsePersonId(caller.id) }),
        });
      });
      return again(caller, id);
    },

    async approve(caller, { id, why, password }) {
      expectOfficer(caller);
      const { tenant } = caller;
      const reason = expectReason(why);
      const person = parsePersonId(caller.id);
      const known = await rowOf(caller, id);
      expectAnother(known, person);
      stepErasure(known.state, "approve");
      const { standing, fates } = await stillSo(caller, id);
      const sign = await decisions.signer(caller, { meaning: "approval", password });
      await db.transaction(tenant, async (tx) => {
        const held = await holdOpened(ports, caller, tx, id);
        if (held.row.changed_at !== known.changed_at || held.row.state !== known.state)
          throw new ErasureError("erasure/illegal-change", "somebody else decided on it at the same moment");
        const signature = await sign(tx, erasureDecision(held.row, fates, reason));
        await writeStep(ports, caller, tx, held, {
          event: "approve",
          why: reason,
          decider: person,
          more: { signature, fates },
        });
      });
      try {
        await carryOut(ports, caller, id, { patient: known.patient, request: known.request, fates, standing });
      } catch (error) {
        if (error instanceof ErasureError && (error.code === "erasure/changed" || error.code === "erasure/held"))
          await lapse(caller, id, error.message);
        throw error;
      }
      return again(caller, id);
    },

    async certificate(caller, id) {
      expectOfficer(caller);
      const { words } = await again(caller, id);
      if (words?.certificate === undefined) throw unknownErasure();
      return words.certificate;
    },

    retained: createRetained(ports),
  };
}

/** @throws ErasureError `erasure/unsuitable-request` */
async function expectSuitable(
  { request: find }: ErasurePorts,
  caller: Caller,
  id: string,
  patient: ResourceId,
): Promise<void> {
  const found = await find(caller, id);
  if (found?.kind === "erasure" && found.patient === patient && found.isOpen) return;
  throw new ErasureError(
    "erasure/unsuitable-request",
    "no open request for erasure of this patient's record has this id, by somebody who was identified",
  );
}

function notBySame(): ErasureError {
  return new ErasureError("erasure/four-eyes", "somebody other than who proposed it decides");
}

/** @throws ErasureError `erasure/four-eyes` */
function expectAnother({ proposer }: ErasureRow, person: PersonId): void {
  if (proposer === person) throw notBySame();
}

/** An approval, as its approver signs it. */
function erasureDecision({ id, patient, proposer }: ErasureRow, fates: readonly Fate[], reason: string): Decision {
  const named = (action: Fate["action"]) => fates.filter((fate) => fate.action === action).map(({ record }) => record);
  const erased = Object.entries(countByType(named("erase"))).map(([type, count]) => `${count} ${type}`);
  return {
    kind: "erasure",
    id,
    whom: { id: patient, name: `Patient/${patient}` },
    what: {
      erased: erased.join(", "),
      kept: named("keep").join(", "),
      restricted: named("restrict").join(", "),
      proposedBy: proposer,
    },
    decision: "erase",
    reason,
  };
}
