import { describe, expect, test } from "vitest";
import { generateSigningKey, importMlDsaSigningKey, importSigningKey } from "../../../foundation/crypto/index.ts";
import type { NoteErrorCode } from "./note-error.ts";
import { mlDsaCosigner, noteSigner, parseVerifierKey } from "./note-key.ts";
import { cosignNote, linesOf, openNote, signNote } from "./signed-note.ts";

// Source: golang.org/x/mod/sumdb/note, note_test.go.
const peter = parseVerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
const peterSeed = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const peterLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const note = `${text}\n${peterLine}`;

const refused = (code: NoteErrorCode) => expect.objectContaining({ code });
const other = noteSigner("other.example/log", generateSigningKey());

describe("a signed note", () => {
  test("made elsewhere opens, and is made here byte for byte", () => {
    expect(openNote(note, [peter])).toEqual({ text, signedBy: [{ verifier: peter, witnessedAtSeconds: undefined }] });
    expect(signNote(text, noteSigner("PeterNeumann", importSigningKey(peterSeed)))).toBe(note);
  });

  test("doesn't open with any one byte of its text or signature changed", () => {
    const bytes = Buffer.from(note, "utf8");
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x01;
      expect(() => openNote(altered.toString("utf8"), [peter])).toThrow();
    }
  });

  test("may hold lines of strangers, empty lines and many signatures", () => {
    const stranger = signNote(text, other).slice(text.length + 1);
    expect(openNote(`${note}${stranger}`, [peter]).signedBy).toHaveLength(1);
    expect(openNote(`${text}\n${stranger}${peterLine}${peterLine}`, [other.verifier, peter]).signedBy).toHaveLength(2);
    const withGap = "one\n\ntwo\n";
    expect(openNote(signNote(withGap, other), [other.verifier]).text).toBe(withGap);
  });

  test("is refused when nobody who is trusted signed it", () => {
    expect(() => openNote(note, [other.verifier])).toThrow(refused("ledger/unknown-signer"));
    expect(() => openNote(note, [])).toThrow(refused("ledger/unknown-signer"));
    // Same name, another key.
    expect(() => openNote(note, [noteSigner("PeterNeumann", generateSigningKey()).verifier])).toThrow(
      refused("ledger/unknown-signer"),
    );
  });

  test("is refused when a trusted key's signature is wrong, though another's is right", () => {
    const stranger = signNote(text, other).slice(text.length + 1);
    const wrong = signNote("other text\n", other).slice("other text\n\n".length);
    expect(() => openNote(`${note}${wrong}`, [peter, other.verifier])).toThrow(refused("ledger/wrong-signature"));
    expect(openNote(`${note}${stranger}`, [peter, other.verifier]).signedBy).toHaveLength(2);
  });

  test.for([
    "",
    text,
    `${text}\n`,
    note.slice(0, -1),
    `${note}\n`,
    note.replace("— ", "- "),
    note.replace("— ", "—\u00a0"),
    note.replace("x08go", "x08g*"),
    `${text}\n— PeterNeumann \n`,
    `${text}\n— PeterNeumann x08goA==\n${peterLine}`.replace("x08goA==", "x08="),
    `tab\there\n\n${peterLine}`,
    `\u0000\n\n${peterLine}`,
    `${text}\n${peterLine.repeat(101)}`,
  ])("is refused when it is no note: %j", (nothing) => {
    expect(() => openNote(nothing, [peter])).toThrow(refused("ledger/malformed-note"));
  });

  test("isn't made of a text that can't be one", () => {
    for (const bad of ["", "no newline", "tab\there\n", "\ud800\n"]) {
      expect(() => signNote(bad, other)).toThrow(refused("ledger/malformed-note"));
    }
  });
});

describe("a witness's signature", () => {
  const witness = noteSigner("witness.example/w1", generateSigningKey(), "cosignature");
  const seconds = 1_679_315_147;

  test("says when, and holds for that time and text only", () => {
    const cosigned = cosignNote(note, witness, seconds);
    expect(openNote(cosigned, [peter, witness.verifier]).signedBy).toEqual([
      { verifier: peter, witnessedAtSeconds: undefined },
      { verifier: witness.verifier, witnessedAtSeconds: seconds },
    ]);
    const line = cosigned.slice(note.length);
    const signature = Buffer.from(line.split(" ")[2] ?? "", "base64");
    signature.writeBigUInt64BE(BigInt(seconds + 1), 4);
    const later = `${note}— witness.example/w1 ${signature.toString("base64")}\n`;
    expect(() => openNote(later, [witness.verifier])).toThrow(refused("ledger/wrong-signature"));
    expect(() => openNote(`another text\n\n${line}`, [witness.verifier])).toThrow(refused("ledger/wrong-signature"));
  });

  test("isn't made with a log's key, nor a log's with a witness's", () => {
    expect(() => cosignNote(note, other, seconds)).toThrow(refused("ledger/malformed-key"));
    expect(() => signNote(text, witness)).toThrow(refused("ledger/malformed-key"));
  });
});

describe("an ML-DSA-44 cosignature", () => {
  const checkpoint = `hospital.example/ledger\n7\n${Buffer.alloc(32, 1).toString("base64")}\n`;
  const signed = signNote(checkpoint, noteSigner("hospital.example/ledger", generateSigningKey()));
  const witness = mlDsaCosigner("witness.example/w2", importMlDsaSigningKey(Buffer.alloc(32, 7)));
  const seconds = 1_679_315_147;
  const cosigned = cosignNote(signed, witness, seconds);

  test("says when, and holds for that checkpoint, name and time only", () => {
    expect(openNote(cosigned, [witness.verifier]).signedBy).toEqual([
      { verifier: witness.verifier, witnessedAtSeconds: seconds },
    ]);
    const wrong = refused("ledger/wrong-signature");
    for (const altered of [cosigned.replace("\n7\n", "\n8\n"), cosigned.replace("hospital", "Hospital")])
      expect(() => openNote(altered, [witness.verifier])).toThrow(wrong);
    const line = cosigned.slice(signed.length);
    const bytes = Buffer.from(line.split(" ")[2] ?? "", "base64");
    bytes.writeBigUInt64BE(BigInt(seconds + 1), 4);
    const later = `${signed}— witness.example/w2 ${bytes.toString("base64")}\n`;
    expect(() => openNote(later, [witness.verifier])).toThrow(wrong);
  });

  test("can be taken off the note and put back, but only by who finds it right", () => {
    expect(linesOf(cosigned, [witness.verifier])).toEqual([cosigned.slice(signed.length)]);
    expect(linesOf(cosigned, [])).toEqual([]);
    const altered = cosigned.replace("\n7\n", "\n8\n");
    expect(() => linesOf(altered, [witness.verifier])).toThrow(refused("ledger/wrong-signature"));
  });

  test("is made of checkpoints alone", () => {
    expect(() => cosignNote(note, witness, seconds)).toThrow(refused("ledger/malformed-checkpoint"));
  });
});
