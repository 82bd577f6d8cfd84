import type { Caller } from "../../custody/access/index.ts";
import type { PatientVault } from "../../custody/chart/index.ts";
import type { PersonId, ResourceId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type Draft, type DraftId, type DraftWords, openDraft, sameWords, sealDraft } from "./draft.ts";
import { type DraftRow, holdDraft, insertDraft, updateDraft } from "./draft-table.ts";
import { unknownDraft } from "./notes-error.ts";
import { openedDraft } from "./opened-draft.ts";
import type { NotesPorts } from "./ports.ts";
import { expectLinks } from "./signed-note.ts";

export interface DraftSave {
  readonly id: DraftId;
  readonly patient: ResourceId;
  readonly words: DraftWords;
  /** The revision that these words were written on; 0 begins a draft. */
  readonly baseRevision: number;
}

export type SaveOutcome =
  | { readonly kind: "saved"; readonly revision: number; readonly savedAt: number }
  /** Other words were saved meanwhile. They are answered, and nothing was changed. */
  | { readonly kind: "conflict"; readonly current: Draft };

type Saved = SaveOutcome & { readonly begun: boolean };

/** Keeps the words of a draft. The same save sent twice has the effect of one.
 *  @throws NotesError `draft/unknown`, `draft/unsuitable-target`; ChartError */
export async function saveDraft(ports: NotesPorts, caller: Caller, save: DraftSave): Promise<SaveOutcome> {
  const { patient, words, baseRevision } = save;
  if (baseRevision === 0) await expectLinks(ports, caller, patient, words);
  const { begun: _, ...outcome } = await ports.chart.withPatient<Saved>(caller, patient, {
    needs: { interaction: "create", type: "DocumentReference" },
    // One entry when it is begun or other words are shown, none at each of the saves that follow while it is typed.
    entry: ({ kind, begun }) =>
      kind === "conflict" ? openedDraft : begun ? { action: "draft", detail: "began a note" } : undefined,
    run: (tx, vault) => keep(tx, vault, caller, save, ports.now()),
  });
  return outcome;
}

async function keep(
  tx: Transaction,
  vault: PatientVault,
  caller: Caller,
  { id, patient, words, baseRevision }: DraftSave,
  at: number,
): Promise<Saved> {
  const author = caller.id as PersonId;
  const rowAt = (revision: number): DraftRow => {
    const place = { id, author, revision };
    return {
      ...place,
      patient,
      key_no: vault.keyNo,
      saved_at: at,
      sealed: sealDraft(vault, place, words, caller.name),
    };
  };
  if (baseRevision === 0 && (await insertDraft(tx, caller.tenant, rowAt(1))))
    return { kind: "saved", revision: 1, savedAt: at, begun: true };
  const held = await holdDraft(tx, caller.tenant, id);
  if (held === undefined || held.author !== author || held.patient !== patient) throw unknownDraft();
  if (held.revision === baseRevision) {
    const next = rowAt(baseRevision + 1);
    await updateDraft(tx, caller.tenant, next);
    return { kind: "saved", revision: next.revision, savedAt: at, begun: false };
  }
  const current = openDraft(vault, held);
  if (held.revision === baseRevision + 1 && sameWords(current, words)) {
    return { kind: "saved", revision: held.revision, savedAt: held.saved_at, begun: false };
  }
  return { kind: "conflict", current, begun: false };
}
