import { z } from "zod";
import { instant, roleId, uuid } from "./common.ts";

const words = z
  .string()
  .trim()
  .min(1)
  .max(4_000)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters");
/** A new UUID of the client's for each message: one that is sent again is answered as it was sent, and not sent twice. */
const requestId = uuid;

/** For whom a message is. `branch` is an id of a Location; of people who aren't held to branches each is at every one. */
export const addressee = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), id: uuid }),
  z.object({ kind: z.literal("role"), id: roleId }),
  z.object({ kind: z.literal("branch"), id: uuid }),
  z.object({ kind: z.literal("everybody") }),
]);
export type Addressee = z.infer<typeof addressee>;
const named = z.object({ addressee, name: z.string() });

/** `GET /api/messages/colleagues` — whom one may write to, for everybody who works here. No patients, families or vendors. */
export const colleagues = z.object({
  people: z.array(z.object({ id: uuid, name: z.string(), role: z.string(), jobTitle: z.string().optional() })),
  roles: z.array(z.object({ id: roleId, name: z.string() })),
  branches: z.array(z.object({ id: uuid, name: z.string() })),
  /** Whether the caller's messages to roles, branches and everybody may ask to be acknowledged (permission `announcements.send`). */
  mayAnnounce: z.boolean(),
});
export type Colleagues = z.infer<typeof colleagues>;

export const staffMessage = z.object({
  id: uuid,
  kind: z.enum(["message", "announcement"]),
  /** The first message of its thread; its own id where it is the first. */
  threadId: uuid,
  from: z.object({ id: uuid, name: z.string() }),
  to: z.array(named),
  subject: z.string(),
  text: z.string(),
  sent: instant,
  patientId: uuid.optional(),
  taskId: uuid.optional(),
  /** Who opened it, and when, as far as the caller sees. */
  seen: z.array(z.object({ id: uuid, name: z.string(), at: instant })),
  /** Of an announcement: who said that they know. */
  acknowledged: z.array(z.object({ id: uuid, name: z.string(), at: instant })),
  isMine: z.boolean(),
  /** Sent to the caller by somebody else, and not opened yet. */
  isUnread: z.boolean(),
  /** It waits for the caller's acknowledgement. */
  isToAcknowledge: z.boolean(),
});
export type StaffMessage = z.infer<typeof staffMessage>;

/** `GET /api/messages?before=` — threads whose newest message came before that instant, newest first; 50 messages are looked at.
 *  Each patient whose message is shown has it in their ledger. */
export const inboxQuery = z.object({
  before: instant.refine((text) => text >= "1900" && text < "2200", "an instant between 1900 and 2199").optional(),
  patient: uuid.optional(),
});
export const inbox = z.object({
  threads: z.array(
    z.object({
      id: uuid,
      subject: z.string(),
      kind: z.enum(["message", "announcement"]),
      newest: staffMessage,
      messages: z.number().int().positive(),
      unread: z.number().int().nonnegative(),
      patient: z.object({ id: uuid, name: z.string() }).optional(),
    }),
  ),
  /** Where the next page begins. */
  older: instant.optional(),
});
export type Inbox = z.infer<typeof inbox>;

/** `GET /api/messages/thread?id=` — all of a thread that the caller sees, oldest first. 404 `messages/unknown`. */
export const threadQuery = z.object({ id: uuid });
export const thread = z.object({
  id: uuid,
  subject: z.string(),
  patient: z.object({ id: uuid, name: z.string() }).optional(),
  messages: z.array(staffMessage),
});
export type Thread = z.infer<typeof thread>;

/** `GET /api/messages/unread` — how many the caller hasn't opened, of the newest 200. A number, and so in nobody's ledger. */
export const unreadMessages = z.object({ unread: z.number().int().nonnegative() });

/** `POST /api/messages` — 201 `staffMessage`; 200 for a known `requestId`. With a patient it is sealed under the patient's key, and whoever
 *  doesn't see the patient doesn't see it; a task's patient is the message's. 404 `messages/unknown-patient`, `messages/unknown-task`,
 *  `messages/unknown-addressee`; 403 `messages/may-not-announce`. */
export const newMessage = z.object({
  requestId,
  kind: z.enum(["message", "announcement"]).default("message"),
  to: z.array(addressee).min(1).max(50),
  subject: z.string().trim().min(1).max(160),
  text: words,
  patientId: uuid.optional(),
  taskId: uuid.optional(),
});
export type NewMessage = z.input<typeof newMessage>;

/** `POST /api/messages/replies` — 201 `staffMessage`; 200 for a known `requestId`. It goes to whoever wrote and got the thread, of an announcement
 *  to its sender alone, and is about the same patient. 404 `messages/unknown`. */
export const newReply = z.object({ requestId, threadId: uuid, text: words });
export type NewReply = z.input<typeof newReply>;

/** `POST /api/messages/seen` and `POST /api/messages/acknowledged` (announcements to the caller alone) — the caller opened these, or knows; once each: 204. */
export const markMessages = z.object({ ids: z.array(uuid).min(1).max(50) });

// `GET /api/messages/live` — a stream of server-sent events: `messages` when one came that the caller sees, and nothing of it.
