import { describe, expect, test } from "vitest";
import { generateSigningKey, importMlDsaSigningKey } from "../../../foundation/crypto/index.ts";
import { formatVerifierKey, mlDsaCosigner, noteSigner, parseVerifierKey, rawPublicKey } from "./note-key.ts";

// Source: golang.org/x/mod/sumdb/note, note_test.go.
const peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const malformed = expect.objectContaining({ code: "ledger/malformed-key" });

describe("a verifier key", () => {
  test("known from another implementation reads and writes the same", () => {
    const verifier = parseVerifierKey(peter);
    expect(verifier).toMatchObject({ name: "PeterNeumann", kind: "note", keyId: "c74f20a3" });
    expect(formatVerifierKey(verifier)).toBe(peter);
  });

  test("comes back from its text, for logs and for witnesses of either kind, under different ids", () => {
    const key = generateSigningKey();
    const name = "w.example/1";
    const verifiers = [
      noteSigner(name, key).verifier,
      noteSigner(name, key, "cosignature").verifier,
      mlDsaCosigner(name, importMlDsaSigningKey(Buffer.alloc(32, 7))).verifier,
    ];
    expect(new Set(verifiers.map(({ keyId }) => keyId)).size).toBe(3);
    for (const verifier of verifiers) {
      const again = parseVerifierKey(formatVerifierKey(verifier));
      expect([again.name, again.kind, again.keyId]).toEqual([name, verifier.kind, verifier.keyId]);
      expect(rawPublicKey(again)).toEqual(rawPublicKey(verifier));
    }
  });

  test("cut anywhere, or with any one character raised, is refused", () => {
    for (let from = 0; from < peter.length; from += 1) {
      for (let to = from + 1; to <= peter.length; to += 1) {
        if (to - from !== peter.length) expect(() => parseVerifierKey(peter.slice(from, to))).toThrow(malformed);
      }
      const raised = String.fromCharCode(peter.charCodeAt(from) + 1);
      expect(() => parseVerifierKey(peter.slice(0, from) + raised + peter.slice(from + 1))).toThrow(malformed);
    }
  });

  test.for([
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  ])("of a wrong length, kind or spelling is refused: %s", (text) => {
    expect(() => parseVerifierKey(text)).toThrow(malformed);
  });

  test.for(["", "a b", "a+b", "a\u00a0b", "a\nb", "a\u0000b", "a\u2028"])("can't have the name %j", (name) => {
    expect(() => noteSigner(name, generateSigningKey())).toThrow(malformed);
  });
});
