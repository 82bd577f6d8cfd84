import type { TenantVault, VaultColumn } from "../../keyring/index.ts";
import type { Origin } from "../person/index.ts";
import { browserName } from "./browser-name.ts";

/** What tells sessions apart for their owner. Sealed at rest. */
export interface SessionDetails {
  readonly name: string;
  readonly userAgent?: string | undefined;
  readonly address?: string | undefined;
}

const context = (session: string) => `session/${session}/details`;

export const sessionColumn: VaultColumn = {
  table: "session",
  column: "sealed",
  key: ["session_hash"],
  also: ["session"],
  contexts: ({ session }: { session: string }) => [context(session)],
};

const longestUserAgent = 300;

export function detailsOf({ from, userAgent }: Origin): SessionDetails {
  return { name: browserName(userAgent), userAgent: userAgent?.slice(0, longestUserAgent), address: from };
}

export function sealDetails(vault: TenantVault, session: string, details: SessionDetails): Buffer {
  return vault.seal(context(session), Buffer.from(JSON.stringify(details)));
}

/** A session of before sessions had names has none. */
export function openDetails(vault: TenantVault, session: string, sealed: Buffer | null): SessionDetails {
  if (sealed === null) return { name: browserName(undefined) };
  return JSON.parse(vault.open(context(session), sealed).toString()) as SessionDetails;
}
