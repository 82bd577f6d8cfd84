import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { draftsAbout } from "./draft-table.ts";
import { type Draft, openDraft } from "./draft.ts";
import type { NotesPorts } from "./ports.ts";

/** What somebody is told of unsigned notes about them. */
export interface DraftsAbout {
  readonly drafts: readonly Draft[];
  /** How many aren't told: they add to a note that is hidden from who asks. */
  readonly withheld: number;
}

const takenOut = { action: "export", detail: "took out notes that nobody has signed" } as const;

/** Every unsigned note about a patient, whoever writes it, for the patient: it is kept about them, signed or not (Article 15(1) GDPR).
 *  Whoever calls has seen to it that the caller is the patient. @throws ChartError */
export async function readDraftsAbout(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  patient: ResourceId,
): Promise<DraftsAbout> {
  const all = await chart.withPatient<readonly Draft[]>(caller, patient, {
    needs: { interaction: "read", type: "DocumentReference" },
    entry: (drafts) => (drafts.length === 0 ? undefined : takenOut),
    run: async (tx, vault) => (await draftsAbout(tx, caller.tenant, patient)).map((row) => openDraft(vault, row)),
  });
  const notes = all.flatMap(({ addendumTo }) => addendumTo ?? []);
  const seen = await chart.seenAmong(
    caller,
    notes.map((id) => ({ type: "DocumentReference", id })),
  );
  const drafts = all.filter(({ addendumTo }) => addendumTo === undefined || seen.has(addendumTo));
  return { drafts, withheld: all.length - drafts.length };
}
