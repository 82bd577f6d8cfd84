import type { Clock, Secret } from "./foundation/kernel/index.ts";
import type { ConnectionSettings } from "./foundation/platform/database/index.ts";
import type { MailSettings, MirrorSetting, RootKeySetting, StripeSetting } from "./foundation/platform/config/index.ts";
import type { OpenRootKey } from "./custody/keyring/index.ts";
import type { Instead } from "./instead.ts";

export interface ComposeOptions {
  readonly dataDirectory: string;
  /** Connects as the owner of the schema, who may create roles. */
  readonly owner: ConnectionSettings;
  readonly passphrase: Secret<string> | undefined;
  /** One that is open already: then what follows says nothing. */
  readonly openedRootKey?: OpenRootKey;
  /** A file in the data directory without it. */
  readonly rootKey?: RootKeySetting;
  readonly rootKeySecret?: Secret<string> | undefined;
  readonly rootKeyShares?: readonly Secret<string>[];
  /** Told that the start waits for shares of the root key; without it a start that lacks some fails. */
  readonly onWaitingForShares?: (message: string) => void;
  readonly now: Clock;
  readonly log: {
    info(message: string): void;
    warn(message: string): void;
    error(error: unknown, message: string): void;
  };
  /** What browsers use, such as "https://records.example". Tokens, links, cookies and passkeys are made for it. */
  readonly publicOrigin: string;
  readonly connections?: number;
  /** Path of a policy that says whose cosignatures are needed; without it nobody's. */
  readonly witnesses?: string | undefined;
  /** Where a copy of what is public is kept; nowhere without it. */
  readonly ledgerMirror?: MirrorSetting | undefined;
  /** Without it no mail is sent. */
  readonly mail?: MailSettings | undefined;
  /** Without it nobody is paid online. */
  readonly stripe?: StripeSetting | undefined;
  /** Whether this process alone has the data directory, on the disk that the database is on too: then entries that are witnessed
   *  on their own wait there, durable, until they are posted to the database by the thousand. */
  readonly keepDaybook?: boolean;
  readonly instead?: Instead;
}
