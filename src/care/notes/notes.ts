import type { Caller } from "../../custody/access/index.ts";
import type { PersonId, ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { coSign, returnNote } from "./co-sign.ts";
import { type Draft, type DraftId, openDraft } from "./draft.ts";
import type { SignedRecord } from "../../custody/signatures/index.ts";
import { type NoteSignatures, exportSignedNote, readSignatures } from "./note-signatures.ts";
import { type DraftsAbout, readDraftsAbout } from "./drafts-about.ts";
import { deleteDraft, draftsOf, patientOfDraft } from "./draft-table.ts";
import { unknownDraft } from "./notes-error.ts";
import { openedDraft } from "./opened-draft.ts";
import type { NotesPorts } from "./ports.ts";
import { type DraftSave, type SaveOutcome, saveDraft } from "./save-draft.ts";
import { type SignOutcome, type Signing, signDraft } from "./sign-draft.ts";

/** Notes about patients: drafted, then signed. Callers are people; drafts are their author's alone, and who they are about may take them out. */
export interface Notes {
  /** The caller's own drafts in a chart, newest first. @throws ChartError */
  list(caller: Caller, patient: ResourceId): Promise<readonly Draft[]>;
  /** Unsigned notes about a patient, for nobody else. @throws ChartError */
  about(caller: Caller, patient: ResourceId): Promise<DraftsAbout>;
  /** @throws NotesError, ChartError */
  save(caller: Caller, save: DraftSave): Promise<SaveOutcome>;
  /** @throws NotesError `draft/unknown`; ChartError */
  discard(caller: Caller, id: DraftId): Promise<void>;
  /** @throws NotesError, ChartError, and what the port `confirmSigner` throws */
  sign(caller: Caller, signing: Signing): Promise<SignOutcome>;
  /** Adds a second signature to a note that waits for one: it becomes final.
   *  @throws NotesError, ChartError, and what the port `confirmSigner` throws */
  coSign(
    caller: Caller,
    signing: { readonly note: ResourceId; readonly password: Secret<string> | undefined },
  ): Promise<void>;
  /** Gives a note that waits for a second signature back to its author. @throws NotesError, ChartError */
  giveBack(caller: Caller, back: { readonly note: ResourceId; readonly words: string }): Promise<void>;
  /** What is signed of a note, checked now. @throws ChartError */
  signatures(caller: Caller, note: ResourceId): Promise<NoteSignatures>;
  /** The signed version with its signatures and the keys, for a check elsewhere. @throws NotesError `note/not-signed`, `note/partly-hidden`; ChartError */
  signedRecord(caller: Caller, note: ResourceId): Promise<SignedRecord>;
}

export function openNotes(ports: NotesPorts): Notes {
  const { db, chart } = ports;
  return {
    list: (caller, patient) =>
      chart.withPatient(caller, patient, {
        needs: { interaction: "create", type: "DocumentReference" },
        entry: (drafts) => (drafts.length === 0 ? undefined : openedDraft),
        run: async (tx, vault) =>
          (await draftsOf(tx, caller.tenant, caller.id as PersonId, patient)).map((row) => openDraft(vault, row)),
      }),

    about: (caller, patient) => readDraftsAbout(ports, caller, patient),
    save: (caller, save) => saveDraft(ports, caller, save),

    async discard(caller, id) {
      const author = caller.id as PersonId;
      const patient = await patientOfDraft(db.tenant(caller.tenant), caller.tenant, author, id);
      if (patient === undefined) throw unknownDraft();
      await chart.withPatient(caller, patient, {
        needs: { interaction: "create", type: "DocumentReference" },
        entry: () => ({ action: "draft", detail: "discarded a note" }),
        run: async (tx) => {
          if (!(await deleteDraft(tx, caller.tenant, { id, author }))) throw unknownDraft();
        },
      });
    },

    sign: (caller, signing) => signDraft(ports, caller, signing),
    coSign: (caller, signing) => coSign(ports, caller, signing),
    giveBack: (caller, back) => returnNote(ports, caller, back),
    signatures: (caller, note) => readSignatures(ports, caller, note),
    signedRecord: (caller, note) => exportSignedNote(ports, caller, note),
  };
}
