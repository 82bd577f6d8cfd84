import { z } from "zod";
import { uuid } from "./common.ts";

const typed = z.string().trim().min(1).max(200);

/** Why a record looks like the newcomer's. */
export const likeBecause = z.enum([
  "same-name",
  "similar-name",
  "same-birth",
  "birth-day-and-month-swapped",
  "birth-one-digit",
  "same-phone",
  "same-email",
]);
export type LikeBecause = z.infer<typeof likeBecause>;

/** `POST /api/registration/alike` — who is registered already and looks like this, for those who may search patients. Posted, because
 *  addresses of pages are kept in logs and histories. */
export const newcomer = z.object({
  family: typed.optional(),
  given: typed.optional(),
  birthDate: z.iso.date().optional(),
  phone: typed.optional(),
  email: typed.optional(),
});
export type Newcomer = z.infer<typeof newcomer>;

export const alikePatient = z.object({
  id: uuid,
  name: z.string(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
  number: z.string().optional(),
  /** How much it looks like them: the likeliest stands first. */
  score: z.number(),
  because: z.array(likeBecause),
});
/** At most six. Each one's entry in the ledger says that they were shown. */
export const alikePatients = z.object({ alike: z.array(alikePatient) });
export type AlikePatient = z.infer<typeof alikePatient>;
export type AlikePatients = z.infer<typeof alikePatients>;
