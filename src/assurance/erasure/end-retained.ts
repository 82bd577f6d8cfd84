import type { Caller } from "../../custody/access/index.ts";
import type { Decision } from "../../custody/signatures/index.ts";
import { type PersonId, type ResourceId, type Secret, parsePersonId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { ErasureError } from "./erasure-error.ts";
import { type RetainedFacts, openFacts, sealFacts } from "./opened.ts";
import type { ErasurePorts } from "./ports.ts";
import { reissueAfterEnd } from "./reissue.ts";
import { type RetainedFactsRow, emptyRetained, holdRetainedOf, storeRetained } from "./retained-table.ts";
import { type RetainedEvent, stepRetained } from "./state.ts";
import { alteredErasure } from "./write-step.ts";

interface Asked {
  readonly erasure: string;
  readonly why: string;
  /** Those that nothing keeps any more. */
  readonly ids: ReadonlySet<ResourceId>;
}

type Held = { readonly row: RetainedFactsRow; readonly facts: RetainedFacts };

/** Of an erasure, held until the transaction ends. @throws ErasureError `erasure/altered` */
async function heldOf(
  { vault }: ErasurePorts,
  { tenant }: Caller,
  tx: Transaction,
  erasure: string,
): Promise<readonly Held[]> {
  const sealing = await vault(tenant);
  return (await holdRetainedOf(tx, tenant, erasure)).map((row) => {
    const facts = openFacts(sealing, row);
    if (facts === undefined) throw alteredErasure();
    return { row, facts };
  });
}

interface Change {
  readonly event: RetainedEvent;
  readonly why: string;
  readonly proposer?: PersonId | null;
  readonly decider?: PersonId | null;
  readonly more?: Partial<RetainedFacts>;
}

/** @returns the row as it is to be stored; the ledger tells of it already */
async function stepped(
  { vault, now, record }: ErasurePorts,
  caller: Caller,
  tx: Transaction,
  { row, facts }: Held,
  { event, why, proposer = row.proposer, decider = row.decider, more }: Change,
): Promise<RetainedFactsRow> {
  const at = now();
  const state = stepRetained(row.state, event);
  const place = { ...row, state, proposer, decider, changed_at: at };
  const detail = `${event}: ${facts.fate.record} of Patient/${row.patient}, retained as ${row.id}, is ${state} (erasure ${row.erasure})`;
  const entries = await record(tx, caller, { action: "erasure-decided", at, why, detail });
  const step = { event, at, by: { id: caller.id, name: caller.name }, why, entries };
  const next = { ...facts, ...more, steps: [...facts.steps, step] };
  return { ...place, sealed_facts: sealFacts(await vault(caller.tenant), place, next) };
}

function notOver(): ErasureError {
  return new ErasureError("erasure/not-over", "nothing of this is over: a period or a hold keeps each");
}

/** @throws ErasureError `erasure/not-over`, `erasure/altered` */
export async function proposeEnd(ports: ErasurePorts, caller: Caller, { erasure, why, ids }: Asked): Promise<void> {
  const proposer = parsePersonId(caller.id);
  await ports.db.transaction(caller.tenant, async (tx) => {
    const over = (await heldOf(ports, caller, tx, erasure)).filter(
      ({ row }) => row.state === "kept" && ids.has(row.id),
    );
    if (over.length === 0) throw notOver();
    for (const one of over)
      await storeRetained(
        tx,
        caller.tenant,
        await stepped(ports, caller, tx, one, { event: "propose", why, proposer }),
      );
  });
}

/** What was proposed is kept on. @throws ErasureError `erasure/illegal-change` where nothing was */
export async function giveBackEnd(
  ports: ErasurePorts,
  caller: Caller,
  { erasure, why }: Omit<Asked, "ids">,
): Promise<void> {
  await ports.db.transaction(caller.tenant, async (tx) => {
    const asked = (await heldOf(ports, caller, tx, erasure)).filter(({ row }) => isAsked(row));
    if (asked.length === 0) throw new ErasureError("erasure/illegal-change", "nobody asked for their destruction");
    for (const one of asked)
      await storeRetained(
        tx,
        caller.tenant,
        await stepped(ports, caller, tx, one, { event: "give-back", why, proposer: null, decider: null }),
      );
  });
}

const isAsked = ({ state }: RetainedFactsRow) => state === "proposed" || state === "approved";

/** Signed first, then each key goes in a transaction of its own: what breaks off is approved anew.
 *  @throws ErasureError `erasure/not-over`, `erasure/four-eyes`, `erasure/altered`; what signing throws */
export async function approveEnd(
  ports: ErasurePorts,
  caller: Caller,
  { erasure, why, ids, password }: Asked & { readonly password: Secret<string> | undefined },
): Promise<void> {
  const { db, decisions } = ports;
  const { tenant } = caller;
  const decider = parsePersonId(caller.id);
  const asked = async (tx: Transaction) => {
    const found = (await heldOf(ports, caller, tx, erasure)).filter(({ row }) => isAsked(row) && ids.has(row.id));
    if (found.length === 0) throw notOver();
    if (found.some(({ row }) => row.proposer === decider))
      throw new ErasureError("erasure/four-eyes", "somebody other than who proposed it decides");
    return found;
  };
  await db.transaction(tenant, asked);
  const sign = await decisions.signer(caller, { meaning: "approval", password });
  const approved = await db.transaction(tenant, async (tx) => {
    const found = await asked(tx);
    const signature = await sign(tx, endDecision(erasure, found, why));
    for (const one of found)
      await storeRetained(
        tx,
        tenant,
        await stepped(ports, caller, tx, one, { event: "approve", why, decider, more: { signature } }),
      );
    return found.map(({ row }) => row);
  });
  for (const { id, patient } of approved) await destroyOne(ports, caller, { id, patient, erasure, why });
}

async function destroyOne(
  ports: ErasurePorts,
  caller: Caller,
  { id, patient, erasure, why }: Pick<RetainedFactsRow, "id" | "patient" | "erasure"> & { readonly why: string },
): Promise<void> {
  const { tenant } = caller;
  const gone = await ports.destroyKeys(tenant, id, `retained record of erasure ${erasure}`, {
    records: [],
    async store(tx, { certificate }) {
      const held = (await heldOf(ports, caller, tx, erasure)).find(({ row }) => row.id === id);
      if (held?.row.state !== "approved") throw notOver();
      const covering = await ports.holds.forbidding(tx, tenant, patient);
      const { record, vouchesFor = [] } = held.facts.fate;
      if (covering.some(({ scope }) => scope.kind !== "record" || [record, ...vouchesFor].includes(scope.record)))
        throw new ErasureError("erasure/held", `a legal hold covers ${record}: it stays`);
      await emptyRetained(
        tx,
        tenant,
        await stepped(ports, caller, tx, held, { event: "destroy", why, more: { certificate } }),
      );
      await reissueAfterEnd(ports, tx, tenant, erasure);
    },
  });
  if (gone.kind === "held") throw new ErasureError("erasure/held", gone.why);
}

/** An approval, as its approver signs it. */
function endDecision(erasure: string, held: readonly Held[], reason: string): Decision {
  const patient = held[0]?.row.patient ?? "";
  return {
    kind: "erasure",
    id: erasure,
    whom: { id: patient, name: `Patient/${patient}` },
    what: { retained: held.map(({ row, facts }) => `${facts.fate.record} (${row.id})`).join(", ") },
    decision: "destroy",
    reason,
  };
}
