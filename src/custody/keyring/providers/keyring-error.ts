import { CodedError } from "../../../foundation/kernel/index.ts";

export type KeyringErrorCode =
  | "keyring/wrong-passphrase"
  | "keyring/passphrase-needed"
  | "keyring/passphrase-not-used"
  | "keyring/shares-needed"
  | "keyring/bad-share"
  | "keyring/root-key-unreadable"
  | "keyring/root-key-missing"
  | "keyring/loose-permissions"
  | "keyring/unknown-key"
  | "keyring/unknown-tenant"
  | "keyring/wrong-root-key"
  | "keyring/key-not-committed"
  /** The provider doesn't answer, or not in time. */
  | "keyring/provider-unavailable"
  /** The provider asks for patience. */
  | "keyring/provider-throttled"
  /** The provider answers no: the credentials, the policy or the key's state. Asking again won't help. */
  | "keyring/provider-refused"
  /** A package or library that the provider needs isn't there. */
  | "keyring/provider-missing"
  | "keyring/rotation-under-way"
  | "keyring/nothing-to-rotate"
  /** Something forbids to destroy it: a legal hold. */
  | "keyring/held"
  | "keyring/not-verified";

/** A key can't be had. Messages name files and what to do, never key material. */
export class KeyringError extends CodedError<KeyringErrorCode> {}
