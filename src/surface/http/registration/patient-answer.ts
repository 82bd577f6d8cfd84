import type { AlikePatient } from "../../../../contract/index.ts";
import { type Alike, nameOf, numberOf } from "../../../care/registration/index.ts";

/** What tells people apart, of a record as the caller sees it. */
export function alikeAnswer({ id, patient, score, because }: Alike): AlikePatient {
  const { birthDate, gender } = patient;
  return {
    id,
    name: nameOf(patient) ?? "Name not recorded",
    birthDate: typeof birthDate === "string" ? birthDate : undefined,
    sex: typeof gender === "string" ? gender : undefined,
    number: numberOf(patient),
    score,
    because: [...because],
  };
}
