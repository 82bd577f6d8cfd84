import { isDeepStrictEqual } from "node:util";
import type { FhirMeta } from "../../foundation/fhir/index.ts";
import { type Permit, permit } from "./access.ts";
import type { Change, Changing, ExpectedVersion } from "./change.ts";
import { expectCurrent, prepareNext } from "./prepare-change.ts";
import { expectKeeper } from "./emergency-writes.ts";
import type { Target } from "./read.ts";
import { type Shown, asWritten, parse } from "./sight.ts";
import { expectValid } from "./writing.ts";

/** What becomes of a record's meta. Pure. @param meta as whoever changes it sees it */
export type EditMeta = (meta: FhirMeta) => FhirMeta;

export type MetaChange =
  | { readonly kind: "changed"; readonly change: Change }
  /** It says so already: `shown` is how the caller sees the record. */
  | { readonly kind: "same"; readonly permitted: Permit; readonly shown: Shown };

/** A change of a record's meta alone, by all the rules of an update. @throws ChartError */
export async function prepareMetaChange(
  changing: Changing,
  target: Target,
  edit: EditMeta,
  expected: ExpectedVersion,
): Promise<MetaChange> {
  const permitted = permit(changing.ports, changing.caller, "update", target.type);
  // The answer is the whole meta: more than was sent.
  permit(changing.ports, changing.caller, "read", target.type);
  expectKeeper(changing.caller, target.type);
  const current = await expectCurrent(changing, permitted, target, expected);
  const shown = { ...current, ...asWritten(permitted, current) };
  const seen = parse(shown);
  const before = seen.meta ?? {};
  const meta = edit(before);
  if (isDeepStrictEqual(meta, before)) return { kind: "same", permitted, shown };
  const resource = { ...seen, meta };
  expectValid(resource, target.type);
  return { kind: "changed", change: await prepareNext(changing, permitted, current, resource) };
}
