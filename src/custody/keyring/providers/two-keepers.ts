import type { KeyProvider, RootKey } from "./key-provider.ts";
import { KeyringError } from "./keyring-error.ts";

// While the root key moves from one keeper to another, what it wraps is wrapped by both, in one value: whichever of the two a start
// asks, it opens. "WBD" 0x01 | length of the first, uint32 | first | second.
const magic = Buffer.from([0x57, 0x42, 0x44, 0x01]);
const startOfFirst = magic.length + 4;

function partsOf(wrapped: Buffer): readonly Buffer[] | undefined {
  if (wrapped.length <= startOfFirst || !wrapped.subarray(0, magic.length).equals(magic)) return undefined;
  const startOfSecond = startOfFirst + wrapped.readUInt32BE(magic.length);
  if (startOfSecond >= wrapped.length) return undefined;
  return [wrapped.subarray(startOfFirst, startOfSecond), wrapped.subarray(startOfSecond)];
}

export function isUnderTwoKeepers(wrapped: Buffer): boolean {
  return partsOf(wrapped) !== undefined;
}

/** Wraps with both, and opens with either. */
export function underBoth(first: RootKey, second: RootKey): RootKey {
  return {
    async wrap(key, context) {
      const [one, two] = [await first.wrap(key, context), await second.wrap(key, context)];
      const header = Buffer.alloc(startOfFirst);
      magic.copy(header);
      header.writeUInt32BE(one.length, magic.length);
      return Buffer.concat([header, one, two]);
    },
    unwrap: (wrapped, context) => second.unwrap(wrapped, context),
  };
}

/** A keeper that also opens its own part of what two wrapped. */
export function openingItsPart<Provider extends KeyProvider>(provider: Provider): Provider {
  return {
    ...provider,
    async unwrap(wrapped: Buffer, context: string) {
      for (const part of partsOf(wrapped) ?? []) {
        try {
          return await provider.unwrap(part, context);
        } catch (error) {
          if (!(error instanceof KeyringError && error.code === "keyring/wrong-root-key")) throw error;
        }
      }
      return provider.unwrap(wrapped, context);
    },
    versionOf: (wrapped: Buffer) => (isUnderTwoKeepers(wrapped) ? undefined : provider.versionOf(wrapped)),
  };
}
