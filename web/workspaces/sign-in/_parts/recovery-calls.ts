import { z } from "zod";
import {
  recoveryTicket,
  type RecoveryTicket,
  type selfRecoveryRequest,
  signInStep,
  type SignInStep,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

/** Begins the recovery by code, mail and waiting time. */
export async function askForRecovery(request: z.infer<typeof selfRecoveryRequest>): Promise<void> {
  await api.post("/api/recovery", request, z.unknown());
}

/** Looks at a recovery link; one from a mail is confirmed by that. */
export function readTicket(ticket: string): Promise<RecoveryTicket> {
  return api.post("/api/recovery/ticket", { ticket }, recoveryTicket);
}

/** Goes on to the new way to sign in. */
export function beginRecovery(ticket: string, otherHalf: string | undefined): Promise<SignInStep> {
  return api.post("/api/recovery/begin", { ticket, ...(otherHalf === undefined ? {} : { otherHalf }) }, signInStep);
}
