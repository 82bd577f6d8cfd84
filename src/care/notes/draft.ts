import type { PatientVault, VaultColumn } from "../../custody/chart/index.ts";
import { MalformedInput, type PersonId, type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { DraftRow } from "./draft-table.ts";

declare const brand: unique symbol;
/** Chosen by whoever begins the draft: a new lower-case UUID. */
export type DraftId = string & { readonly [brand]: "DraftId" };

/** @throws MalformedInput `input/draft-id` */
export function parseDraftId(text: string): DraftId {
  if (!isUuid(text)) throw new MalformedInput("input/draft-id", "expected a lower-case UUID");
  return text as DraftId;
}

/** What its author writes. */
export interface DraftWords {
  readonly title: string;
  readonly text: string;
  /** Signed note that this one adds to. */
  readonly addendumTo?: ResourceId | undefined;
  /** Note that was given back to its author, in whose place this one is written. */
  readonly replaces?: ResourceId | undefined;
  /** The visit that it is about. */
  readonly encounter?: ResourceId | undefined;
  /** The template whose headings it began with: "Questionnaire/<id>/_history/3". */
  readonly template?: string | undefined;
}

/** A note that is being written. */
export interface Draft extends DraftWords {
  readonly id: DraftId;
  readonly patient: ResourceId;
  readonly author: PersonId;
  readonly authorName: string;
  /** Counts up with every save, from 1. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

type Sealed = DraftWords & { readonly authorName: string };
type Place = Pick<DraftRow, "id" | "author" | "revision">;

// With the revision: an older sealed text can't be put back in place of a newer one.
function context({ id, author, revision }: Place): string {
  return `note-draft|${id}|${author}|${revision}`;
}

/** What the patient's key seals here, by the vault of the patient that each row names. */
export const draftColumns: readonly VaultColumn[] = [
  {
    table: "note_draft",
    column: "sealed",
    key: ["id"],
    also: ["author", "revision", "patient"],
    contexts: (row: Place) => [context(row)],
  },
];

export function sealDraft(
  vault: PatientVault,
  place: Place,
  { title, text, addendumTo, replaces, encounter, template }: DraftWords,
  authorName: string,
): Buffer {
  const content: Sealed = { title, text, addendumTo, replaces, encounter, template, authorName };
  return vault.seal(context(place), Buffer.from(JSON.stringify(content)));
}

/** @throws CryptoError `crypto/wrong-key-or-altered` */
export function openDraft(vault: PatientVault, row: DraftRow): Draft {
  const content = JSON.parse(vault.open(context(row), row.sealed).toString()) as Sealed;
  const { id, patient, author, revision, saved_at } = row;
  return { ...content, id, patient, author, revision, savedAt: saved_at };
}

export function sameWords(one: DraftWords, other: DraftWords): boolean {
  return (["title", "text", "addendumTo", "replaces", "encounter", "template"] as const).every(
    (part) => one[part] === other[part],
  );
}
