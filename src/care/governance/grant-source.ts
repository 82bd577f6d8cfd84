import type { BreakGlassGrant, Scope } from "../../custody/access/index.ts";
import { CryptoError } from "../../foundation/crypto/index.ts";
import type { Clock, PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Extent } from "./proxies/authority.ts";
import { type BreakGlassRow, grantsInForce } from "./break-glass/break-glass-table.ts";
import { openInForce } from "./break-glass/opened.ts";
import { reasonSentence } from "./break-glass/reason.ts";
import type { Vault } from "./ports.ts";
import { openProxy } from "./proxies/opened.ts";
import { type ProxyRow, proxiesToCome } from "./proxies/proxy-table.ts";
import { proxiesAsRegistered } from "./proxies/registered.ts";
import { openDecision, openVendor, scopesOf } from "./vendor-access/opened.ts";
import { type VendorRow, vendorAccessToCome } from "./vendor-access/vendor-access-table.ts";

/** A vendor's person may read this until then. */
export interface VendorGrant {
  readonly id: string;
  readonly person: PersonId;
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970; `from` included, `until` not. */
  readonly from: number;
  readonly until: number;
}

/** A break-glass grant with the person who has it. */
export interface HeldBreakGlass extends BreakGlassGrant {
  readonly person: PersonId;
}

/** Somebody may act for a patient until then. */
export interface HeldProxy {
  readonly id: string;
  readonly person: PersonId;
  readonly patient: ResourceId;
  readonly relatedPerson: ResourceId;
  readonly extent: Extent;
  /** Milliseconds since 1970; `from` included, `until` not. */
  readonly from: number;
  readonly until: number;
}

/** Exceptional grants in force, for whoever decides about access. */
export interface GrantSource {
  /** Everything of an organisation that opens something now, or (vendors) will before it ends: for a snapshot. Whoever keeps it has
   *  to look at `from` and `until` at each use. */
  grantsOf(tenant: TenantId): Promise<{
    readonly breakGlass: readonly HeldBreakGlass[];
    readonly vendors: readonly VendorGrant[];
    readonly proxies: readonly HeldProxy[];
  }>;
}

export interface GrantSourcePorts {
  readonly db: Database;
  readonly vault: (tenant: TenantId) => Promise<Vault>;
  readonly now: Clock;
  /** Told of a row that no key of ours sealed: it was put, moved or stretched by somebody who has the database, and opens nothing. */
  readonly onForgery: (tenant: TenantId, id: string) => void;
}

export function openGrantSource({ db, vault, now, ...ports }: GrantSourcePorts): GrantSource {
  // Told once, though each snapshot meets it again.
  const told = new Set<string>();
  const onForgery = (tenant: TenantId, id: string) => {
    const name = `${tenant}|${id}`;
    if (told.has(name)) return;
    told.add(name);
    ports.onForgery(tenant, id);
  };

  async function genuine<Row extends { readonly id: string }, T>(
    tenant: TenantId,
    rows: readonly Row[],
    open: (vault: Vault, row: Row) => T | undefined,
  ): Promise<readonly T[]> {
    const own = await vault(tenant);
    return rows.flatMap((row) => {
      try {
        const opened = open(own, row);
        return opened === undefined ? [] : [opened];
      } catch (error) {
        if (!(error instanceof CryptoError)) throw error;
        onForgery(tenant, row.id);
        return [];
      }
    });
  }

  return {
    async grantsOf(tenant) {
      const queryable = db.tenant(tenant);
      return {
        breakGlass: await genuine(tenant, await grantsInForce(queryable, tenant, now()), breakGlassGrant),
        vendors: await genuine(tenant, await vendorAccessToCome(queryable, tenant, now()), vendorGrant),
        proxies: await genuine(
          tenant,
          await proxiesAsRegistered({ db, vault }, tenant, (tx) => proxiesToCome(tx, tenant, now())),
          heldProxy,
        ),
      };
    },
  };
}

function breakGlassGrant(vault: Vault, row: BreakGlassRow): HeldBreakGlass {
  const { kind } = openInForce(vault, row);
  const { id, patient, person, began_at: from, until } = row;
  return { id, patient, person, from, until, reason: reasonSentence[kind] };
}

function heldProxy(vault: Vault, row: ProxyRow): HeldProxy | undefined {
  openProxy(vault, row);
  const { id, person, patient, related_person: relatedPerson, extent, from_at: from, until } = row;
  return relatedPerson === null ? undefined : { id, person, patient, relatedPerson, extent, from, until };
}

function vendorGrant(vault: Vault, row: VendorRow): VendorGrant | undefined {
  const words = openVendor(vault, row);
  // Approved in the row is not enough: the approver's own sealed decision has to be there.
  if (openDecision(vault, row, true) === undefined) return undefined;
  return { id: row.id, person: row.person, scopes: scopesOf(words), from: row.from_at, until: row.until };
}
