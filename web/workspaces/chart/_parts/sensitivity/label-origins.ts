import type { SensitivityList } from "../../../../../contract/index.ts";
import type { Coding, Resource } from "../../../../ui/clinical/fhir-types.ts";

type Systems = Pick<SensitivityList, "system" | "removedBy">;

/** The versions of a record, newest first. */
export type LabelHistory = {
  readonly versions: readonly Resource[];
  /** Whether the first version is among them. */
  readonly isWhole: boolean;
};

/**
 * The version since which a label stands as it does now: put on, or taken off. Undefined where it never was either, and where that
 * version is older than those at hand.
 */
export function originOf(code: string, { versions, isWhole }: LabelHistory, systems: Systems): Resource | undefined {
  const [newest] = versions;
  const now = newest === undefined ? "none" : standingOf(newest, code, systems);
  if (now === "none") return undefined;
  const before = versions.findIndex((version) => standingOf(version, code, systems) !== now);
  if (before !== -1) return versions[before - 1];
  return isWhole ? versions.at(-1) : undefined;
}

type Standing = "code" | "hand" | "taken" | "none";

function standingOf({ meta }: Resource, code: string, { system, removedBy }: Systems): Standing {
  const of = (codings: readonly Coding[] | undefined, wanted: string) =>
    codings?.find((one) => one.system === wanted && one.code === code);
  const label = of(meta?.security, system);
  if (label !== undefined) return label.userSelected === false ? "code" : "hand";
  return of(meta?.tag, removedBy) === undefined ? "none" : "taken";
}

/** What of an AuditEvent says who wrote a version. */
export type WriteEvent = Resource & {
  readonly agent?: readonly { readonly name?: string; readonly requestor?: boolean }[];
  readonly entity?: readonly { readonly what?: { readonly reference?: string } }[];
  readonly action?: string;
};

/** The name of whoever wrote a version, where one of these events tells. */
export function writerOf({ resourceType, id, meta }: Resource, events: readonly WriteEvent[]): string | undefined {
  const written = `${resourceType}/${id}/_history/${meta?.versionId}`;
  const event = events.find(
    ({ action, entity = [] }) =>
      (action === "C" || action === "U") && entity.some(({ what }) => what?.reference === written),
  );
  return event?.agent?.find(({ requestor }) => requestor === true)?.name;
}
