import { describe, expect, test } from "vitest";
import { generateSigningKey } from "../../../foundation/crypto/index.ts";
import { inclusionProof, leafHash, rootOf } from "../merkle/index.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { noteSigner } from "./note-key.ts";
import { formatProofBundle, parseProofBundle, verifyProofBundle } from "./proof-bundle.ts";
import { signNote } from "./signed-note.ts";

const origin = "hospital.example/ledger";
const log = noteSigner(origin, generateSigningKey());
const policy = { log: log.verifier, witnesses: [], witnessesNeeded: 0 };
const leaves = Array.from({ length: 11 }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));
const checkpoint = signNote(formatCheckpoint({ origin, size: leaves.length, rootHash: rootOf(leaves) }), log);
const bundle = formatProofBundle({ index: 6, proof: inclusionProof(leaves, 6), checkpoint });
const seventh = leafHash(Buffer.from("entry 6"));

describe("a proof bundle", () => {
  test("proves its entry and no other", () => {
    expect(verifyProofBundle(bundle, seventh, policy)).toMatchObject({ origin, size: 11 });
    const other = leafHash(Buffer.from("entry 7"));
    expect(() => verifyProofBundle(bundle, other, policy)).toThrow(
      expect.objectContaining({ code: "ledger/root-mismatch" }),
    );
  });

  test("has the form that other tools read", () => {
    const hash = Buffer.alloc(32, 1);
    const line = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    expect(formatProofBundle({ index: 0, proof: [], checkpoint: "checkpoint\n" })).toBe(
      "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n",
    );
    expect(
      formatProofBundle({ index: 10, proof: [hash, hash], checkpoint: "checkpoint\n", extra: Buffer.from("more") }),
    ).toBe(`c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 10\n${line}\n${line}\n\ncheckpoint\n`);
  });

  test("reads back", () => {
    const full = { index: 6, proof: inclusionProof(leaves, 6), checkpoint, extra: Buffer.from("more") };
    expect(parseProofBundle(formatProofBundle(full))).toEqual(full);
    expect(parseProofBundle(bundle)).toEqual({ ...full, extra: undefined });
  });

  test("fails with any one byte changed", () => {
    const bytes = Buffer.from(bundle, "utf8");
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x01;
      expect(() => verifyProofBundle(altered.toString("utf8"), seventh, policy)).toThrow();
    }
  });

  const hashLine = `${Buffer.alloc(32).toString("base64")}\n`;
  test.for([
    "",
    "c2sp.org/tlog-proof@v1\n",
    `c2sp.org/tlog-proof@v2\nindex 0\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\nindex 01\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\nindex -1\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\nindex 0\nextra bW9yZQ==\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\nextra *\nindex 0\n\n${checkpoint}`,
    `c2sp.org/tlog-proof@v1\nindex 0\n${hashLine.repeat(54)}\n${checkpoint}`,
  ])("is refused in any other form: %j", (text) => {
    expect(() => parseProofBundle(text)).toThrow(expect.objectContaining({ code: "ledger/malformed-proof-bundle" }));
  });
});
