import { z } from "zod";
import { instant } from "./common.ts";

/** One in each day, week (from Monday) or month, by the clock in UTC. */
export const mailRhythm = z.enum(["day", "week", "month"]);
export type MailRhythm = z.infer<typeof mailRhythm>;
export const mostKeepers = 10;

/** `PUT /api/ledger/checkpoint-mail` — permissions `ledger.verify` and `policies.manage`, step-up. Replaces the former addresses. */
export const checkpointMailRequest = z.strictObject({
  every: mailRhythm,
  addresses: z.array(z.email("is not a mail address").max(254)).max(mostKeepers, `may be ${mostKeepers} at the most`),
});
export type CheckpointMailRequest = z.infer<typeof checkpointMailRequest>;

/** `GET /api/ledger/checkpoint-mail` — permission `ledger.verify`: who keeps checkpoints outside. `PUT` answers it too. */
export const checkpointMail = z.object({
  /** Whether this installation has a mail server: without one nothing is sent. */
  isSetUp: z.boolean(),
  every: mailRhythm,
  keepers: z.array(
    z.object({
      address: z.string(),
      /** When one was sent last. */
      sentAt: instant.optional(),
      /** Entries that it counts. */
      sentSize: z.number().int().optional(),
      /** Code of why the newest couldn't be sent; it is tried again. */
      problem: z.string().optional(),
    }),
  ),
});
export type CheckpointMailState = z.infer<typeof checkpointMail>;
