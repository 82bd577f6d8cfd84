import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { PaperSize, Printed, PrintedDocument, PrintedHead } from "../../../print/index.ts";
import type { RecordRightsAct } from "./act.ts";
import type { Letterhead } from "./letters/letterhead.ts";

/** Seals what belongs to the organisation and to no patient. */
export interface Vault {
  seal(context: string, plaintext: Buffer): Buffer;
  open(context: string, sealed: Buffer): Buffer;
}

export interface RightsPorts {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: () => string;
  readonly vault: (tenant: TenantId) => Promise<Vault>;
  readonly record: RecordRightsAct;
  /** Witnesses a look at what is kept of requests about these patients, in each one's ledger; resolves when that is durable.
   *  @param why a sentence */
  readonly witnessLook: (caller: Caller, patients: ReadonlySet<ResourceId>, why: string) => Promise<void>;
  /** "Nora Halloran, born 1948-02-29". Undefined when there is no such patient for the caller. */
  readonly patientLabel: (caller: Caller, patient: ResourceId) => Promise<string | undefined>;
  /** Told of a row that doesn't open as it stands. */
  readonly onAltered: (tenant: TenantId, id: string) => void;
  readonly chart: Pick<Chart, "toRestrict" | "readRestricted">;
  /** In a transaction that changes what is restricted: every process decides anew within a second of its commit. */
  readonly restrictionsChange: (tx: Transaction, tenant: TenantId) => Promise<void>;
  /** After it: this one does at once. */
  readonly restrictionsChanged: (tenant: TenantId) => void;
}

/** A record as the chart opens it. */
export type OpenedRecord = Awaited<ReturnType<Chart["readRestricted"]>>["value"];

export interface LetterLook {
  readonly head?: PrintedHead | undefined;
  /** Undefined: the paper that is usual where the law holds. */
  readonly size?: PaperSize | undefined;
  /** Millimetres. */
  readonly margin?: number | undefined;
}

/** What letters need beside. */
export interface LetterPorts extends RightsPorts {
  readonly print: (document: PrintedDocument) => Promise<Printed>;
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  readonly letterhead: (tenant: TenantId) => Letterhead | Promise<Letterhead>;
  /** How the organisation has its letters: what stands above them in place of its name and address, and on which paper. */
  readonly look?: (tenant: TenantId) => Promise<LetterLook | undefined>;
  /** Where the patient gets letters, line by line; empty where the caller sees none. */
  readonly patientAddress: (caller: Caller, patient: ResourceId) => Promise<readonly string[]>;
}
