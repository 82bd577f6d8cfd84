/** The key above all others. Where it lives (a file, an HSM, a KMS) is the provider's matter; all it does is wrap and unwrap. */
export interface RootKey {
  /** @param context what the wrapped key is, authenticated with it.
   *  @throws KeyringError `keyring/provider-unavailable`, `keyring/provider-throttled`, `keyring/provider-refused` */
  wrap(key: Buffer, context: string): Promise<Buffer>;
  /** @throws KeyringError `keyring/wrong-root-key`, and as `wrap` */
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>;
}

export type ProviderKind = "file" | "pkcs11" | "aws-kms" | "transit";

/** What people are told of a root key. Nothing in it is secret. */
export interface ProviderDescription {
  readonly kind: ProviderKind;
  /** Names the key where it lives: a path, an ARN, "transit/keys/wardbook on vault.example". */
  readonly key: string;
  /** The version that wraps now, as far as the provider tells. */
  readonly version: string;
  /** How it is kept, in words: "sealed by a passphrase", "inside the HSM, not extractable". */
  readonly kept: string;
  /** Where copies of it may live that Wardbook can't reach, and when they end. For certificates of destruction. */
  readonly lastCopy: string;
}

export type ProviderHealth =
  | { readonly state: "well" }
  | { readonly state: "ill"; readonly code: string; readonly message: string };

/** Where the root key lives. Four implementations, one conformance suite: `testing/conformance.ts`. */
export interface KeyProvider extends RootKey {
  /** @throws KeyringError as `wrap` */
  describe(): Promise<ProviderDescription>;
  /** Wraps and unwraps a probe. Never throws. */
  health(): Promise<ProviderHealth>;
  /** The version of the root key that wrapped these bytes; undefined where only the provider knows. */
  versionOf(wrapped: Buffer): string | undefined;
  /** New versions of the root key; absent where somebody else makes them. */
  readonly renewal?: KeyRenewal;
}

export interface KeyRenewal {
  /** Makes a version that wraps from now on; older ones go on unwrapping. @returns its name */
  renew(): Promise<string>;
  /** Ends every version but this one. What they wrapped doesn't open any more.
   *  @returns what became of them, in words, for the ledger */
  retireAllBut(version: string): Promise<string>;
}
