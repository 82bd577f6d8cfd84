import { type ResourceId, positionToMilliseconds } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { mayReach, permit } from "./access.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { newestContent, versionsFor } from "./newest-content.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import type { Target } from "./read.ts";
import { type Shown, show } from "./sight.ts";
import { witnessed } from "./witnessing.ts";
import { notFound } from "./chart-error.ts";

/** A record that somebody deleted. What it said is in its history, as long as the patient's record is kept. */
export interface DeletedRecord extends Target {
  /** Milliseconds since 1970. */
  readonly deletedAt: number;
}

export interface DeletionsQuery {
  readonly patient: ResourceId;
  readonly cursor?: string | undefined;
}

export interface DeletionsPage {
  readonly deleted: readonly DeletedRecord[];
  readonly next: string | undefined;
}

const onPage = 100;
const begin = Number.MAX_SAFE_INTEGER;

/** What was deleted of a patient's record, newest first, as far as the caller saw it before: nothing leads there but its id.
 *  @throws ChartError `chart/not-permitted`, `chart/not-found`, `chart/bad-cursor` */
export async function readDeletions(
  ports: ChartPorts,
  caller: Caller,
  { patient, cursor }: DeletionsQuery,
): Promise<Witnessing<DeletionsPage>> {
  const reading = permit(ports, caller, "history", "Patient");
  const versions = versionsFor(ports, caller);
  const whose = await newestContent(versions, caller, patient);
  if (whose?.type !== "Patient" || show(reading, whose) === undefined) throw notFound();
  const vault = await ports.keyring.vault(caller.tenant);
  const name = `deletions|${patient}`;
  const place = cursor === undefined ? undefined : openCursor(vault, caller, name, cursor);
  let before = place !== undefined && "before" in place ? place.before : begin;
  const seen: Shown[] = [];
  // A page that is shorter by what is hidden would tell how much is.
  while (seen.length <= onPage) {
    const found = await versions.deletionsUnder(caller.tenant, { patient, before, limit: onPage + 1 });
    for (const deletion of found) {
      const shown = await shownDeletion(ports, caller, deletion);
      if (shown !== undefined) seen.push(shown);
    }
    const last = found.at(-1);
    if (last === undefined || found.length <= onPage) break;
    before = last.position;
  }
  const page = seen.slice(0, onPage);
  const last = page.at(-1);
  const act = { at: ports.now(), caller, action: "history" as const, why: reading.reason };
  const detail = `Patient/${patient}: what was deleted`;
  const entries = witnessed({ ...act, detail }, page);
  const entryIds = await ports.ledger.witness(
    caller.tenant,
    page.length === 0 ? entries.map((entry) => ({ ...entry, patient })) : entries,
  );
  const next =
    seen.length > page.length && last !== undefined
      ? sealCursor(vault, caller, name, { before: last.position })
      : undefined;
  const deleted = page.map(({ type, id, position }) => ({ type, id, deletedAt: positionToMilliseconds(position) }));
  return { value: { deleted, next }, entryIds };
}

/** A deletion is shown to those who saw what was deleted. */
async function shownDeletion(ports: ChartPorts, caller: Caller, deletion: OpenVersion): Promise<Shown | undefined> {
  const permitted = mayReach(ports, caller, "history", deletion.type);
  if (permitted === undefined) return undefined;
  const last = await newestContent(versionsFor(ports, caller), caller, deletion.id);
  const shown = last && show(permitted, last);
  return shown && { ...deletion, why: shown.why, emergency: shown.emergency, patients: shown.patients };
}
