import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Obligation } from "../retention/index.ts";
import { ErasureError } from "./erasure-error.ts";

/** Of a patient's records those that go although the patient stays: what was asked for, with what is nothing without it. That is what vouches for
 *  these alone, and files that these alone name. Pure. @throws ErasureError `erasure/unknown-record`, `erasure/whole-only` */
export function chosenAmong(
  obligations: readonly Obligation[],
  patient: ResourceId,
  records: readonly string[],
): readonly Obligation[] {
  const chosen = new Set(records);
  const known = new Set(obligations.map(({ record }) => record));
  for (const record of chosen)
    if (!known.has(record)) throw new ErasureError("erasure/unknown-record", "this patient has no such record");
  if (chosen.has(`Patient/${patient}`))
    throw new ErasureError("erasure/whole-only", "who the patient is goes with the whole record only");
  for (let before = -1; before < chosen.size; ) {
    before = chosen.size;
    for (const one of obligations) if (isNothingWithout(one, obligations, chosen)) chosen.add(one.record);
  }
  return obligations.filter(({ record }) => chosen.has(record));
}

function isNothingWithout(
  { record, vouchesFor }: Obligation,
  obligations: readonly Obligation[],
  chosen: ReadonlySet<string>,
): boolean {
  if (vouchesFor.length > 0) return vouchesFor.every((target) => chosen.has(target));
  if (!record.startsWith("Binary/")) return false;
  const namedBy = obligations.filter(({ names }) => names.includes(record));
  return namedBy.length > 0 && namedBy.every((one) => chosen.has(one.record));
}

/** Records that stay and name one that goes: the officer should know. */
export function namersOf(obligations: readonly Obligation[], going: readonly Obligation[]): readonly string[] {
  const gone = new Set(going.map(({ record }) => record));
  return obligations
    .filter(({ record, names }) => !gone.has(record) && names.some((name) => gone.has(name)))
    .map(({ record }) => record);
}
