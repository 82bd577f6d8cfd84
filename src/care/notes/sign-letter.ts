import { isDeepStrictEqual } from "node:util";
import { parseStoredText, type FhirResource } from "../../foundation/fhir/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { coSigningOf } from "../../custody/chart/index.ts";
import type { ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { closeReplaced, replaceNote } from "./replaced-note.ts";
import { type Letter, isLetter, labelledMeta, letterDocument, wordsOf, wordsOfDocument } from "./letter.ts";
import { NotesError } from "./notes-error.ts";
import type { LetterPorts } from "./ports.ts";
import { type SignedNote, findSignedNote, noteOfDraft, recordOfPatient } from "./signed-note.ts";
import { isAuthor } from "./progress-note.ts";

/** What is printed: the letter, about whom, by whom and when. */
export interface PrintedLetter extends Letter {
  readonly about: FhirResource;
  readonly author: string;
  /** What somebody else has to sign before it goes out. */
  readonly isSupervised: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Signs a letter: note and paper are made together, once, however often it is sent.
 *  @throws NotesError `draft/empty`, `draft/already-signed`, `draft/unsuitable-target`, `letter/too-long`; ChartError; what `confirmSigner` and its proof throw */
export async function signLetter(
  ports: LetterPorts,
  caller: Caller,
  letter: Letter,
  password: Secret<string> | undefined,
): Promise<ResourceId> {
  const { chart, signatures, confirmSigner, now } = ports;
  const before = await findSignedNote(ports, caller, letter.id);
  if (before !== undefined) return asSigned(ports, caller, before, letter);
  if (letter.text.trim() === "")
    throw new NotesError("draft/empty", "there is nothing to sign: write the letter first", { path: "text" });
  const { value } = await chart.read(caller, { type: "Patient", id: letter.patient });
  const about = parseStoredText(value.body.toString()) as FhirResource;
  const replaced = await expectLinks(ports, caller, letter);
  const spend = await confirmSigner(caller, password);
  await signatures.prepare(caller.tenant);
  const at = now();
  const isSupervised = caller.permissions.has("notes.supervised");
  const pdf = await ports.print(caller.tenant, { ...letter, about, author: caller.name, isSupervised, at });
  const made = await chart.create(caller, "DocumentReference", letterDocument(letter, pdf, caller, at), {
    action: "sign",
    ifNoneExist: noteOfDraft(letter.id),
    // As little to be seen as the letter is.
    signature: async (record) => {
      const made = await signatures.sign(caller.tenant, { record, signer: caller, meaning: "authorship", at });
      return letter.labels.length === 0 ? made : { ...made, meta: { ...made.meta, ...labelledMeta(letter.labels) } };
    },
    alongside: spend,
  });
  if (!made.created) {
    const signed = await findSignedNote(ports, caller, letter.id);
    if (signed === undefined)
      throw new NotesError("draft/already-signed", "something else bears this letter's number: send it under another");
    return asSigned(ports, caller, signed, letter);
  }
  if (replaced !== undefined) await replaceNote(ports, caller, replaced);
  return made.value.id;
}

/** What was signed under this letter's number, as long as it says the same: words that were changed after an answer got lost must not pass for
 *  signed. @throws NotesError `draft/already-signed` */
async function asSigned(
  ports: Pick<LetterPorts, "chart">,
  caller: Caller,
  signed: SignedNote,
  letter: Letter,
): Promise<ResourceId> {
  if (!isDeepStrictEqual(wordsOfDocument(signed), wordsOf(letter)))
    throw new NotesError(
      "draft/already-signed",
      "a letter with other words was signed under this number already: it is among the notes. Signed once more, this becomes a letter of its own",
    );
  await closeReplaced(ports, caller, signed);
  return signed.id;
}

/** It is about a visit of the same patient, and supersedes a letter of theirs, or one that its author got back. */
async function expectLinks(
  ports: LetterPorts,
  caller: Caller,
  { patient, encounter, replaces }: Letter,
): Promise<SignedNote | undefined> {
  const unsuitable = (path: string, message: string) => new NotesError("draft/unsuitable-target", message, { path });
  if (
    encounter !== undefined &&
    (await recordOfPatient(ports, caller, patient, { type: "Encounter", id: encounter })) === undefined
  )
    throw unsuitable("encounter", "a letter is about a visit of the same patient");
  if (replaces === undefined) return undefined;
  const target = { type: "DocumentReference", id: replaces } as const;
  const former = await recordOfPatient(ports, caller, patient, target);
  const standing = former === undefined ? undefined : coSigningOf(former);
  const isOwnReturned = former !== undefined && standing === "returned" && isAuthor(former, caller);
  const isFinal = former !== undefined && former["docStatus"] === "final";
  if (former === undefined || !isLetter(former) || !(isFinal || isOwnReturned))
    throw unsuitable(
      "replaces",
      "this supersedes a signed letter of the same patient, or one of yours that was given back",
    );
  return { ...former, id: replaces };
}
