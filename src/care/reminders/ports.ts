import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { ReminderSettings } from "./settings.ts";

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly calendar: { readonly method: "PUBLISH" | "CANCEL"; readonly file: string };
  readonly messageId: string;
}

/** How sending ended: `not-now`, the server can't be used; `refused`, it doesn't take this message; `not-known`, it broke off midway. */
export type MailOutcome = "sent" | "not-now" | "refused" | "not-known";

export interface Post {
  /** The address that mails come from. */
  readonly from: string;
  /** Whether the server can be used just now; nothing is sent. */
  readonly reach: () => Promise<boolean>;
  readonly send: (mail: OutgoingMail) => Promise<MailOutcome>;
  readonly isAddress: (text: string) => boolean;
}

export interface ReminderPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "read" | "search" | "history" | "update" | "withPatient">;
  /** Reads as `chart` does, and notes nothing: of what is mailed, the patient's ledger has an entry of its own. */
  readonly rehearsal: Pick<Chart, "search" | "history">;
  /** The program of the house that reminds, with what policy says of it: what is restricted, or what a consent closes, isn't there for it. */
  readonly program: (tenant: TenantId) => Promise<Caller>;
  /** Hashes a text under a key of the organisation's: 16 bytes, the same for ever. */
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  readonly settings: (tenant: TenantId) => Promise<ReminderSettings>;
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** Undefined where this installation sends no mail. */
  readonly post: Post | undefined;
  /** The last part of the names of messages and events: "records.example". */
  readonly host: string;
  readonly now: Clock;
}
