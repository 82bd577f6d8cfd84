import { setImmediate as othersTurn } from "node:timers/promises";
import { type FhirResource, parseSearch, parseStoredText, rewriteReferences } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, namersOf, rowOf, withNamers } from "../access/index.ts";
import type { OpenVersion, SealedVersion } from "../records/index.ts";
import type { Permit } from "./access.ts";
import { type Change, alongsideOf, entriesOf, placedBy, writtenBy } from "./change.ts";
import { ChartError, RuleOvertaken } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { isOfErased } from "./of-erased.ts";
import { filedAsNamed, prepareFileLabels } from "./labels-of-files.ts";
import { isRecordRestricted, restricted } from "./restricted.ts";
import { explanation, parse } from "./sight.ts";
import { type Together, resolver } from "./import-names.ts";
import { type ImportOutcome, type ImportRefusal, refusalOf } from "./import-outcome.ts";
import { stamp } from "./stamp.ts";
import {
  type NewKeys,
  type Writer,
  expectPatientsNamed,
  expectStorable,
  expectUnsigned,
  isConflict,
  keyFor,
  madeBySigning,
} from "./writing.ts";

function sameContent(stored: FhirResource, incoming: FhirResource): boolean {
  const bare = ({ resourceType, id: _id, meta, ...rest }: FhirResource) => {
    const { versionId: _version, lastUpdated: _updated, ...kept } = meta ?? {};
    return JSON.stringify([resourceType, kept, rest]);
  };
  return bare(stored) === bare(incoming);
}

const versionsCompared = 20;
const mostNaming = 100;

/** Whether an earlier version said the same: then this file is an older one, or runs again, and must not undo what came after. */
async function wasImported(
  ports: ChartPorts,
  caller: Caller,
  { id, version }: OpenVersion,
  resource: FhirResource,
): Promise<boolean> {
  if (version === 1) return false;
  const earlier = await ports.records.historyOf(caller.tenant, { id, belowVersion: version, limit: versionsCompared });
  // As it would have been stored then: labels were put on it.
  const imported = ports.policy?.label(resource, undefined) ?? resource;
  return earlier.some(
    (one) => !one.deleted && sameContent(parseStoredText(one.body.toString()) as FhirResource, imported),
  );
}

/** An import takes no label off: run again, it would change what it made. */
function labelledImport(
  { policy }: ChartPorts,
  resource: FhirResource,
  before: FhirResource | undefined,
): FhirResource {
  if (policy === undefined) return resource;
  const takesOff = before !== undefined && policy.takesLabelOff(resource, before);
  return policy.label(takesOff ? policy.label(resource, undefined) : resource, before);
}

/** A file that is imported has the labels of what names it, whichever came first, and says whose file it is. Of reports that were here before
 *  their files no index knows. */
async function filedImport(
  { records }: ChartPorts,
  { tenant }: Caller,
  {
    id,
    file,
    before,
  }: { readonly id: ResourceId; readonly file: FhirResource; readonly before: FhirResource | undefined },
  changes: readonly Change[],
): Promise<FhirResource> {
  const here =
    before !== undefined
      ? []
      : await records.search(tenant, {
          type: "DocumentReference",
          filters: parseSearch("DocumentReference", [["location", `Binary/${id}`]]).filters,
          see: (version) => ({ version, resource: parse(version) }),
          from: 0,
          before: Number.MAX_SAFE_INTEGER,
          limit: mostNaming,
        });
  const naming = here.map(({ version, resource }) => ({ stored: version, resource, before: undefined }));
  const { resource, namedBy } = filedAsNamed(file, id, [...naming, ...changes]);
  return withNamers(resource, [...(before === undefined ? [] : namersOf(before)), ...namedBy]);
}

/** Whom an import may tell that a record is restricted: whoever decides that, and the operator at the console. */
function mayKnow({ kind, permissions }: Caller): boolean {
  return kind === "system" || permissions.has("rights.manage");
}

/** A rule refused in the transaction, as it does where somebody else has a place. Its cause is the ChartError. */
export class RefusedInside extends Error {
  override readonly name = "RefusedInside";
}

/** What rules want done in the transaction. */
function alongsideOrRefused(changes: readonly Change[]): ReturnType<typeof alongsideOf> {
  const works = alongsideOf(changes);
  return (
    works &&
    (async (tx) => {
      try {
        await works(tx);
      } catch (cause) {
        throw cause instanceof ChartError ? new RefusedInside("refused by a rule", { cause }) : cause;
      }
    })
  );
}

const entriesBetweenTurns = 10;

