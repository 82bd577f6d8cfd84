import { z } from "zod";

const base64 = z.string().transform((text) => Buffer.from(text, "base64"));
const wholeKey = base64.refine((bytes) => bytes.length === 32, "a key has 32 bytes");
const argon2id = z.object({ memoryKib: z.number(), passes: z.number(), lanes: z.number(), salt: base64 });
const version = z.string().regex(/^[0-9a-f]{8}$/);
const sealedKeys = z.array(z.object({ version, sealed: base64 })).min(1);

const first = "wardbook-root-key/1";
const second = "wardbook-root-key/2";

/** The first format holds one key, which has no version's name; the second several, the last of which wraps. */
export const rootFileFormat = z.union([
  z.object({ format: z.literal(first), protection: z.literal("none"), key: wholeKey }),
  z.object({ format: z.literal(first), protection: z.literal("passphrase"), argon2id, sealed: base64 }),
  z.object({
    format: z.literal(second),
    protection: z.literal("none"),
    keys: z.array(z.object({ version, key: wholeKey })).min(1),
  }),
  z.object({ format: z.literal(second), protection: z.literal("passphrase"), argon2id, keys: sealedKeys }),
  z.object({
    format: z.literal(second),
    protection: z.literal("shares"),
    set: z.string().regex(/^[0-9a-f]{8}$/),
    shares: z.number(),
    threshold: z.number(),
    keys: sealedKeys,
  }),
]);

export type RootFile = z.output<typeof rootFileFormat>;
/** The one key of a file of the first format. */
export const firstVersion = "00000001";
export const rootFileContext = { first, second } as const;
