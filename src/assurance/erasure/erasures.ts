import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Target } from "../../custody/chart/index.ts";
import type { Decision } from "../../custody/signatures/index.ts";
import { isResourceType } from "../../foundation/fhir/index.ts";
import { type PersonId, type ResourceId, type Secret, isUuid, parsePersonId } from "../../foundation/kernel/index.ts";
import { type Standing, carryOut } from "./carry-out.ts";
import { carryOutRecords } from "./carry-out-records.ts";
import { countByType } from "./certificate.ts";
import { chosenAmong, namersOf } from "./chosen-records.ts";
import { ErasureError } from "./erasure-error.ts";
import { type ErasureRow, erasureRows } from "./erasure-table.ts";
import { type Choice, type Fate, decideFates, sameFates } from "./fate.ts";
import { expectOfficer, expectReason } from "./officer.ts";
import { type ErasureCertificate, type ErasureWords, openErasure, sealErasure } from "./opened.ts";
import type { ErasurePorts } from "./ports.ts";
import { erasuresAsRegistered, insertRegistered, readRegistered, tellOfTaken } from "./registered.ts";
import { type RetainedRecords, createRetained } from "./retained.ts";
import { type ErasureState, stepErasure } from "./state.ts";
import { type HeldErasure, holdOpened, unknownErasure, writeStep } from "./write-step.ts";

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
  /** Where the patient stays, of what is erased: the keys that it was under. */
  readonly formerKeys: FormerKeys | undefined;
  /** What the caller may do with it now. */
  readonly may: Readonly<Record<"approve" | "refuse" | "withdraw", boolean>>;
}

/** What became of keys that sealed records which were erased while their patient stays. */
export interface FormerKeys {
  /** When the last of them went, milliseconds since 1970; undefined while one is there. */
  readonly endedAt: number | undefined;
  /** C2SP signed notes of the key administration; none before they are gone. */
  readonly certificates: readonly string[];
}

/** What would become of records now. */
export interface Plan {
  readonly fates: readonly Fate[];
  /** Of certain records: others, which stay and name one that goes. */
  readonly named: readonly string[];
  /** All that stay, sealed away or as they are. */
  readonly staying: readonly string[];
}

/** A plan, with what an erasure doesn't reach. */
export interface FullPlan extends Plan {
  /** Files that these records name, and signatures of them, that say of no patient whose they are: they are under the organisation's key, and stay. */
  readonly untied: readonly string[];
}

export interface Proposal {
  readonly patient: ResourceId;
  /** The request for erasure that it answers. */
  readonly request?: string | undefined;
  /** Of a patient who stays: what is to be erased by itself. Absent: the whole record. */
  readonly records?: readonly string[] | undefined;
  /** What the officer keeps although nothing obliges to. */
  readonly choices: readonly Choice[];
  readonly why: string;
}

/** Erases a patient's record, or certain records of a patient who stays, but for what must stay. Every method throws ErasureError `erasure/not-permitted`. */
export interface Erasures {
  /** What would become of each record now; of certain records, of these and what is nothing without them. @throws ErasureError
   *  `erasure/must-stay`, `erasure/unknown-record`, `erasure/whole-only`, `erasure/not-separable`; ChartError `chart/not-found` */
  plan(
    caller: Caller,
    patient: ResourceId,
    wanted?: { readonly choices?: readonly Choice[]; readonly records?: readonly string[] | undefined },
  ): Promise<FullPlan>;
  list(caller: Caller, wanted?: { readonly request?: string | undefined }): Promise<readonly Erasure[]>;
  /** Whether all are there that were ever proposed: who has the database may have taken some out. */
  isWhole(caller: Caller): Promise<boolean>;
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
  /** `formerKeys`: of certain records, what certifies that the keys are gone which they were under; undefined before.
   *  @throws ErasureError `erasure/unknown` where nothing was erased */
  certificate(caller: Caller, id: string): Promise<ErasureCertificate & { readonly formerKeys: string | undefined }>;
  /** What stayed. */
  readonly retained: RetainedRecords;
}

const mostListed = 200;
const mostYears = 30;
const yearMilliseconds = 366 * 86_400_000;

