import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importAeadKey, open, sealInto, sealOverheadBytes } from "./aead.ts";
import { equalBytes } from "./constant-time.ts";
import { hkdfSha256 } from "./derive.ts";
import { hmacSha256 } from "./digest.ts";
import { importPublicKey, verify } from "./sign.ts";

// Attack vectors of the Wycheproof project, read where they lie.

interface Vectors<Group, Case> {
  readonly testGroups: readonly (Group & { readonly tests: readonly (Case & Outcome)[] })[];
}
interface Outcome {
  readonly tcId: number;
  readonly comment: string;
  readonly result: "valid" | "invalid" | "acceptable";
}

function vectorsIn<Group, Case>(file: string): (Group & Case & Outcome)[] | undefined {
  const url = new URL(`../../../../shared/data/wycheproof/${file}`, import.meta.url);
  if (!existsSync(url)) return undefined;
  const { testGroups } = JSON.parse(readFileSync(url, "utf8")) as Vectors<Group, Case>;
  return testGroups.flatMap((group) => group.tests.map((one) => ({ ...group, ...one })));
}

function vectorTests<Group, Case>(file: string, run: (cases: readonly (Group & Case & Outcome)[]) => void): void {
  const cases = vectorsIn<Group, Case>(file);
  describe.skipIf(!cases)(cases ? file : `${file}, skipped: no ../shared/data`, () => run(cases ?? []));
}

const hex = (text: string) => Buffer.from(text, "hex");

vectorTests<
  { readonly ivSize: number; readonly keySize: number; readonly tagSize: number },
  {
    readonly key: string;
    readonly iv: string;
    readonly aad: string;
    readonly msg: string;
    readonly ct: string;
    readonly tag: string;
  }
>("aes_gcm.json", (all) => {
  const cases = all.filter(({ ivSize, keySize, tagSize }) => ivSize === 96 && keySize === 256 && tagSize === 128);

  test("the file has the cases that apply to our nonce, key and tag length", () => {
    expect(cases.length).toBe(66);
  });

  test.for(cases)("$tcId: $comment ($result)", ({ key, iv, aad, msg, ct, tag, result }) => {
    const aeadKey = importAeadKey(hex(key));
    const vector = Buffer.concat([hex(iv), hex(ct), hex(tag)]);
    if (result === "valid") {
      expect(open(aeadKey, vector, hex(aad))).toEqual(hex(msg));
      const sealed = Buffer.alloc(hex(msg).length + sealOverheadBytes);
      hex(iv).copy(sealed);
      expect(sealInto(sealed, aeadKey, hex(msg), hex(aad))).toEqual(vector);
    } else {
      expect(() => open(aeadKey, vector, hex(aad))).toThrow(
        expect.objectContaining({ code: "crypto/wrong-key-or-altered" }),
      );
    }
  });
});

vectorTests<
  unknown,
  { readonly ikm: string; readonly salt: string; readonly info: string; readonly size: number; readonly okm: string }
>("hkdf_sha256.json", (cases) => {
  test.for(cases)("$tcId: $comment ($result)", ({ ikm, salt, info, size, okm, result }) => {
    const derive = () => hkdfSha256({ secret: hex(ikm), salt: hex(salt), info: hex(info), length: size });
    if (result === "valid") expect(derive()).toEqual(hex(okm));
    else expect(derive).toThrow();
  });
});

vectorTests<{ readonly tagSize: number }, { readonly key: string; readonly msg: string; readonly tag: string }>(
  "hmac_sha256.json",
  (cases) => {
    test.for(cases)("$tcId: $comment ($result, $tagSize bits)", ({ key, msg, tag, tagSize, result }) => {
      const computed = hmacSha256(hex(key), hex(msg)).subarray(0, tagSize / 8);
      expect(equalBytes(computed, hex(tag))).toBe(result === "valid");
    });
  },
);

vectorTests<{ readonly publicKey: { readonly pk: string } }, { readonly msg: string; readonly sig: string }>(
  "ed25519.json",
  (cases) => {
    test.for(cases)("$tcId: $comment ($result)", ({ publicKey, msg, sig, result }) => {
      expect(verify(importPublicKey(hex(publicKey.pk)), hex(msg), hex(sig))).toBe(result === "valid");
    });
  },
);
