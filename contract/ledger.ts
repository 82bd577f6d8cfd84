import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** One witnessed act. */
export const access = z.object({
  /** `<batch>.<ordinal>`; stable. */
  entryId: z.string(),
  at: instant,
  actor: z.object({ kind: z.enum(["person", "client", "system"]), name: z.string(), role: z.string().optional() }),
  action: z.enum([
    "read",
    "search",
    "history",
    "create",
    "update",
    "delete",
    "import",
    "export",
    /** Something of the record was put on paper: an invoice, a receipt. */
    "printed",
    "draft",
    "sign",
    /** A note that waited for a second signature got it, or was given back to its author with words. */
    "co-sign",
    "note-returned",
    "accesses",
    "break-glass",
    "break-glass-ended",
    "break-glass-reviewed",
    /** Somebody compared what they see in the record with what another person would see. */
    "preview",
    "proxy-recorded",
    "proxy-decided",
    "proxy-ended",
    "rights-request-received",
    "rights-request-changed",
    "rights-request-answered",
    "rights-letter-made",
    "rights-letter-sent",
    /** Something of the record is kept and not used (GDPR, Article 18): since when, that the person was told it ends, and its end. */
    "restriction-placed",
    "restriction-told",
    "restriction-kept",
    "restriction-lifted",
    "restricted-read",
    /** Two records of one patient were made one at the desk, or taken apart again. */
    "records-merged",
    "merge-undone",
    /** The patient's card, or a label, was printed. */
    "card-printed",
    /** A mail about an appointment went to the patient's own address. */
    "reminded",
    /** Somebody asked how long the record is kept, or placed a hold on it. */
    "retention-looked",
  ]),
  /** The stored reason why this access was allowed, a sentence. */
  why: z.string(),
  /** What the session acted for, an HL7 v3 PurposeOfUse code; absent in entries that were made before sessions had one. */
  purpose: z.string().optional(),
  /** For whom the actor acted: `Patient/<id>` where a family member stands in for the patient. */
  onBehalfOf: z.string().optional(),
  /** What was disclosed or changed, as far as the viewer sees it too: `Observation/<id>/<version>`; capped at 50. */
  resources: z.array(z.string()),
  /** How many there were: for the patient and for whoever reads the ledger all, for others those that are listed. */
  count: z.number().int(),
  from: z.string().optional(),
  /** What a search asked, for who is told of every look: "Observation?code=…". */
  asked: z.string().optional(),
  /** Position in the tree once sequenced (within a second). */
  index: z.number().int().optional(),
});
export type Access = z.infer<typeof access>;

/** `GET /api/patients/:patientId/accesses?before=<entryId>&limit=50` — newest first. */
export const accessList = z.object({
  accesses: z.array(access),
  next: z.string().optional(),
  viewer: uuid.optional(),
  /** Whether the viewer is told of every entry, and so may have the proof that these are all. */
  isWhole: z.boolean(),
  /** On the last page: what the ledger has of anybody up to then was pruned, with that on record. */
  prunedUntil: instant.optional(),
});
export type AccessList = z.infer<typeof accessList>;
// `GET /api/patients/:patientId/accesses/proof` downloads every entry about the patient, sealed, with the proof that these are all.
// `GET /api/ledger/entries/:entryId/proof` downloads the inclusion proof (a text file); 404 until sequenced, 410 once pruned.

/** `GET /api/ledger/state` */
export const ledgerState = z.object({
  size: z.number().int(),
  rootHash: z.string(),
  checkpoint: z.string(),
  checkpointAt: instant.optional(),
  verifierKey: z.string(),
  entriesPerDay: z.array(z.object({ day: z.string(), entries: z.number().int() })),
  /** How long entries are kept, and what was pruned. */
  retention: z.object({
    years: z.number().int(),
    /** How many forbid that anything goes. */
    holds: z.number().int(),
    pruned: z
      .object({
        /** So many are gone, from the first. */
        entries: z.number().int(),
        /** When the newest of them was written. */
        until: instant,
        declaredAt: instant,
        isUnderWay: z.boolean(),
      })
      .optional(),
  }),
  /** What everybody is shown. */
  publication: z.object({
    /** "/log/0123456789abcdef": `checkpoint`, `policy` and `tile/…` lie under it, in C2SP's formats. */
    path: z.string(),
    size: z.number().int(),
    checkpoint: z.string(),
    /** What people compare by word of mouth: "7f3a 09c2 …"; absent while nothing is public. */
    fingerprint: z.string().optional(),
    shownAt: instant.optional(),
    isWitnessedEnough: z.boolean(),
    /** Whether entries that were signed a minute ago are not shown yet. */
    isBehind: z.boolean(),
    witnesses: z.array(
      z.object({
        name: z.string(),
        /** When it cosigned the checkpoint that is shown. */
        cosignedAt: instant.optional(),
        /** Why it hasn't cosigned the newest. */
        problem: z.string().optional(),
      }),
    ),
    /** The copy elsewhere, where one is kept. */
    mirror: z
      .object({
        /** "s3://bucket/prefix" */
        name: z.string(),
        size: z.number().int(),
        /** When it was last in step. */
        keptAt: instant.optional(),
        problem: z.string().optional(),
        /** Whether it has lacked something for ten minutes. */
        isBehind: z.boolean(),
      })
      .optional(),
    /** What only a manipulation explains, or a restored backup; oldest first. */
    alarms: z.array(z.object({ code: z.string(), message: z.string(), at: instant })),
  }),
});
export type LedgerState = z.infer<typeof ledgerState>;
// `GET /api/ledger/tile/entries/<N>[.p/<W>]` (ledger.verify) is the entry bundle that goes with the public tile of that name; 410
// once its entries are pruned.
/** `POST /api/ledger/verify` re-checks the whole tree; `GET /api/ledger/verify` tells how far it is. */
export const verification = z.object({
  state: z.enum(["idle", "running", "sound", "broken"]),
  checked: z.number().int(),
  total: z.number().int(),
  /** Of a sound ledger: so many were pruned, with that on record, and their hash and place were checked. */
  pruned: z.number().int().optional(),
  finding: z
    .object({
      code: z.string(),
      index: z.number().int().optional(),
      entryId: z.string().optional(),
      message: z.string(),
    })
    .optional(),
  at: instant.optional(),
});
export type Verification = z.infer<typeof verification>;