export function openErasures(ports: ErasurePorts): Erasures {
  const { db, chart, vault, now, decisions, patientLabel, obligations, newId } = ports;

  /** @throws as `Erasures.plan` */
  async function planned(
    caller: Caller,
    patient: ResourceId,
    { choices, records }: { readonly choices: readonly Choice[]; readonly records: readonly string[] | undefined },
  ): Promise<Plan> {
    const all = await obligations(caller, patient);
    const result = (fates: readonly Fate[], named: readonly string[]): Plan => {
      const gone = new Set(fates.flatMap(({ action, record }) => (action === "erase" ? [record] : [])));
      return { fates, named, staying: all.flatMap(({ record }) => (gone.has(record) ? [] : [record])) };
    };
    if (records === undefined) return result(decideFates(all, choices), []);
    const chosen = chosenAmong(all, patient, records);
    const ids = chosen.map(({ record }) => record.split("/")[1] as ResourceId);
    if (await ports.areUnderOthers(caller.tenant, patient, ids))
      throw new ErasureError(
        "erasure/not-separable",
        "a version of this was written before it was about this patient, under another key: older backups would keep it, so it goes with the whole record only",
      );
    return result(decideFates(chosen, choices), namersOf(all, chosen));
  }

  async function untiedOf(
    { tenant }: Caller,
    patient: ResourceId,
    { plan: { fates, staying }, isWhole }: { readonly plan: Plan; readonly isWhole: boolean },
  ): Promise<readonly string[]> {
    const own = new Set([...fates.map(({ record }) => record), ...staying]);
    const targets = fates.flatMap(({ record }) => targetIn(record) ?? []);
    const { along } = await chart.toRestrict(tenant, patient, { targets, whole: isWhole });
    return along.map(({ type, id }) => `${type}/${id}`).filter((record) => !own.has(record));
  }

  async function formerKeys({ tenant }: Caller, { keyNos }: ErasureWords): Promise<FormerKeys | undefined> {
    if (keyNos === undefined) return undefined;
    const endings = await ports.keyEndings(tenant, keyNos);
    const ends = endings.flatMap(({ endedAt }) => endedAt ?? []);
    return {
      endedAt: ends.length === keyNos.length ? Math.max(...ends) : undefined,
      certificates: [...new Set(endings.flatMap(({ certificate }) => certificate ?? []))],
    };
  }

  async function shown(caller: Caller, row: ErasureRow): Promise<Erasure> {
    const words = openErasure(await vault(caller.tenant), row);
    const { id, patient, state } = row;
    const isMine = row.proposer === caller.id;
    const isOpen = words !== undefined && caller.kind === "person" && (state === "proposed" || state === "approved");
    return {
      id,
      patient,
      patientLabel:
        state === "erased" && words?.records === undefined ? undefined : await patientLabel(caller, patient),
      request: row.request ?? undefined,
      state,
      proposedAt: row.proposed_at,
      changedAt: row.changed_at,
      words,
      formerKeys: words && (await formerKeys(caller, words)),
      may: {
        // What was approved and broke off is taken up again by anybody but who proposed it.
        approve: isOpen && !isMine,
        refuse: isOpen && !isMine,
        withdraw: isOpen && isMine && state === "proposed",
      },
    };
  }

  async function rowOf({ tenant }: Caller, id: string): Promise<ErasureRow> {
    const row = await readRegistered(ports, tenant, id);
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
  async function stillSo(caller: Caller, id: string): Promise<Plan & { readonly standing: Standing }> {
    const { row, words } = await db.transaction(caller.tenant, (tx) => holdOpened(ports, caller, tx, id));
    // First, so that whatever is written while the rest is read is noticed.
    const all = await chart.newestUnder(caller.tenant, row.patient);
    const isOff = row.request !== null && (await ports.request(caller, row.request))?.isOff !== false;
    const plan = isOff ? undefined : await planOrNone(caller, row.patient, words);
    if (plan !== undefined && sameFates(plan.fates, words.fates)) {
      const names = new Set(plan.fates.map(({ record }) => record.split("/")[1]));
      // Others of a patient who stays are written every hour.
      const standing = words.records === undefined ? all : new Map([...all].filter(([one]) => names.has(one)));
      return { ...plan, standing };
    }
    const why = isOff
      ? "the request that this answers was taken back or refused: nothing is erased for it"
      : "the record, the rules or the holds aren't as they were when this was proposed: propose it anew";
    await lapse(caller, id, why);
    throw new ErasureError("erasure/changed", why);
  }

  async function planOrNone(caller: Caller, patient: ResourceId, { choices, records }: ErasureWords) {
    try {
      return await planned(caller, patient, { choices, records });
    } catch (error) {
      const isGone = error instanceof ChartError && error.code === "chart/not-found";
      const isOther = error instanceof ErasureError;
      if (isGone || isOther) return undefined;
      throw error;
    }
  }

  return {
    async plan(caller, patient, { choices = [], records } = {}) {
      expectOfficer(caller);
      const plan = await planned(caller, patient, { choices, records });
      return { ...plan, untied: await untiedOf(caller, patient, { plan, isWhole: records === undefined }) };
    },

    async list(caller, { request } = {}) {
      expectOfficer(caller);
      const { tenant } = caller;
      const rows = await erasuresAsRegistered(ports, tenant, (tx) =>
        erasureRows(tx, tenant, { request, limit: mostListed }),
      );
      const list: Erasure[] = [];
      for (const row of rows) list.push(await shown(caller, row));
      return list;
    },

    async isWhole(caller) {
      expectOfficer(caller);
      return tellOfTaken(ports, caller.tenant);
    },

    async read(caller, id) {
      expectOfficer(caller);
      return again(caller, id);
    },

    async propose(caller, { patient, request, records, choices: given, why }) {
      expectOfficer(caller);
      const { tenant } = caller;
      const reason = expectReason(why);
      const choices = given.map((choice) => ({ ...choice, ground: expectReason(choice.ground) }));
      for (const { until } of choices) {
        if (!(until > now() && until <= now() + mostYears * yearMilliseconds))
          throw new ErasureError("erasure/bad-date", `say until when: after today, and at most ${mostYears} years`);
      }
      if (request !== undefined) await expectSuitable(ports, caller, request, patient);
      const { fates } = await planned(caller, patient, { choices, records });
      if (!fates.some(({ action }) => action === "erase"))
        throw new ErasureError("erasure/nothing-to-erase", "all of this must stay: refuse the request instead");
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
        const scope = records === undefined ? "" : ", who stays";
        const detail = `propose: erasure of Patient/${patient}${scope}: ${erased} of ${fates.length} records (${id})`;
        const entries = await ports.record(tx, caller, { action: "erasure-decided", at, why: reason, detail });
        const step = { event: "propose", at, by: { id: caller.id, name: caller.name }, why: reason, entries } as const;
        const row = sealErasure(sealing, place, { choices, records, fates, steps: [step] });
        if (!(await insertRegistered(tx, tenant, sealing, row)))
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
      const { standing, fates, staying } = await stillSo(caller, id);
      const sign = await decisions.signer(caller, { meaning: "approval", password });
      let isWhole = true;
      await db.transaction(tenant, async (tx) => {
        const held = await holdOpened(ports, caller, tx, id);
        isWhole = held.words.records === undefined;
        if (held.row.changed_at !== known.changed_at || held.row.state !== known.state)
          throw new ErasureError("erasure/illegal-change", "somebody else decided on it at the same moment");
        const signature = await sign(tx, erasureDecision(held, fates, reason));
        await writeStep(ports, caller, tx, held, {
          event: "approve",
          why: reason,
          decider: person,
          more: { signature, fates },
        });
      });
      try {
        const { patient, request } = known;
        const decided = { patient, request, fates, standing };
        if (isWhole) await carryOut(ports, caller, id, decided);
        else await carryOutRecords(ports, caller, id, { ...decided, staying });
      } catch (error) {
        if (error instanceof ErasureError && (error.code === "erasure/changed" || error.code === "erasure/held"))
          await lapse(caller, id, error.message);
        throw error;
      }
      if (!isWhole) ports.endKeysSoon(tenant);
      return again(caller, id);
    },

    async certificate(caller, id) {
      expectOfficer(caller);
      const { words, formerKeys: keys } = await again(caller, id);
      if (words?.certificate === undefined) throw unknownErasure();
      const notes = keys?.certificates ?? [];
      return { ...words.certificate, formerKeys: notes.length === 0 ? undefined : notes.join("\n") };
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

function targetIn(record: string): Target | undefined {
  const [type = "", id = ""] = record.split("/");
  return isResourceType(type) && isUuid(id) ? { type, id: id as ResourceId } : undefined;
}

function notBySame(): ErasureError {
  return new ErasureError("erasure/four-eyes", "somebody other than who proposed it decides");
}

/** @throws ErasureError `erasure/four-eyes` */
function expectAnother({ proposer }: ErasureRow, person: PersonId): void {
  if (proposer === person) throw notBySame();
}

/** An approval, as its approver signs it. */
function erasureDecision(
  { row: { id, patient, proposer }, words }: HeldErasure,
  fates: readonly Fate[],
  reason: string,
): Decision {
  const named = (action: Fate["action"]) => fates.filter((fate) => fate.action === action).map(({ record }) => record);
  const erased = Object.entries(countByType(named("erase"))).map(([type, count]) => `${count} ${type}`);
  return {
    kind: "erasure",
    id,
    whom: { id: patient, name: `Patient/${patient}` },
    what: {
      erased: words.records === undefined ? erased.join(", ") : named("erase").join(", "),
      ...(words.records === undefined ? {} : { scope: "certain records" }),
      kept: named("keep").join(", "),
      restricted: named("restrict").join(", "),
      proposedBy: proposer,
    },
    decision: "erase",
    reason,
  };
}
