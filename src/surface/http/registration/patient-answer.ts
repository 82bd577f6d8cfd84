import type { AlikePatient, PatientMerges } from "../../../../contract/index.ts";
import { type Alike, type Merges, mergedIn, nameOf, numberOf } from "../../../care/registration/index.ts";

/** What tells people apart, of a record as the caller sees it. */
export function alikeAnswer({ id, patient, score, because }: Alike): AlikePatient {
  const { birthDate, gender } = patient;
  return {
    id,
    name: nameOf(patient) ?? "Name not recorded",
    birthDate: typeof birthDate === "string" ? birthDate : undefined,
    sex: typeof gender === "string" ? gender : undefined,
    number: numberOf(patient),
    replacedById: mergedIn(patient)?.survivor,
    score,
    because: [...because],
  };
}

export function mergesAnswer({ survivor, words, isReplaced, replaces, undone }: Merges): PatientMerges {
  return {
    replaced: isReplaced ? { survivorId: survivor, words } : undefined,
    replaces: replaces.map(({ id, patient, words: of }) => ({
      id,
      name: nameOf(patient) ?? "Name not recorded",
      birthDate: typeof patient["birthDate"] === "string" ? patient["birthDate"] : undefined,
      number: numberOf(patient),
      words: of,
    })),
    undone: [...undone],
  };
}
