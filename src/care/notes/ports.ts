import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { ConfirmSigner, Signatures } from "../../custody/signatures/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { PrintedNote } from "./print-note.ts";
import type { PrintedLetter } from "./sign-letter.ts";

/** What notes stand on. */
export interface NotesPorts {
  readonly db: Database;
  readonly chart: Pick<
    Chart,
    "read" | "vread" | "search" | "create" | "update" | "withPatient" | "seenAmong" | "attest"
  >;
  readonly signatures: Pick<Signatures, "prepare" | "sign" | "history">;
  readonly now: Clock;
  readonly confirmSigner: ConfirmSigner;
}

/** What letters stand on. */
export interface LetterPorts extends Omit<NotesPorts, "db"> {
  /** Sets a letter as a PDF. @throws NotesError `letter/too-long` */
  readonly print: (tenant: TenantId, letter: PrintedLetter) => Promise<Buffer>;
}

/** What notes on paper stand on. */
export interface NotePaperPorts extends Pick<NotesPorts, "chart" | "signatures" | "now"> {
  /** Sets a note as a PDF. @throws NotesError `note/too-long` */
  readonly print: (tenant: TenantId, note: PrintedNote) => Promise<Buffer>;
  /** Writes down that it was printed. */
  readonly witness: (
    caller: Caller,
    printed: { readonly patient: ResourceId; readonly resources: readonly string[]; readonly detail: string },
  ) => Promise<void>;
}
