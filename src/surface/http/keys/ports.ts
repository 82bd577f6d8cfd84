import type { KeyAdministration, Keyring, ProviderStanding } from "../../../custody/keyring/index.ts";
import type { LedgerWriter } from "../../../custody/ledger/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface KeysRoutesPorts {
  readonly authenticate: Authenticate;
  readonly keys: Pick<KeyAdministration, "ages" | "underWay" | "rotate" | "setPolicy" | "stop">;
  readonly keyring: Pick<Keyring, "keys">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  /** How the keeper of the root key fares, for this process. */
  readonly standing: () => ProviderStanding;
  readonly now: Clock;
  /** Told when a rotation broke off behind its answer; it is taken up within the hour. */
  readonly onFailure: (error: unknown) => void;
}
