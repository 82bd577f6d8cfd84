import type { Caller } from "../../custody/access/index.ts";
import type { SpendProof } from "../../custody/signatures/index.ts";
import type { PersonId, ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { type Draft, type DraftId, openDraft } from "./draft.ts";
import { deleteDraft, holdDraft, patientOfDraft } from "./draft-table.ts";
import { NotesError, unknownDraft } from "./notes-error.ts";
import { openedDraft } from "./opened-draft.ts";
import type { NotesPorts } from "./ports.ts";
import { progressNote } from "./progress-note.ts";
import { closeReplaced, replaceNote } from "./replaced-note.ts";
import { templateOf } from "./template-of.ts";
import { expectLinks, findSignedNote, noteOfDraft } from "./signed-note.ts";

export interface Signing {
  readonly id: DraftId;
  /** The revision that the signer has in front of them. */
  readonly revision: number;
  /** The one component that a further signature of a session takes; the first takes both, proven to the session before. */
  readonly password: Secret<string> | undefined;
}

export type SignOutcome =
  | { readonly kind: "signed"; readonly note: ResourceId }
  /** Other words were saved meanwhile: nothing was signed. */
  | { readonly kind: "conflict"; readonly current: Draft };

/** The draft was saved again, or signed, while it was being signed. */
const moved = Symbol("moved");

/** Makes the final note of a draft and removes the draft, in one transaction. Signing twice makes one note.
 *  @throws NotesError; ChartError; what `confirmSigner` and its proof throw */
export async function signDraft(ports: NotesPorts, caller: Caller, signing: Signing): Promise<SignOutcome> {
  const spend = await ports.confirmSigner(caller, signing.password);
  await ports.signatures.prepare(caller.tenant);
  for (;;) {
    const outcome = await attempt(ports, caller, signing, spend);
    if (outcome !== moved) return outcome;
  }
}

async function attempt(
  ports: NotesPorts,
  caller: Caller,
  { id, revision }: Signing,
  spend: SpendProof,
): Promise<SignOutcome | typeof moved> {
  const draft = await readOwn(ports, caller, { id, revision });
  if (draft === undefined) {
    const note = await findSignedNote(ports, caller, id);
    if (note === undefined) throw unknownDraft();
    await closeReplaced(ports, caller, note);
    return { kind: "signed", note: note.id };
  }
  if (draft.revision !== revision) return { kind: "conflict", current: draft };
  if (draft.text.trim() === "")
    throw new NotesError("draft/empty", "there is nothing to sign: write the note first", { path: "text" });
  const { replaced } = await expectLinks(ports, caller, draft.patient, draft);
  const outcome = await makeNote(ports, caller, draft, spend);
  if (outcome !== moved && replaced !== undefined) await replaceNote(ports, caller, replaced);
  return outcome;
}

/** The caller's draft as it stands. */
async function readOwn(
  { db, chart }: NotesPorts,
  caller: Caller,
  { id, revision }: Pick<Signing, "id" | "revision">,
): Promise<Draft | undefined> {
  const author = caller.id as PersonId;
  const patient = await patientOfDraft(db.tenant(caller.tenant), caller.tenant, author, id);
  if (patient === undefined) return undefined;
  return chart.withPatient<Draft | undefined>(caller, patient, {
    needs: { interaction: "create", type: "DocumentReference" },
    // What is about to be signed gets the entry of its signing; other words are shown.
    entry: (draft) => (draft === undefined || draft.revision === revision ? undefined : openedDraft),
    run: async (tx, vault) => {
      const row = await holdDraft(tx, caller.tenant, id);
      return row?.author === author ? openDraft(vault, row) : undefined;
    },
  });
}

class DraftMoved extends Error {}

async function makeNote(
  ports: NotesPorts,
  caller: Caller,
  draft: Draft,
  spend: SpendProof,
): Promise<SignOutcome | typeof moved> {
  const { db, chart, signatures, now } = ports;
  const { id, author, revision } = draft;
  const template = await templateOf(ports, caller, draft);
  try {
    const { value, created } = await chart.create(
      caller,
      "DocumentReference",
      progressNote(draft, caller, now(), template),
      {
        action: "sign",
        ifNoneExist: noteOfDraft(id),
        signature: (record) =>
          signatures.sign(caller.tenant, { record, signer: caller, meaning: "authorship", at: now() }),
        alongside: async (tx) => {
          // Not exactly one row: somebody saved, signed or discarded it meanwhile. Then the note must not come to be.
          if (!(await deleteDraft(tx, caller.tenant, { id, author, revision }))) throw new DraftMoved();
          await spend(tx);
        },
      },
    );
    if (created) return { kind: "signed", note: value.id };
  } catch (error) {
    if (error instanceof DraftMoved) return moved;
    throw error;
  }
  // A note of this draft exists. Where the draft is gone it was signed a moment ago; else it came back after it had been signed,
  // perhaps with other words, and answering the old note would lose them.
  if ((await patientOfDraft(db.tenant(caller.tenant), caller.tenant, author, id)) === undefined) return moved;
  throw new NotesError(
    "draft/already-signed",
    "a note was signed from this draft already: copy these words into a new note",
  );
}
