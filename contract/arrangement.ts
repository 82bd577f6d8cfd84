import { z } from "zod";
import { instant, uuid } from "./common.ts";
import { clinicBranch, clinicKind, newKind, weeklyHours } from "./scheduling.ts";

const version = z.number().int().positive();
const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "letters on one line");

/** A room. One that is out of use isn't offered, and what is booked in it stays. */
export const keptRoom = z.object({ id: uuid, version, name: z.string(), branchId: uuid, inUse: z.boolean() });
export type KeptRoom = z.infer<typeof keptRoom>;

/** When somebody works at a branch, and the record that says so. Without a branch: at all of them. */
export const workAt = z.object({
  branchId: uuid.optional(),
  hours: weeklyHours,
  kindIds: z.array(uuid),
  title: z.string().optional(),
  roleId: uuid,
  version,
  /** The record speaks of other branches too: a change here gives this branch one of its own. */
  isShared: z.boolean(),
});
export type WorkAt = z.infer<typeof workAt>;

/** `GET /api/scheduling/arrangement` (who may change any of it) — therapists' hours, rooms and kinds of appointment as they are kept, with
 *  versions, also what is out of use. */
export const clinicArrangement = z.object({
  timeZone: z.string(),
  branches: z.array(clinicBranch),
  therapists: z.array(z.object({ id: uuid, name: z.string(), at: z.array(workAt) })),
  /** Practitioners who work nowhere yet. */
  others: z.array(z.object({ id: uuid, name: z.string() })),
  rooms: z.array(keptRoom),
  kinds: z.array(clinicKind),
  may: z.object({ hours: z.boolean(), rooms: z.boolean(), kinds: z.boolean() }),
});
export type ClinicArrangement = z.infer<typeof clinicArrangement>;

/** `POST /api/scheduling/rooms` (scope `Location`) — 201 `keptRoom`, 200 for a known `requestId`. 404 `scheduling/unknown-branch`.
 *  `PUT /api/scheduling/rooms/:id` — answers `keptRoom`. 404 `scheduling/unknown-room`; 409 `scheduling/changed-meanwhile`. */
export const newRoom = z.object({ requestId: uuid, name, branchId: uuid });
export type NewRoom = z.infer<typeof newRoom>;
export const changedRoom = z.object({ version, name, branchId: uuid, inUse: z.boolean() });
export type ChangedRoom = z.infer<typeof changedRoom>;

/** `POST /api/scheduling/therapists/:id/hours/outside` (takes `therapistHours`), `…/branches/:id/opening/outside` (`openingHours`),
 *  `…/rooms/:id/outside` (`outsideRoomWish`) and `…/kinds/:id/outside` (`outsideKindWish`), for who may change these — booked appointments from now on that would lie outside after such a
 *  change and don't now, as far as the caller sees them. Nothing is changed. `seen`: whether the role sees appointments at all. */
export const outsideRoomWish = changedRoom.pick({ branchId: true, inUse: true });
export const outsideKindWish = newKind.pick({ branchIds: true, active: true, capacity: true });
export const outside = z.object({
  seen: z.boolean(),
  /** The role sees those of some patients or sites: others may be outside too. */
  partly: z.literal(true).optional(),
  count: z.number().int().nonnegative(),
  /** The earliest 50: when, and with what. */
  first: z.array(
    z.object({
      id: uuid,
      start: instant,
      end: instant,
      /** `too-many`: they come on top of as many as are taken in at a time. */
      why: z.enum(["hours", "room", "not-offered", "too-many"]),
      branchId: uuid.optional(),
      kindId: uuid.optional(),
      therapistId: uuid.optional(),
      roomId: uuid.optional(),
    }),
  ),
});
export type Outside = z.infer<typeof outside>;
