import { sexText } from "../../../ui/patient-words.ts";

/** Administrative sex, as R4 has it. */
export const sexes = (["female", "male", "other", "unknown"] as const).map((value) => ({
  value,
  label: sexText({ gender: value }) ?? value,
}));
