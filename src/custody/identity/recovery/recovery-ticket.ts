import type { TenantVault } from "../../keyring/index.ts";
import type { Organisation } from "../organisation/index.ts";
import {
  type RecoveryDetails,
  type Ticket,
  hashHalf,
  hashSecret,
  isHash,
  openRecovery,
  readTicket,
} from "./recovery-details.ts";
import { type RecoveryRow, readRecovery } from "./recovery-table.ts";
import type { RecoveryPorts } from "./recovery.ts";

/** Whose secret a link holds: the mail's, or that of one approval. */
export type TicketHolder = "mail" | { readonly approval: number };

export interface OpenTicket {
  readonly ticket: Ticket;
  readonly organisation: Organisation;
  readonly vault: TenantVault;
  readonly row: RecoveryRow;
  readonly holder: TicketHolder;
}

/** The recovery that a link names, when the link's secret is right. */
export async function openTicket(ports: RecoveryPorts, text: string): Promise<OpenTicket | undefined> {
  const ticket = readTicket(text);
  const organisation = ticket && (await ports.organisations.of(ticket.tenant));
  if (ticket === undefined || organisation === undefined) return undefined;
  const { tenant, recovery } = ticket;
  const vault = await ports.keyring.vault(tenant);
  const row = await readRecovery(ports.database.tenant(tenant), tenant, recovery);
  if (row === undefined) return undefined;
  const holder = holderOf(vault, ticket, openRecovery(vault, recovery, row.sealed));
  return holder === undefined ? undefined : { ticket, organisation, vault, row, holder };
}

function holderOf(
  vault: TenantVault,
  { recovery, secret }: Ticket,
  details: RecoveryDetails,
): TicketHolder | undefined {
  if (isHash(details.mailHash, hashSecret(vault, recovery, secret))) return "mail";
  const half = hashHalf(vault, recovery, secret);
  const approval = details.approvals.findIndex(({ hash }) => isHash(hash, half));
  return approval < 0 ? undefined : { approval };
}

/** Whether the half that was typed is the other approver's. */
export function completes(
  { vault, holder, ticket }: OpenTicket,
  { approvals }: RecoveryDetails,
  otherHalf: string | undefined,
): boolean {
  if (holder === "mail" || otherHalf === undefined) return false;
  const typed = hashHalf(vault, ticket.recovery, otherHalf);
  return approvals.some(({ hash }, at) => at !== holder.approval && isHash(hash, typed));
}
