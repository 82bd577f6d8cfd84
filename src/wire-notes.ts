import { type Letter, type Notes, type NotesPorts, openNotes, printNote, signLetter } from "./care/notes/index.ts";
import type { Stationery } from "./care/stationery/index.ts";
import type { Caller } from "./custody/access/index.ts";
import type { LedgerWriter } from "./custody/ledger/index.ts";
import type { ResourceId, Secret, TenantId } from "./foundation/kernel/index.ts";
import { letterPorts } from "./wire-letters-of-notes.ts";
import { notePaperPorts } from "./wire-papers-of-notes.ts";

interface NotesParts extends NotesPorts {
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  readonly stationery: Pick<Stationery, "standing">;
  /** IANA name of the zone whose days the organisation means. */
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** Where anybody reads the organisation's public signature keys. */
  readonly keysAt: (tenant: TenantId) => Promise<string>;
}

export interface NotesAtTheDoor {
  readonly notes: Notes;
  readonly signLetter: (caller: Caller, letter: Letter, password: Secret<string> | undefined) => Promise<ResourceId>;
  readonly printNote: (caller: Caller, note: ResourceId) => Promise<Buffer>;
}

/** Notes, letters and signed notes on paper. */
export function wireNotes(parts: NotesParts): NotesAtTheDoor {
  const letters = letterPorts(parts);
  const papers = notePaperPorts(parts);
  return {
    notes: openNotes(parts),
    signLetter: (caller, letter, password) => signLetter(letters, caller, letter, password),
    printNote: (caller, note) => printNote(papers, caller, note),
  };
}
