import type { Caller } from "../../custody/access/index.ts";
import type { TakenRecord } from "../../custody/chart/index.ts";
import { type JsonValue, parseStoredText } from "../../foundation/fhir/index.ts";
import type { NewPatientKey } from "../../custody/keyring/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { certifyErasure } from "./certificate.ts";
import { ErasureError } from "./erasure-error.ts";
import type { Fate } from "./fate.ts";
import { sealFacts } from "./opened.ts";
import type { ErasurePorts } from "./ports.ts";
import { bodyContext } from "./retained-body.ts";
import { type RetainedRow, insertRetained } from "./retained-table.ts";
import { alteredErasure, holdOpened, writeStep } from "./write-step.ts";

/** What is stored in the transaction in which the rest goes. */
export interface Resealed {
  readonly record: string;
  readonly row: RetainedRow;
  readonly key: NewPatientKey;
}

/** The newest version of each of a patient's records, at the moment at which it was decided. */
export type Standing = ReadonlyMap<ResourceId, number>;

/** What was decided, and of what. */
export interface ToCarryOut {
  readonly patient: ResourceId;
  readonly request: string | null;
  readonly fates: readonly Fate[];
  readonly standing: Standing;
}

/** What stays is sealed anew, every key of the patient goes, and the certificate is written, in one transaction: all of it happens, or
 *  nothing does. @throws ErasureError `erasure/changed`, `erasure/held` */
export async function carryOut(
  ports: ErasurePorts,
  caller: Caller,
  id: string,
  { patient, request, fates, standing }: ToCarryOut,
): Promise<void> {
  const { chart, destroyKeys, dropCaches, requestStands } = ports;
  const { tenant } = caller;
  const resealed = await reseal(ports, caller, { erasure: id, patient, fates });
  const gone = await destroyKeys(tenant, patient, `erasure ${id}`, {
    records: resealed.map(({ record }) => record),
    async store(tx, { at, certificate }) {
      if (request !== null && !(await requestStands(tx, tenant, request))) throw changed();
      // Nobody writes any more until this ends; what was written since then would go unseen.
      if (!isSame(await chart.newestUnder(tenant, patient, tx), standing)) throw changed();
      await storeResealed(ports, tx, tenant, resealed);
      await finish(ports, caller, tx, { id, resealed, at, keys: certificate });
      await dropCaches(tx, tenant);
    },
  });
  switch (gone.kind) {
    case "destroyed":
      return;
    case "held":
      throw new ErasureError("erasure/held", gone.why);
    case "gone":
      throw changed();
  }
}

export function changed(): ErasureError {
  return new ErasureError(
    "erasure/changed",
    "this patient's record, or the request, changed at the same moment: look at it again",
  );
}

export function isSame(one: Standing, other: Standing): boolean {
  return one.size === other.size && [...one].every(([id, version]) => other.get(id) === version);
}

/** By the schema's owner. */
export async function storeResealed(
  { storeRetentionKey }: Pick<ErasurePorts, "storeRetentionKey">,
  tx: Transaction,
  tenant: TenantId,
  resealed: readonly Resealed[],
): Promise<void> {
  for (const { key, row } of resealed) {
    await storeRetentionKey(tx, tenant, key);
    await insertRetained(tx, tenant, row);
  }
}

/** @throws ErasureError `erasure/changed` where what must stay isn't there */
export async function reseal(
  ports: ErasurePorts,
  caller: Caller,
  {
    erasure,
    patient,
    fates,
  }: { readonly erasure: string; readonly patient: ResourceId; readonly fates: readonly Fate[] },
): Promise<readonly Resealed[]> {
  const { chart, newId, newRetentionVault, now, vault } = ports;
  const { tenant } = caller;
  const staying = new Map(fates.filter(({ action }) => action !== "erase").map((fate) => [fate.record, fate]));
  if (staying.size === 0) return [];
  const idOf = (record: string) => record.split("/")[1] as ResourceId;
  const taken = await chart.takeOut(caller, {
    patient,
    // The patient's own resource says whose they are.
    ids: [...new Set([patient, ...[...staying.keys()].map(idOf)])],
    why: "to keep what has to stay of a record that is erased",
  });
  const whom = identityIn(taken, patient);
  const sealing = await vault(tenant);
  const resealed: Resealed[] = [];
  for (const { type, id, versions } of taken) {
    const record = `${type}/${id}`;
    const fate = staying.get(record);
    if (fate === undefined) continue;
    const own = newId();
    const { vault: under, key } = await newRetentionVault(tenant, own);
    const place = {
      id: own,
      erasure,
      patient,
      state: "kept",
      until: fate.until ?? null,
      proposer: null,
      decider: null,
      changed_at: now(),
    } as const;
    const body = Buffer.from(JSON.stringify({ whom, record, versions }));
    resealed.push({
      record,
      key,
      row: {
        ...place,
        sealed_facts: sealFacts(sealing, place, { fate, versions: versions.length, steps: [] }),
        sealed: under.seal(bodyContext(place), body),
      },
    });
  }
  if (resealed.length !== staying.size) throw changed();
  return resealed;
}

/** A prescription that says of nobody whose it is would be kept for nothing. */
function identityIn(taken: readonly TakenRecord[], patient: ResourceId): Readonly<Record<string, JsonValue>> {
  const own = taken.find(({ type, id }) => type === "Patient" && id === patient);
  const text = own?.versions.find(({ deleted }) => !deleted)?.body;
  const resource = (text === undefined ? {} : parseStoredText(text)) as Readonly<Record<string, JsonValue>>;
  const named = ["identifier", "name", "birthDate"].flatMap((name): [string, JsonValue][] => {
    const value = resource[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { reference: `Patient/${patient}`, ...Object.fromEntries(named) };
}

interface Finished {
  readonly id: string;
  readonly resealed: readonly Resealed[];
  readonly at: number;
  /** What the key administration certified, where every key of the patient is gone. */
  readonly keys?: string;
  /** Keys that sealed what is erased, where the patient stays. */
  readonly keyNos?: readonly number[];
}

/** Writes the certificate, and the last step. */
export async function finish(
  ports: ErasurePorts,
  caller: Caller,
  tx: Transaction,
  { id, resealed, at, keys, keyNos }: Finished,
): Promise<void> {
  const { certify, keyArchiveDays } = ports;
  const { tenant }: { readonly tenant: TenantId } = caller;
  const held = await holdOpened(ports, caller, tx, id);
  const { row, words } = held;
  const proposed = words.steps.find(({ event }) => event === "propose");
  const approved = words.steps.findLast(({ event }) => event === "approve");
  if (proposed === undefined || approved === undefined) throw alteredErasure();
  const certificate = await certifyErasure(
    {
      erasure: id,
      organisation: String(tenant),
      patient: row.patient,
      request: row.request ?? undefined,
      fates: words.fates,
      retained: new Map(resealed.map(({ record, row: { id: own } }) => [record, own])),
      proposed,
      approved,
      keys,
      keyNos,
      erasedAt: at,
      keyArchiveDays,
      issuedAt: at,
      ended: [],
    },
    (text) => certify(tenant, text),
  );
  await writeStep(ports, caller, tx, held, { event: "erase", why: approved.why, more: { certificate, keyNos } });
}
