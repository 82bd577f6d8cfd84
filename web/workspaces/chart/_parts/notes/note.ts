import { attachmentCode, documentSystem } from "../../../../../contract/index.ts";
import type { Resource } from "../../../../app/api.ts";
import { conceptTitle, referenceId } from "../../../../ui/clinical/codes.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import type { DocumentReference } from "../../../../ui/clinical/fhir-types.ts";
import { type CoSigning, coSigningOf } from "./co-signing.ts";
import { actorName } from "../record/actor-name.ts";
import { say } from "./words/index.ts";

/** A note as it is listed. */
export type NoteSummary = {
  readonly id: string;
  readonly title: string;
  readonly kind: string | undefined;
  readonly at: number;
  readonly when: string;
  readonly author: string | undefined;
  readonly signedBy: string | undefined;
  /** Signed and locked: final, or amended by another system. */
  readonly signed: boolean;
  /** Where it stands between its author's signature and a co-signer's, of an author who needs one. */
  readonly coSigning: CoSigning | undefined;
  /** What a reader must know of a document that isn't simply final. */
  readonly notFinal: string | undefined;
  /** The note that this one adds to. */
  readonly addendumTo: string | undefined;
  /** The first words, to tell one "Daily note" from another. */
  readonly preview: string | undefined;
  readonly document: DocumentReference;
};

export function noteSummary(
  document: DocumentReference,
  included: ReadonlyMap<string, Resource>,
): NoteSummary | undefined {
  const attachment = document.content?.[0]?.attachment;
  const when = document.date ?? attachment?.creation ?? document.meta?.lastUpdated;
  const at = instantOf(when);
  if (when === undefined || at === undefined || document.status === "entered-in-error") return undefined;
  const kind = conceptTitle(document.type);
  const coSigning = coSigningOf(document);
  const appends = document.relatesTo?.find((relation) => relation.code === "appends");
  return {
    id: document.id ?? "",
    title: document.description ?? attachment?.title ?? kind ?? say("noteWithoutTitle"),
    kind,
    at,
    when,
    author: actorName(document.author?.[0], included),
    signedBy: actorName(document.authenticator, included),
    signed: document.docStatus === "final" || document.docStatus === "amended",
    coSigning,
    notFinal: notFinalWords(document, coSigning),
    addendumTo: referenceId(appends?.target),
    preview: previewOf(document),
    document,
  };
}

/** Nobody signs a picture. */
function isAddedFile({ category }: DocumentReference): boolean {
  return (category ?? []).some(({ coding }) =>
    coding?.some(({ system, code }) => system === documentSystem && code === attachmentCode),
  );
}

/** What a document says that it stands in the place of. */
function supersededBy({ relatesTo }: DocumentReference): readonly string[] {
  return (relatesTo ?? []).flatMap(({ code, target }) => (code === "replaces" ? (referenceId(target) ?? []) : []));
}

function notFinalWords(document: DocumentReference, coSigning: CoSigning | undefined): string | undefined {
  const { status, docStatus } = document;
  if (status === "superseded") return coSigning === undefined ? say("superseded") : say("replaced");
  if (docStatus === "final" || docStatus === "amended" || isAddedFile(document)) return undefined;
  if (docStatus === "entered-in-error") return say("enteredInError");
  // Other systems often leave it out. Whoever reads must not take it for a note that somebody answers for.
  if (docStatus !== "preliminary") return say("notSigned");
  if (coSigning?.state === "awaited") return say("waitsShort");
  return coSigning?.state === "returned" ? say("givenBackToAuthor") : say("preliminary");
}

const previewLetters = 140;

function previewOf(document: DocumentReference): string | undefined {
  const body = noteBody(document);
  if (body.kind !== "text") return undefined;
  // Headings without words under them say nothing.
  const words = body.text
    .replace(/^[A-Z][^.:\n]{1,48}:[ \t]*$/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  if (words === "") return undefined;
  return words.length > previewLetters ? `${words.slice(0, previewLetters).trimEnd()}…` : words;
}

/** Notes that contain every word asked for, in title, author or text, addenda included. */
export function findInThreads(threads: readonly NoteThread[], asked: string): readonly NoteThread[] {
  const words = asked
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return threads;
  return threads.filter(({ note, addenda }) => {
    const all = [note, ...addenda]
      .map((one) => `${one.title} ${one.author ?? ""} ${textOf(one.document)}`.toLocaleLowerCase())
      .join(" ");
    return words.every((word) => all.includes(word));
  });
}

function textOf(document: DocumentReference): string {
  const body = noteBody(document);
  return body.kind === "text" ? body.text : "";
}

export type NoteThread = { readonly note: NoteSummary; readonly addenda: readonly NoteSummary[] };

/**
 * Notes newest first, each with what was added to it, oldest first. An addendum whose note isn't here stands by itself:
 * it must not vanish.
 */
export function noteThreads(
  documents: readonly DocumentReference[],
  included: ReadonlyMap<string, Resource>,
): readonly NoteThread[] {
  const found = documents.map((document) => noteSummary(document, included)).filter((note) => note !== undefined);
  const superseded = new Set(found.flatMap(({ document }) => supersededBy(document)));
  const notes = found.map((note) =>
    superseded.has(note.id) && note.notFinal === undefined ? { ...note, notFinal: say("supersededByLetter") } : note,
  );
  const byId = new Map(notes.map((note) => [note.id, note]));
  const rootOf = (note: NoteSummary): NoteSummary => {
    const seen = new Set([note.id]);
    let at = note;
    for (;;) {
      const above = at.addendumTo === undefined ? undefined : byId.get(at.addendumTo);
      if (above === undefined) return at;
      // Notes that add to each other in a circle are a fault of the sender: each then stands by itself.
      if (seen.has(above.id)) return note;
      seen.add(above.id);
      at = above;
    }
  };
  const threads = new Map<string, { note: NoteSummary; addenda: NoteSummary[] }>();
  for (const note of notes) {
    const root = rootOf(note);
    const thread = threads.get(root.id) ?? { note: root, addenda: [] };
    threads.set(root.id, thread);
    if (root.id !== note.id) thread.addenda.push(note);
  }
  const newest = (thread: NoteThread) => Math.max(thread.note.at, ...thread.addenda.map((one) => one.at));
  return [...threads.values()]
    .map(({ note, addenda }) => ({ note, addenda: addenda.sort((a, b) => a.at - b.at) }))
    .sort((a, b) => newest(b) - newest(a));
}

/** The words of a note, where the document carries them as text; `elsewhere` where it only points at a file. */
export type NoteBody =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "elsewhere"; readonly contentType: string }
  | { readonly kind: "binary"; readonly id: string };

export function noteBody(document: DocumentReference): NoteBody {
  const attachments = (document.content ?? [])
    .map((content) => content.attachment)
    .filter((attachment) => attachment !== undefined);
  const text = attachments.find(
    (attachment) =>
      attachment.data !== undefined && /^text\/(?:plain|markdown)/.test(attachment.contentType ?? "text/plain"),
  );
  if (text?.data !== undefined) return { kind: "text", text: decodeText(text.data) };
  const stored = attachments.find(
    (attachment) =>
      /(?:^|\/)Binary\/[A-Za-z0-9.-]+$/.test(attachment.url ?? "") &&
      attachment.contentType?.startsWith("text/plain") === true,
  );
  const id = referenceId({ reference: stored?.url });
  if (id !== undefined) return { kind: "binary", id };
  return { kind: "elsewhere", contentType: attachments[0]?.contentType ?? say("unnamedFormat") };
}

/** Base64 to text; the bytes are UTF-8. */
export function decodeText(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
