import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { randomBytes32 } from "../../../../foundation/crypto/index.ts";
import type { KeyProvider } from "../key-provider.ts";

/** A provider and a second opening of the same key, as another process has it. */
export interface Candidate {
  readonly provider: KeyProvider;
  again(): Promise<KeyProvider>;
  /** One whose root key is another. */
  stranger(): Promise<KeyProvider>;
  /** What must not be printed. */
  readonly secrets: readonly string[];
}

const context = "tenant-key|1";

/** What every provider of a root key promises, whatever keeps the key. */
export function conformsAsProvider(name: string, open: () => Promise<Candidate>): void {
  describe(`a root key kept by ${name}`, () => {
    test("opens what it wrapped, here and in another process, and nothing shows through", async () => {
      const { provider, again } = await open();
      for (const plain of [randomBytes32(), Buffer.from("x"), Buffer.alloc(2_000, 7)]) {
        const wrapped = await provider.wrap(plain, context);
        expect(await provider.unwrap(wrapped, context)).toEqual(plain);
        expect(await (await again()).unwrap(wrapped, context)).toEqual(plain);
        if (plain.length > 8) expect(wrapped.includes(plain.subarray(0, 8))).toBe(false);
      }
    });

    test("wraps the same key differently each time", async () => {
      const { provider } = await open();
      const key = randomBytes32();
      expect(await provider.wrap(key, context)).not.toEqual(await provider.wrap(key, context));
    });

    test("refuses another context, another root key, and any altered byte", async () => {
      const { provider, stranger } = await open();
      const wrapped = await provider.wrap(randomBytes32(), context);
      const refused = { code: "keyring/wrong-root-key" };
      await expect(provider.unwrap(wrapped, "tenant-key|2")).rejects.toMatchObject(refused);
      await expect((await stranger()).unwrap(wrapped, context)).rejects.toMatchObject(refused);
      for (const at of [0, Math.floor(wrapped.length / 2), wrapped.length - 2]) {
        const altered = Buffer.from(wrapped);
        altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
        await expect(provider.unwrap(altered, context), `byte ${at}`).rejects.toMatchObject(refused);
      }
      await expect(provider.unwrap(Buffer.alloc(0), context)).rejects.toMatchObject(refused);
    });

    test("says what it is and how it is, without a secret", async () => {
      const { provider, secrets } = await open();
      const described = await provider.describe();
      expect(described.key).not.toBe("");
      expect(described.lastCopy).not.toBe("");
      expect(await provider.health()).toEqual({ state: "well" });
      const printed = `${inspect(provider, { depth: 12, showHidden: true })}${JSON.stringify([provider, described])}`;
      for (const secret of secrets) expect(printed).not.toContain(secret);
    });

    test("a new version wraps from then on, the old one opens until it is retired, and then no more", async ({
      skip,
    }) => {
      const { provider, again } = await open();
      const { renewal } = provider;
      if (renewal === undefined) return skip("whoever keeps this key makes its versions");
      const running = await again();
      const key = randomBytes32();
      const old = await provider.wrap(key, context);
      const version = await renewal.renew();
      expect((await provider.describe()).version).toBe(version);
      const renewed = await provider.wrap(key, context);
      expect(provider.versionOf(renewed)).toBe(version);
      expect(provider.versionOf(old)).not.toBe(version);
      for (const process of [provider, running, await again()]) {
        expect(await process.unwrap(old, context)).toEqual(key);
        expect(await process.unwrap(renewed, context)).toEqual(key);
      }
      await renewal.retireAllBut(version);
      for (const process of [provider, await again()]) {
        await expect(process.unwrap(old, context)).rejects.toMatchObject({ code: "keyring/wrong-root-key" });
        expect(await process.unwrap(renewed, context)).toEqual(key);
      }
    });
  });
}
