import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Alike, findAlike } from "./find-alike.ts";
import type { Newcomer } from "./likeness.ts";
import { type Merge, type Merges, belonging, mergeRecords, readMerges, undoMerge } from "./merging.ts";
import type { RegistrationPorts } from "./ports.ts";

/** The desk's work of registering people. Everything goes through the chart as the caller: what they don't see isn't there.
 *  Every method throws RegistrationError and ChartError. */
export interface Registration {
  /** Records that look like somebody, the likeliest first. */
  alike(caller: Caller, newcomer: Newcomer): Promise<readonly Alike[]>;
  merge(caller: Caller, merge: Merge): Promise<void>;
  undoMerge(caller: Caller, undo: { readonly replaced: ResourceId; readonly why: string }): Promise<void>;
  merges(caller: Caller, patient: ResourceId): Promise<Merges>;
  /** Ids of the records that were merged into this one. */
  belonging(caller: Caller, patient: ResourceId): Promise<readonly ResourceId[]>;
}

export function openRegistration(ports: RegistrationPorts): Registration {
  return {
    alike: (caller, newcomer) => findAlike(ports, caller, newcomer),
    merge: (caller, merge) => mergeRecords(ports, caller, merge),
    undoMerge: (caller, undo) => undoMerge(ports, caller, undo),
    merges: (caller, patient) => readMerges(ports, caller, patient),
    belonging: async (caller, patient) => (await belonging(ports, caller, patient)).map(({ id }) => id),
  };
}
