import { z } from "zod";
import { instant, uuid } from "./common.ts";

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "letters on one line");
const png = z.base64().max(540_000);

const headWords = {
  name: line(120),
  address: z.array(line(120)).max(6),
  phone: line(120).optional(),
  email: line(120).optional(),
  /** Numbers that authorities gave: of a tax, of a register. */
  registrations: z.array(z.strictObject({ label: line(30), number: line(60) })).max(4),
  /** At the foot of each page. */
  foot: line(200).optional(),
};
/** What papers say of who hands them out. `logo`: one that is kept, or a PNG of eight bits and at most 800 × 400 dots, which is written
 *  anew. */
export const givenLetterhead = z.strictObject({
  ...headWords,
  logo: z.union([z.strictObject({ id: uuid }), z.strictObject({ png })]).optional(),
});
export type GivenLetterhead = z.infer<typeof givenLetterhead>;

export const shownLogo = z.object({ id: uuid, png, width: z.number().int(), height: z.number().int() });
export const letterhead = z.object({ ...headWords, logo: shownLogo.optional() });
export type Letterhead = z.infer<typeof letterhead>;

export const labelSize = z.enum(["62x29", "89x36", "57x32", "50x25"]);
/** How papers are laid out. Margins are millimetres; null: what is usual for the size. A roll is 80 mm wide. */
export const paperLayout = z.strictObject({
  /** Invoices, credit notes and receipts, and what stands on them. */
  money: z.strictObject({
    size: z.enum(["A4", "A5", "LETTER", "ROLL80"]),
    margin: z.number().nullable(),
    registrations: z.boolean(),
    patientNumber: z.boolean(),
    /** Number and verification code as a QR code. */
    code: z.boolean(),
  }),
  /** Letters, home-exercise sheets, reports. */
  pages: z.strictObject({ size: z.enum(["A4", "A5", "LETTER"]), margin: z.number().nullable() }),
  label: labelSize,
});
export type PaperLayout = z.infer<typeof paperLayout>;

/** `GET /api/stationery/standing?branch=` — what papers are printed with now, for whoever is signed in: a branch's own, else the
 *  organisation's. Without `letterhead` nobody wrote one. */
export const standingQuery = z.object({ branch: uuid.optional() });
export const stationeryStanding = z.object({ letterhead: letterhead.optional(), layout: paperLayout });
export type StationeryStanding = z.infer<typeof stationeryStanding>;

const said = z.object({
  /** null: the organisation's own stand for all branches without one. */
  branch: uuid.nullable(),
  letterhead: letterhead.nullable(),
  layout: paperLayout.nullable(),
});
/** `GET /api/stationery` (permission `stationery.manage`) — what was said last of the organisation and of each branch, and when it changed.
 *  `PUT /api/stationery` (the same permission, just proven) — takes `changedStationery`, and answers the whole. Papers that were handed
 *  out are printed again as they were. 404 `stationery/unknown-branch`; 409 `stationery/changed-meanwhile`, `stationery/too-many`; 422
 *  `stationery/unsuitable`, `stationery/unsuitable-logo`. */
export const stationery = z.object({
  /** How many changes there were: the next one says so. */
  changes: z.number().int().nonnegative(),
  usual: paperLayout,
  /** What letterheads begin with: the organisation's name. */
  organisation: z.string(),
  said: z.array(said),
  /** Newest first. */
  history: z.array(z.object({ branch: uuid.nullable(), at: instant, by: z.string() })),
});
export type Stationery = z.infer<typeof stationery>;
export const changedStationery = z.strictObject({
  changes: z.number().int().nonnegative(),
  branch: uuid.nullable(),
  letterhead: givenLetterhead.nullable(),
  layout: paperLayout.nullable(),
});
export type ChangedStationery = z.infer<typeof changedStationery>;

/** `POST /api/stationery/preview` (permission `stationery.manage`) — a PDF of made-up content, as it would be printed. Nothing is kept. */
export const previewedPaper = z.enum(["invoice", "receipt", "letter", "card", "label"]);
export type PreviewedPaper = z.infer<typeof previewedPaper>;
export const stationeryPreview = z.strictObject({
  paper: previewedPaper,
  branch: uuid.nullable(),
  letterhead: givenLetterhead.nullable(),
  layout: paperLayout.nullable(),
});
export type StationeryPreview = z.infer<typeof stationeryPreview>;
