import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { Day } from "../due-day.ts";
import type { Named } from "../opened.ts";
import type { Vault } from "../ports.ts";
import type { LetterRow } from "./letters-table.ts";

export const sendingWays = ["post", "registered-post", "e-mail", "in-person", "portal"] as const;
/** How a letter went out. */
export type SendingWay = (typeof sendingWays)[number];

export const addressKinds = ["record", "request", "representative", "none"] as const;
/** To which address: the record's, one that the request named, that of who speaks for the patient; none where it was handed over. */
export type AddressKind = (typeof addressKinds)[number];

/** That a letter went out. */
export interface Sending {
  readonly way: SendingWay;
  readonly to: AddressKind;
  /** The day on which it went. */
  readonly on: Day;
  readonly by: Named;
  /** When it was written down; milliseconds since 1970. */
  readonly at: number;
  readonly note?: string | undefined;
}

export interface LetterWords {
  readonly title: string;
  readonly by: Named;
  /** Of the PDF, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Oldest first. */
  readonly sendings: readonly Sending[];
  /** Not of letters that were made before there was a register of them. */
  readonly isRegistered?: true | undefined;
}

type Place = Omit<LetterRow, "sealed">;
const wordsContext = ({ id, request, patient, kind, made_at, revision }: Place) =>
  ["rights-letter", id, request, patient, kind, made_at, revision].join("|");
/** All of a row that can be read, as it is bound into what it seals. */
export const readableOf = (row: Place): string => wordsContext(row);
const pdfContext = ({ id, request, patient, kind, made_at }: Omit<Place, "revision">) =>
  ["rights-letter-pdf", id, request, patient, kind, made_at].join("|");

export function sealLetterWords(vault: Vault, place: Place, words: LetterWords): Buffer {
  return vault.seal(wordsContext(place), Buffer.from(JSON.stringify({ ...words, isRegistered: true })));
}

/** @throws CryptoError when the row was altered */
export function openLetterWords(vault: Vault, row: LetterRow): LetterWords {
  return JSON.parse(vault.open(wordsContext(row), row.sealed).toString()) as LetterWords;
}

export function sealPdf(vault: Vault, place: Place, pdf: Uint8Array): Buffer {
  return vault.seal(pdfContext(place), Buffer.from(pdf));
}

/** @throws CryptoError when it was altered */
export function openPdf(vault: Vault, place: Place, sealed: Buffer): Buffer {
  return vault.open(pdfContext(place), sealed);
}

const bound = ["request", "patient", "kind", "made_at"];
export const letterVaultColumns: readonly VaultColumn[] = [
  {
    table: "rights_letter",
    column: "sealed",
    key: ["id"],
    also: [...bound, "revision"],
    contexts: (row: Place) => [wordsContext(row)],
  },
  {
    table: "rights_letter",
    column: "pdf",
    key: ["id"],
    also: bound,
    contexts: (row: Place) => [pdfContext(row)],
  },
];
