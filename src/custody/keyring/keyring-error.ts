import { CodedError } from "../../foundation/kernel/index.ts";

export type KeyringErrorCode =
  | "keyring/wrong-passphrase"
  | "keyring/passphrase-needed"
  | "keyring/passphrase-not-used"
  | "keyring/root-key-unreadable"
  | "keyring/root-key-missing"
  | "keyring/loose-permissions"
  | "keyring/unknown-key"
  | "keyring/unknown-tenant"
  | "keyring/wrong-root-key";

/** A key can't be had. Messages name files and what to do, never key material. */
export class KeyringError extends CodedError<KeyringErrorCode> {}
