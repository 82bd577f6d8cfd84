import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Client } from "./client.ts";

/** From where registered apps run that are pages in somebody's browser. */
export interface AppOrigins {
  /** Whether the origin is exactly that of a public client's redirect address, in any organisation. At once when asked lately. */
  has(origin: string): boolean | Promise<boolean>;
  /** Makes this process ask the database again. */
  forget(): void;
}

/** What another process registers or ends counts here after so long. */
const rememberedMs = 5_000;

export function createAppOrigins(ports: {
  readonly organisations: () => Promise<readonly TenantId[]>;
  readonly clientsOf: (tenant: TenantId) => Promise<readonly Client[]>;
  readonly now: Clock;
}): AppOrigins {
  let known: { readonly origins: ReadonlySet<string>; readonly until: number } | undefined;
  let asking: Promise<ReadonlySet<string>> | undefined;
  let changes = 0;

  async function ask(): Promise<ReadonlySet<string>> {
    const before = changes;
    const origins = new Set<string>();
    for (const tenant of await ports.organisations())
      for (const client of await ports.clientsOf(tenant)) for (const origin of originsOf(client)) origins.add(origin);
    // What was read while something changed answers those who waited, and nobody after them.
    if (changes === before) known = { origins, until: ports.now() + rememberedMs };
    return origins;
  }

  return {
    has(origin) {
      if (known !== undefined && ports.now() < known.until) return known.origins.has(origin);
      const current = (asking ??= ask().finally(() => {
        if (asking === current) asking = undefined;
      }));
      return current.then((origins) => origins.has(origin));
    },
    forget() {
      changes += 1;
      known = undefined;
      asking = undefined;
    },
  };
}

/** Addresses of apps on a device have no origin that a browser would name. */
function originsOf({ kind, state, redirectUris }: Client): readonly string[] {
  if (kind !== "public" || state !== "active") return [];
  return redirectUris.filter((uri) => /^https?:/.test(uri)).flatMap((uri) => URL.parse(uri)?.origin ?? []);
}
