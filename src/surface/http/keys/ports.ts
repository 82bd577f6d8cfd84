import type { KeyAdministration, Keyring, ProviderStanding } from "../../../custody/keyring/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface KeysRoutesPorts {
  readonly authenticate: Authenticate;
  readonly keys: Pick<KeyAdministration, "ages" | "underWay">;
  readonly keyring: Pick<Keyring, "keys">;
  /** How the keeper of the root key fares, for this process. */
  readonly standing: () => ProviderStanding;
}
