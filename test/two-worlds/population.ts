import type { Made } from "./making.ts";
import { ownAccount } from "./money.ts";
import { aPatient, aResource } from "./resources.ts";
import { type Random, chance, oneOf, uuidFrom } from "./random.ts";

/** One thing that happens to the record at a moment of its own. */
export type Happening =
  | { readonly at: number; readonly kind: "put"; readonly resource: Made }
  | { readonly at: number; readonly kind: "delete"; readonly type: string; readonly id: string };

export interface Directory {
  readonly facilities: readonly [string, string];
  readonly practitioners: readonly [string, string];
  /** Where patients are booked. The therapist and the room have hours, and are booked by whoever asks alone: a time that somebody has
   *  is told by design. */
  readonly clinic: {
    readonly branch: string;
    /** Of the second facility. */
    readonly otherBranch: string;
    readonly room: string;
    readonly kind: string;
    readonly therapist: string;
    readonly role: string;
    readonly price: string;
    /** Somebody asked for something at the branch, and a time is kept there that is nobody's yet. */
    readonly enquiry: string;
    readonly hold: string;
  };
}

/** Ids for what is about to be made, and for references to it before or without it. */
export interface IdPools {
  readonly patients: readonly string[];
  readonly records: readonly string[];
}

export interface Draw {
  readonly random: Random;
  readonly directory: Directory;
  /** The facility of the patients made. */
  readonly facility: string;
  readonly patients: readonly string[];
  readonly recordsEach: number;
  /** Ids that references may name, whether anything is there or not. */
  readonly others: readonly string[];
  readonly label?: (() => string | undefined) | undefined;
  /** Milliseconds since 1970 of the first; each next is some seconds later. */
  readonly from: number;
  readonly stepMilliseconds: number;
}

export function pools(random: Random, patients: number, records: number): IdPools {
  return {
    patients: Array.from({ length: patients }, () => uuidFrom(random)),
    records: Array.from({ length: records }, () => uuidFrom(random)),
  };
}

/** Patients with their records: some are written twice, some removed. */
export function people(draw: Draw): Happening[] {
  const { random, facility } = draw;
  const happenings: Happening[] = [];
  let at = draw.from;
  const next = () => (at += draw.stepMilliseconds);
  for (const patient of draw.patients) {
    happenings.push({ at: next(), kind: "put", resource: aPatient(random, patient, facility) });
    const account = uuidFrom(random);
    happenings.push({ at: next(), kind: "put", resource: ownAccount(random, account, patient) });
    happenings.push(...recordsOf({ ...draw, from: at, others: [...draw.others, account] }, patient));
    at += draw.stepMilliseconds * draw.recordsEach * 3;
    if (chance(random, 0.2))
      happenings.push({ at: next(), kind: "put", resource: aPatient(random, patient, facility) });
  }
  return happenings;
}

/** Records of one patient. */
export function recordsOf(draw: Draw, patient: string): Happening[] {
  const { random, directory, facility, others, label } = draw;
  const happenings: Happening[] = [];
  let at = draw.from;
  const next = () => (at += draw.stepMilliseconds);
  for (let count = 0; count < draw.recordsEach; count += 1) {
    const making = {
      id: uuidFrom(random),
      patient,
      others,
      organisation: facility,
      practitioner: oneOf(random, directory.practitioners),
      clinic: { ...directory.clinic, branch: branchOf(directory, facility) },
      label: label?.(),
    };
    const first = aResource(random, making);
    happenings.push({ at: next(), kind: "put", resource: first });
    if (chance(random, 0.15)) {
      let again = aResource(random, making);
      while (again.resourceType !== first.resourceType) again = aResource(random, making);
      happenings.push({ at: next(), kind: "put", resource: again });
    }
    if (chance(random, 0.08)) happenings.push({ at: next(), kind: "delete", type: first.resourceType, id: first.id });
  }
  return happenings;
}

/** Where patients of a facility come and pay. */
function branchOf({ clinic, facilities }: Directory, facility: string): string {
  return facility === facilities[1] ? clinic.otherBranch : clinic.branch;
}

export function idsIn(happenings: readonly Happening[]): string[] {
  return [...new Set(happenings.flatMap((one) => (one.kind === "put" ? [one.resource.id] : [])))];
}
