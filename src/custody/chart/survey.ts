import { type FhirResource, type ResourceType, parseStoredText } from "../../foundation/fhir/index.ts";
import { type ResourceId, positionToMilliseconds } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { ChartError, namingAltered, notFound } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { actorOf } from "./witnessing.ts";

/** One record in passing: its newest content, the last before a deletion. */
export interface SurveyedRecord {
  readonly type: ResourceType;
  readonly id: ResourceId;
  /** Whose key seals it; undefined for what is about nobody. */
  readonly patient: ResourceId | undefined;
  /** When it was written or deleted last, milliseconds since 1970. */
  readonly writtenAt: number;
  readonly resource: FhirResource;
}

export interface SurveyQuery<T> {
  /** This patient's records alone. */
  readonly patient?: ResourceId | undefined;
  /** What the ledger says it is for: a sentence. */
  readonly why: string;
  /** What is kept of a record. Nothing else of it leaves: no names, no content. */
  readonly keep: (record: SurveyedRecord) => T;
}

export interface SurveyPage<T> {
  readonly kept: readonly T[];
  /** Records so far, and in all. */
  readonly done: number;
  readonly total: number;
}

const needs = "retention.manage";
const action: LedgerAction = "retention-looked";
/** At most, and fewer where they are large. */
const openedTogether = 200;

/** Goes through every record of the organisation, or of one patient, whatever the caller may read of them: retention that misses what is
 *  hidden would destroy it too early. Only what `keep` makes of each leaves. Witnessed before the first record is opened; one patient's,
 *  in that patient's part of the ledger. @throws ChartError `chart/not-permitted`, `chart/not-found`, `chart/altered` */
export async function* survey<T>(
  ports: ChartPorts,
  caller: Caller,
  { patient, why, keep }: SurveyQuery<T>,
): AsyncGenerator<SurveyPage<T>> {
  if (!caller.permissions.has(needs))
    throw new ChartError("chart/not-permitted", "deciding how long records are kept is not for you");
  const { records, ledger, now } = ports;
  const { tenant, from, requestId, purpose } = caller;
  const only = patient === undefined ? undefined : await records.idsUnder(tenant, patient);
  if (only?.length === 0) throw notFound();
  const entry = { at: now(), action, actor: actorOf(caller), why, from, requestId, resources: [], purpose };
  await ledger.witness(tenant, [{ entry: { ...entry, count: only?.length ?? 0 }, patient }]);

  const total = only?.length ?? (await records.countAll(tenant));
  let after: ResourceId | undefined;
  /** Of the next of the one patient's. */
  let place = 0;
  let done = 0;
  for (;;) {
    const page = await namingAltered(
      only === undefined
        ? records.newestAfter(tenant, after, openedTogether)
        : records.newestOfFirst(tenant, only.slice(place, place + openedTogether)),
    );
    const last = page.at(-1);
    if (last === undefined) return;
    const kept: T[] = [];
    for (const version of page) {
      const content = version.deleted ? await lastContent(ports, caller, version) : version;
      if (content === undefined) continue;
      const { type, id } = version;
      const resource = parseStoredText(content.body.toString()) as FhirResource;
      const writtenAt = positionToMilliseconds(version.position);
      kept.push(keep({ type, id, patient: content.patient, writtenAt, resource }));
    }
    after = last.id;
    place = (only?.indexOf(last.id, place) ?? 0) + 1;
    done += page.length;
    yield { kept, done, total: Math.max(total, done) };
  }
}

async function lastContent(
  { records }: ChartPorts,
  { tenant }: Caller,
  { id, version }: OpenVersion,
): Promise<OpenVersion | undefined> {
  return (await namingAltered(records.historyOf(tenant, { id, belowVersion: version, limit: 1 })))[0];
}
