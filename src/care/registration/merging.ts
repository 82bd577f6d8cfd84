import { type FhirResource, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type ChartErrorCode } from "../../custody/chart/index.ts";
import { type MergeWords, type UndoneMerge, asMerged, asUnmerged, linksText, mergedIn, undoneIn } from "./links.ts";
import type { PassingMerge } from "./merge-gate.ts";
import type { RegistrationPorts } from "./ports.ts";
import { RegistrationError } from "./registration-error.ts";

export interface Merge {
  readonly survivor: ResourceId;
  readonly replaced: ResourceId;
  readonly why: string;
}

/** A record that belongs to another, as the caller sees it. */
export interface Replaced {
  readonly id: ResourceId;
  readonly patient: FhirResource;
  readonly words: MergeWords | undefined;
}

/** What was merged with a record, as far as the caller sees it. */
export interface Merges {
  /** The record that replaces it. Undefined also where the caller doesn't see that one. */
  readonly survivor: ResourceId | undefined;
  /** How it was replaced. */
  readonly words: MergeWords | undefined;
  readonly isReplaced: boolean;
  /** Those that it replaces, and those that these replaced. */
  readonly replaces: readonly Replaced[];
  readonly undone: readonly UndoneMerge[];
}

interface Read {
  readonly version: number;
  readonly patient: FhirResource;
}

/** Records that replaced one another in turn. More are an import's, or somebody's doing. */
const mostRecords = 50;

async function read({ chart }: Pick<RegistrationPorts, "chart">, caller: Caller, id: ResourceId): Promise<Read> {
  try {
    const { value } = await chart.read(caller, { type: "Patient", id });
    return { version: value.version, patient: parseStoredText(value.body.toString()) as FhirResource };
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw new RegistrationError("registration/unknown-patient", "there is no such patient that you may see", {
        cause: error,
      });
    throw error;
  }
}

async function expectMergeable({ forbids }: RegistrationPorts, tenant: TenantId, ids: readonly ResourceId[]) {
  for (const id of ids) {
    const why = await forbids(tenant, id);
    if (why !== undefined) throw new RegistrationError("registration/not-to-be-merged", why);
  }
}

function wordsBy(ports: RegistrationPorts, { name }: Caller, why: string): MergeWords {
  return { at: new Date(ports.now()).toISOString(), by: name, why };
}

/**
 * Changes the replaced record. The other one is written anew as it is: so each merge is decided by what those before it made, whichever
 * process wrote them, and each patient's ledger has it. Nothing of one record gets into the other: each stays sealed under its own key,
 * with its own consents and ledger.
 */
async function writeBoth(
  ports: RegistrationPorts,
  caller: Caller,
  merge: Omit<PassingMerge, "links">,
  { replaced, survivor }: { readonly replaced: Read; readonly survivor: Read },
): Promise<void> {
  const entry = (id: ResourceId, { patient, version }: Read) =>
    ({ kind: "update", type: "Patient", id, resource: patient, ifMatch: version }) as const;
  try {
    await ports.gate.through(caller.tenant, { ...merge, links: linksText(replaced.patient) }, () =>
      ports.chart.transact(caller, [entry(merge.replaced, replaced), entry(merge.survivor, survivor)]),
    );
  } catch (error) {
    if (!(error instanceof ChartError && changedCodes.has(error.code))) throw error;
    throw new RegistrationError("registration/changed-meanwhile", "somebody changed one of these records: look again", {
      cause: error,
    });
  }
}

const changedCodes: ReadonlySet<ChartErrorCode> = new Set(["chart/precondition-failed", "chart/version-conflict"]);

