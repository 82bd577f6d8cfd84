import { type Directory, type Happening, type IdPools, idsIn, people, pools } from "./population.ts";
import { type Random, seededRandom, uuidFrom } from "./random.ts";
import { hour, secondsBetween, start } from "./times.ts";

/** What both worlds of a pair have in common, and what either may refer to. */
export interface Plan {
  readonly seed: number;
  readonly random: Random;
  readonly directory: Directory;
  /** Patients whom the observer may meet; they are the same in both worlds. */
  readonly shown: readonly Happening[];
  readonly shownPatients: readonly string[];
  /** Ids of patients and records that may be there, hidden, in one world, in both or in none. */
  readonly doubtful: IdPools;
  readonly size: Size;
}

export interface Size {
  readonly patients: number;
  readonly recordsEach: number;
}

export function planOf(seed: number, size: Size, facility: 0 | 1 = 0): Plan {
  const random = seededRandom(seed);
  const directory: Directory = {
    facilities: [uuidFrom(random), uuidFrom(random)],
    practitioners: [uuidFrom(random), uuidFrom(random)],
    clinic: {
      branch: uuidFrom(random),
      otherBranch: uuidFrom(random),
      room: uuidFrom(random),
      kind: uuidFrom(random),
      therapist: uuidFrom(random),
      role: uuidFrom(random),
      price: uuidFrom(random),
      enquiry: uuidFrom(random),
      hold: uuidFrom(random),
    },
  };
  const doubtful = pools(random, size.patients, size.patients * 4);
  const shownPatients = Array.from({ length: size.patients }, () => uuidFrom(random));
  const shown = people({
    random,
    directory,
    facility: directory.facilities[facility],
    patients: shownPatients,
    recordsEach: size.recordsEach,
    others: doubtful.records,
    from: start + hour,
    stepMilliseconds: secondsBetween * 1000,
  });
  return { seed, random, directory, shown, shownPatients, doubtful, size };
}

export function shownIds(plan: Plan): readonly string[] {
  return idsIn(plan.shown);
}
