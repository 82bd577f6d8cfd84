import { randomUuid } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Caller, noPermissions, parseScopes } from "../../custody/access/index.ts";
import type { Actor } from "../../custody/identity/index.ts";
import type { LedgerAction, LedgerEntry } from "../../custody/ledger/index.ts";
import type { DeidentificationProfile } from "../../assurance/privacy/index.ts";
import type { CliHouse, CliPorts } from "./ports.ts";

/** Who acts at the command line: whoever may run it on this machine, by the name that the operating system knows. */
export function operator({ user }: CliPorts): Actor & { readonly kind: "system" } {
  return {
    kind: "system",
    id: `command-line/${user}`,
    name: `command line (${user})`,
    from: "this machine",
    requestId: randomUuid(),
  };
}

/** The operator as a caller who may import, and nothing else. */
export function importer(ports: CliPorts, tenant: TenantId): Caller {
  const { kind, id, name, requestId = "" } = operator(ports);
  return { kind, id, name, tenant, scopes: [], permissions: new Set(["import"]), from: "this machine", requestId };
}

/** The operator as a caller who may decide how long records are kept, and nothing else. */
export function retentionOperator(ports: CliPorts, tenant: TenantId): Caller {
  return { ...importer(ports, tenant), permissions: new Set(["retention.manage"]) };
}

/** The operator as a program that reads for an export without identifiers: consents are asked as for any other. What isn't wholly
 *  de-identified is for research, which reaches only whom a consent opens to it. */
export async function deidentifier(
  ports: CliPorts,
  { policy }: Pick<CliHouse, "policy">,
  tenant: TenantId,
  profile: DeidentificationProfile,
): Promise<Caller> {
  const { id, name, requestId = "" } = operator(ports);
  const purpose = profile === "research" ? "HRESCH" : undefined;
  const facts = await policy.facts({ tenant, kind: "client", id, purpose });
  const scopes = parseScopes("system/*.rs");
  return {
    ...facts,
    kind: "client",
    id,
    name,
    tenant,
    scopes,
    permissions: noPermissions,
    from: "this machine",
    requestId,
  };
}

/** An act of the operator, for the ledger. */
export function operatorEntry(ports: CliPorts, action: LedgerAction, detail: string): LedgerEntry {
  const { kind, id, name, from, requestId } = operator(ports);
  return {
    at: ports.now(),
    action,
    actor: { kind, id, name },
    why: "administration",
    from,
    requestId,
    resources: [],
    count: 0,
    detail,
  };
}