export async function importNamed(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  together: Together,
): Promise<ImportOutcome | "conflict" | RefusedInside> {
  const { named } = together;
  const keys = await ports.keyring.keys(caller.tenant);
  const resolve = await resolver(ports, caller, together);
  const stored = new Map(
    (
      await ports.records.newestAll(
        caller.tenant,
        named.map(({ id }) => id),
      )
    ).map((version) => [version.id, version]),
  );
  const erased = await ports.records.erasedAmong(
    caller.tenant,
    named.flatMap(({ id }) => (stored.has(id) ? [] : [id])),
  );
  const refused: ImportRefusal[] = [];
  const changes: Change[] = [];
  const newKeys: NewKeys = new Map();
  let unchanged = 0;
  let updated = 0;
  for (const [turn, { index, type, id, resource: source }] of named.entries()) {
    // A large bundle would keep everybody else waiting for half a second.
    if (turn % entriesBetweenTurns === entriesBetweenTurns - 1) await othersTurn();
    try {
      expectStorable(ports, source, type);
      const resource = { ...rewriteReferences(source, resolve), id };
      expectPatientsNamed(resource);
      const current = stored.get(id);
      if (erased.has(id) || (await isOfErased(ports, keys, newKeys, resource)))
        throw new ChartError(
          "chart/deleted",
          "it was erased here, or its patient was; an import doesn't bring it back",
        );
      if (current?.deleted === true)
        throw new ChartError("chart/deleted", "it was deleted here; an import doesn't bring it back");
      const before = current === undefined ? undefined : (parseStoredText(current.body.toString()) as FhirResource);
      if (current !== undefined && current.type !== type)
        throw new ChartError("chart/wrong-id", "a resource of another type has this id");
      const alone = labelledImport(ports, resource, before);
      const labelled =
        type === "Binary" ? await filedImport(ports, caller, { id, file: alone, before }, changes) : alone;
      if (
        current !== undefined &&
        before !== undefined &&
        (sameContent(before, labelled) || (await wasImported(ports, caller, current, resource)))
      ) {
        unchanged += 1;
        continue;
      }
      if (current !== undefined && (await isRecordRestricted(ports, caller.tenant, current))) {
        if (mayKnow(caller)) throw restricted(type);
        // As of one that says nothing new: whoever isn't told that it is restricted must not learn it from an import either.
        unchanged += 1;
        continue;
      }
      if (before !== undefined) expectUnsigned(before);
      // One that doesn't hold would discredit what it names for good: signatures aren't removed.
      if (ports.claimsToBeOurs?.(resource) === true) throw madeBySigning();
      const newest = current?.version ?? 0;
      const position = ports.positions();
      const version = newest + 1;
      const ruled = await ports.rules?.[type]?.({
        caller,
        action: "import",
        type,
        id,
        previous: before,
        next: labelled,
      });
      const stamped = stamp(ruled?.resource ?? labelled, { type, id, version, position });
      const under = await keyFor(keys, stamped, id, newKeys, true);
      const sealed: SealedVersion = ports.records.seal(keys, { type, id, version, position, resource: stamped, under });
      const patient = under.subject;
      const row = rowOf(stamped, { type, id, patient, writtenAt: ports.now() });
      changes.push({
        action: "import",
        permitted: importPermit,
        sealed,
        stored: { type, id, version, position, deleted: false, patient, body: Buffer.alloc(0) },
        explained: explanation(importPermit, row, undefined),
        resource: stamped,
        before,
        alongside: ruled?.alongside,
      });
      if (newest > 0) updated += 1;
    } catch (error) {
      refused.push(refusalOf(index, source, error));
    }
  }
  for (const { stored } of changes)
    if (stored.version > 1 && (await isRecordRestricted(ports, caller.tenant, stored))) return "conflict";
  if (changes.length > 0) {
    try {
      const all = [...changes, ...(await prepareFileLabels({ ports, caller, newKeys }, changes))];
      await write(caller.tenant, {
        versions: all.map(({ sealed }) => sealed),
        witnessed: entriesOf(ports, caller, all),
        written: all.map(writtenBy),
        placed: changes.flatMap((change) => placedBy(caller, change)),
        alongside: alongsideOrRefused(changes),
      });
    } catch (error) {
      if (isConflict(error) || error instanceof RuleOvertaken) return "conflict";
      if (error instanceof RefusedInside) return error;
      throw error;
    }
  }
  return { created: changes.length - updated, updated, unchanged, refused };
}

/** Importing writes without disclosing, so it asks for the permission to import and not for scopes to read each type. */
const importPermit: Permit = {
  kind: "permit",
  rows: { kind: "every" },
  reason: "with the permission to import records",
  obligations: [],
  redaction: undefined,
};
