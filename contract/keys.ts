import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** An organisation's own kinds of key: the root key is the installation's, and is looked after where it runs. */
export const keyKind = z.enum(["tenant", "patient", "record", "entries", "index", "signing", "vault"]);
export type KeyKind = z.infer<typeof keyKind>;

const keyAge = z.object({
  kind: keyKind,
  /** When the oldest one in use was made. */
  since: instant,
  /** How old it may get before it is replaced. */
  days: z.number().int(),
  inUse: z.number().int(),
  /** Kept to open what they sealed. */
  old: z.number().int(),
  /** At most so many for one of them; 0 where they aren't counted. */
  seals: z.number().int(),
  isDue: z.boolean(),
});

export const keyRotation = z.object({
  kind: keyKind,
  step: z.enum(["begun", "announced", "switched", "moved", "verified", "done"]),
  done: z.number().int(),
  total: z.number().int(),
  why: z.string(),
  beganAt: instant,
});
export type KeyRotation = z.infer<typeof keyRotation>;

/** `POST /api/keys/rotations` — answers 202 with the rotation that began, or that was under way: the server goes on with it. */
export const rotateKeysRequest = z.object({ kind: keyKind, patient: uuid.optional() });

/** `PUT /api/keys/policy` — how old keys of a kind may get. */
export const keyPolicyRequest = z.object({ kind: keyKind, days: z.number().int().min(1).max(9999) });

/** `GET /api/keys` — the organisation's keys, and how the keeper of the root key fares for the server that answers. */
export const keysState = z.object({
  keeper: z.object({
    /** `closed`: it is asked. `open`: it failed so often that it isn't asked for a while. */
    circuit: z.enum(["closed", "open", "trying"]),
    againAt: instant.optional(),
    lastSuccessAt: instant.optional(),
    lastFailureAt: instant.optional(),
    lastFailure: z.string().optional(),
  }),
  /** What goes on while the keeper is away. */
  withoutKeeper: z.object({
    /** Patients' keys that are open here; others are opened with the organisation's, which is. */
    openPatientKeys: z.number().int(),
    /** Seconds; null: as long as the server runs. */
    goesOnForSeconds: z.number().int().nullable(),
    waits: z.array(z.string()),
  }),
  ages: z.array(keyAge),
  underWay: z.array(keyRotation),
});
export type KeysState = z.infer<typeof keysState>;
