import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** By what right somebody acts for a patient. */
export const proxyAuthority = z.enum(["parental-responsibility", "guardian", "power-of-attorney", "own-wish"]);
export type ProxyAuthority = z.infer<typeof proxyAuthority>;
export const proxyProofKind = z.enum([
  "birth-certificate",
  "court-order",
  "registered-power",
  "identity-document",
  "signed-statement",
  "other",
]);
export type ProxyProofKind = z.infer<typeof proxyProofKind>;
/** `ordinary`: all but what sensitivity labels hide. `whole`: that too. */
export const proxyExtent = z.enum(["ordinary", "whole"]);
export type ProxyExtent = z.infer<typeof proxyExtent>;
/** `waiting`: for a second person; `lapsed`: nobody confirmed it in time. */
export const proxyState = z.enum(["waiting", "in-force", "ended", "refused", "withdrawn", "lapsed"]);
export type ProxyState = z.infer<typeof proxyState>;

const day = z.iso.date();
/** What a record can hold: no control characters but line breaks and tabs, no half of a character. */
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters");

export const proxy = z.object({
  id: uuid,
  patientId: uuid,
  authority: proxyAuthority,
  extent: proxyExtent,
  state: proxyState,
  /** When it holds, and the first moment in which it doesn't any more. */
  from: instant,
  until: instant,
  recordedAt: instant,
  decidedAt: instant.optional(),
  endedAt: instant.optional(),
  /** Absent when the patient's record was erased, or the row was altered in the database. */
  words: z
    .object({
      patientLabel: z.string(),
      personName: z.string(),
      relationship: z.string(),
      proof: z.object({ kind: proxyProofKind, reference: z.string().optional(), seenBy: z.string(), seenOn: day }),
      startsOn: day,
      endsOn: day,
      /** For parental responsibility: which law bounds the last day, or that none was asked. */
      majority: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  recordedBy: z.string().optional(),
  decidedBy: z.string().optional(),
  endedBy: z.string().optional(),
  /** Why it was refused, or ended. */
  reason: z.string().optional(),
  altered: z.boolean(),
  /** What the viewer may do now. */
  may: z.array(z.enum(["confirm", "refuse", "withdraw", "end", "open"])),
  /** Of one's own list: this is the record that is open. */
  isOpen: z.boolean().optional(),
});
export type Proxy = z.infer<typeof proxy>;

/** `GET /api/proxies?which=waiting|current|past` (proxies.manage) — newest first, 500 at most.
 *  `GET /api/proxies/of-me` (a patient) — who acts, or acted, for them; without the proof's reference.
 *  `GET /api/proxies/mine` (a person) — for whom they act now. */
export const proxyList = z.object({ proxies: z.array(proxy) });
export type ProxyList = z.infer<typeof proxyList>;

const proxyAccount = z.object({ id: uuid, name: z.string(), username: z.string() });
/** `GET /api/proxies/choices` (proxies.manage) — accounts that can act for patients, and when children come of age. */
export const proxyChoices = z.object({
  accounts: z.array(proxyAccount),
  jurisdictions: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      /** Years. */
      age: z.number().int(),
      source: z.object({ section: z.string(), url: z.string() }),
    }),
  ),
});
export type ProxyChoices = z.infer<typeof proxyChoices>;

/** `POST /api/proxies` (proxies.manage, *step-up*) — 201 `recordedProxy`. 404 `proxy/unknown-patient`, 422 `proxy/unsuitable-account`,
 *  `proxy/unsuitable-day`, `proxy/unsuitable-proof`, `proxy/beyond-majority`, `proxy/no-birth-date`, 409 `proxy/recorded-already`,
 *  `proxy/too-many`, `people/username-taken`. */
export const newProxy = z.object({
  patientId: uuid,
  account: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("existing"), personId: uuid }),
    z.object({
      kind: z.literal("new"),
      username: z
        .string()
        .trim()
        .min(2)
        .max(64)
        .regex(/^[a-z0-9._-]+$/i, "letters, digits, dots, hyphens"),
      given: words(80),
      family: words(80),
      email: z.email().max(200).optional(),
    }),
  ]),
  authority: proxyAuthority,
  /** What they are to the patient: "mother". */
  relationship: words(100),
  extent: proxyExtent.default("ordinary"),
  proof: z.object({
    kind: proxyProofKind,
    /** Its number, or where a copy lies. */
    reference: words(200),
    /** Who looked at it; absent: who records it. */
    seenBy: words(200).optional(),
    seenOn: day,
  }),
  startsOn: day,
  /** The last day. */
  endsOn: day,
  /** For parental responsibility: whose law says when the child comes of age; `not-covered`: who records it states the last day. */
  jurisdiction: z.string().max(60).optional(),
  note: words(1000).optional(),
});
export type NewProxy = z.input<typeof newProxy>;

/** `temporaryPassword` is shown once, for an account that was made with it. */
export const recordedProxy = z.object({ proxy, temporaryPassword: z.string().optional() });
export type RecordedProxy = z.infer<typeof recordedProxy>;

/** `POST /api/proxies/:id/confirm` (proxies.manage, *step-up*) — answers `proxy`. 404 `proxy/unknown`, 409 `proxy/four-eyes`,
 *  `proxy/illegal-change`, `proxy/altered`, 422 `proxy/unsuitable-account`.
 *  `POST /api/proxies/:id/refuse` (proxies.manage) — also takes back what one recorded oneself. 404, 409 `proxy/four-eyes`,
 *  `proxy/illegal-change`.
 *  `POST /api/proxies/:id/end` (proxies.manage) — at once, with the sessions of who acted. 404, 409 `proxy/illegal-change`. */
export const proxyNote = z.object({ note: words(1000).optional() });
export type ProxyNote = z.infer<typeof proxyNote>;

// `POST /api/proxies/of-me/:id/confirm` (the patient, *step-up*) and `/refuse` — 204: whether they wish it; 404 `proxy/unknown` also of what isn't
// their own wish; else as for officers.
// `POST /api/proxies/of-me/:id/end` (the patient) and `POST /api/proxies/mine/:id/end` (who acts) — 204; 404 `proxy/unknown`,
// 409 `proxy/illegal-change`. `POST /api/proxies/mine/:id/open` — 204: that record is the one that is open; 404 `proxy/unknown`.
