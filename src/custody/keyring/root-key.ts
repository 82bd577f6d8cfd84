/** The key above all others. Where it lives (a file, an HSM, a KMS) is the provider's matter; all it does is wrap and unwrap. */
export interface RootKey {
  /** @param context what the wrapped key is, authenticated with it. */
  wrap(key: Buffer, context: string): Promise<Buffer>;
  /** @throws KeyringError `keyring/wrong-root-key` */
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>;
}