/** Makes one record the other's. @throws RegistrationError, ChartError */
export async function mergeRecords(
  ports: RegistrationPorts,
  caller: Caller,
  { survivor, replaced, why }: Merge,
): Promise<void> {
  if (survivor === replaced) throw new RegistrationError("registration/same-record", "these are one record already");
  const [kept, gone] = [await read(ports, caller, survivor), await read(ports, caller, replaced)];
  const merged = mergedIn(gone.patient);
  // Sent again, it is done already.
  if (merged?.survivor === survivor) return;
  if (merged !== undefined)
    throw new RegistrationError("registration/already-merged", "this record was merged into another one before");
  if (mergedIn(kept.patient) !== undefined)
    throw new RegistrationError(
      "registration/already-merged",
      "the record that is to be kept was itself merged into another: choose that one",
    );
  await expectMergeable(ports, caller.tenant, [survivor, replaced]);
  const patient = asMerged(gone.patient, survivor, wordsBy(ports, caller, why));
  await writeBoth(
    ports,
    caller,
    { act: "records-merged", replaced, survivor },
    { replaced: { ...gone, patient }, survivor: kept },
  );
}

/** Makes a merged record one of its own again. Whoever does sees both. @throws RegistrationError, ChartError */
export async function undoMerge(
  ports: RegistrationPorts,
  caller: Caller,
  { replaced, why }: { readonly replaced: ResourceId; readonly why: string },
): Promise<void> {
  const gone = await read(ports, caller, replaced);
  const merged = mergedIn(gone.patient);
  if (merged === undefined) throw new RegistrationError("registration/not-merged", "this record isn't merged");
  const { survivor } = merged;
  const kept = await read(ports, caller, survivor);
  await expectMergeable(ports, caller.tenant, [survivor, replaced]);
  const patient = asUnmerged(gone.patient, merged, wordsBy(ports, caller, why));
  await writeBoth(
    ports,
    caller,
    { act: "merge-undone", replaced, survivor },
    { replaced: { ...gone, patient }, survivor: kept },
  );
}

/** The records that belong to this one: those that it replaces, and what these replaced. Found as the caller sees them: what they don't
 *  see isn't there. Nothing is noted, for nothing but ids that they may search is told. */
export async function belonging(
  { rehearsal }: Pick<RegistrationPorts, "rehearsal">,
  caller: Caller,
  patient: ResourceId,
): Promise<readonly Replaced[]> {
  const found = new Map<ResourceId, Replaced>();
  for (let asked: readonly ResourceId[] = [patient]; asked.length > 0 && found.size < mostRecords; ) {
    const { value } = await rehearsal.search(caller, "Patient", [
      ["link", asked.map((id) => `Patient/${id}`).join(",")],
      ["_count", String(mostRecords)],
    ]);
    const next: ResourceId[] = [];
    for (const { id, body } of value.matches) {
      const resource = parseStoredText(body.toString()) as FhirResource;
      const merged = mergedIn(resource);
      if (id === patient || found.has(id) || merged === undefined || !asked.includes(merged.survivor)) continue;
      found.set(id, { id, patient: resource, words: merged.words });
      next.push(id);
    }
    asked = next;
  }
  return [...found.values()];
}

/** What was merged with a record, and what was taken apart again. Each record that is told of is witnessed. @throws RegistrationError */
export async function readMerges(ports: RegistrationPorts, caller: Caller, id: ResourceId): Promise<Merges> {
  const { patient } = await read(ports, caller, id);
  const merged = mergedIn(patient);
  const survivor = merged === undefined ? undefined : await seen(ports, caller, merged.survivor);
  const replaces = await belonging(ports, caller, id);
  const shown =
    replaces.length === 0
      ? new Set<ResourceId>()
      : new Set(
          (
            await ports.chart.search(caller, "Patient", [["_id", replaces.map((one) => one.id).join(",")]])
          ).value.matches.map((match) => match.id),
        );
  return {
    survivor,
    words: merged?.words,
    isReplaced: merged !== undefined,
    replaces: replaces.filter((one) => shown.has(one.id)),
    undone: undoneIn(patient),
  };
}

async function seen(ports: RegistrationPorts, caller: Caller, id: ResourceId): Promise<ResourceId | undefined> {
  try {
    await read(ports, caller, id);
    return id;
  } catch (error) {
    if (error instanceof RegistrationError) return undefined;
    throw error;
  }
}
