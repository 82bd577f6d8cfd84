import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Acknowledgement } from "./acknowledgement.ts";
import { type NewAcknowledgement, acknowledge, readAcknowledgements } from "./acknowledging.ts";
import { type BranchNumber, readBranchNumbers, setBranchPrefix } from "./branch-numbers.ts";
import { type CardKind, printCardOf } from "./card.ts";
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
  /** Writes down that a patient was given the privacy notice. @returns as `acknowledgements` */
  acknowledge(caller: Caller, given: NewAcknowledgement): Promise<readonly Acknowledgement[]>;
  /** Which notices a patient was given, newest first. */
  acknowledgements(caller: Caller, patient: ResourceId): Promise<readonly Acknowledgement[]>;
  /** A patient's card or label, as a PDF. */
  card(caller: Caller, card: { readonly kind: CardKind; readonly patient: ResourceId }): Promise<Buffer>;
  /** How each branch numbers its patients. */
  branchNumbers(caller: Caller): Promise<readonly BranchNumber[]>;
  setPrefix(
    caller: Caller,
    change: { readonly id: ResourceId; readonly version: number; readonly prefix: string | undefined },
  ): Promise<void>;
}

export function openRegistration(ports: RegistrationPorts): Registration {
  return {
    alike: (caller, newcomer) => findAlike(ports, caller, newcomer),
    merge: (caller, merge) => mergeRecords(ports, caller, merge),
    undoMerge: (caller, undo) => undoMerge(ports, caller, undo),
    merges: (caller, patient) => readMerges(ports, caller, patient),
    belonging: async (caller, patient) => (await belonging(ports, caller, patient)).map(({ id }) => id),
    acknowledge: (caller, given) => acknowledge(ports, caller, given),
    acknowledgements: (caller, patient) => readAcknowledgements(ports, caller, patient),
    card: (caller, card) => printCardOf(ports, caller, card),
    branchNumbers: (caller) => readBranchNumbers(ports, caller),
    setPrefix: (caller, change) => setBranchPrefix(ports, caller, change),
  };
}
