import { z } from "zod";
import { say } from "../words/index.ts";

/** What stands in the form of a new message: as typed, on the device until it is sent. */
export const composeDraft = z.object({
  requestId: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  isAnnounced: z.boolean(),
  isSent: z.boolean(),
});
export type ComposeDraft = z.infer<typeof composeDraft>;

export const noDraft: ComposeDraft = {
  requestId: "",
  to: [],
  subject: "",
  text: "",
  patientId: "",
  patientName: "",
  isAnnounced: false,
  isSent: false,
};

export function isTyped({ to, subject, text }: ComposeDraft): boolean {
  return to.length > 0 || subject.trim() !== "" || text.trim() !== "";
}

/** What has to be put right, by field. */
export function composeFaults({ to, subject, text }: ComposeDraft): Partial<Record<"to" | "subject" | "text", string>> {
  return {
    ...(to.length === 0 ? { to: say("chooseWhom") } : {}),
    ...(subject.trim() === "" ? { subject: say("sayWhat") } : {}),
    ...(text.trim() === "" ? { text: say("writeSomething") } : {}),
  };
}
