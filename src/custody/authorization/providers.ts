import type { Provider } from "oidc-provider";
import { type ProviderPorts, createProvider } from "./provider.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** The protocol's engine with the keys of this moment. A key that another process made is seen within a minute. */
export interface Providers {
  current(): Promise<Provider>;
}

const lookAgainMs = 60_000;

export function createProviders(ports: ProviderPorts, keys: SigningKeys): Providers {
  let made: { readonly provider: Provider; readonly kids: string } | undefined;
  let lookedAt = 0;
  let looking: Promise<Provider> | undefined;

  async function look(): Promise<Provider> {
    await keys.keepFresh();
    const jwks = await keys.open();
    const kids = jwks.map((key) => key.kid).join(" ");
    if (made?.kids !== kids) made = { provider: createProvider(ports, jwks), kids };
    lookedAt = ports.now();
    return made.provider;
  }

  return {
    async current() {
      if (made !== undefined && ports.now() - lookedAt < lookAgainMs) return made.provider;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}
