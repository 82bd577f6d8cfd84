import { describe, expect, test } from "vitest";
import { generateSigningKey } from "../../../foundation/crypto/index.ts";
import { emptyRoot } from "../merkle/index.ts";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import type { NoteErrorCode } from "./note-error.ts";
import { noteSigner } from "./note-key.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { cosignNote, signNote } from "./signed-note.ts";

const refused = (code: NoteErrorCode) => expect.objectContaining({ code });
const log = noteSigner("hospital.example/ledger", generateSigningKey());
const checkpoint = { origin: "hospital.example/ledger", size: 0, rootHash: emptyRoot };
const signed = signNote(formatCheckpoint(checkpoint), log);

describe("a checkpoint's text", () => {
  test("is three lines that read back", () => {
    expect(formatCheckpoint(checkpoint)).toBe(
      "hospital.example/ledger\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    );
    const published = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const read = parseCheckpoint(published);
    expect(read).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20_852_163 });
    expect(formatCheckpoint(read)).toBe(published);
  });

  const root = emptyRoot.toString("base64");
  test.for([
    "",
    `o\n1\n${root}`,
    `\n1\n${root}\n`,
    `o\n01\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n1e3\n${root}\n`,
    `o\n9007199254740992\n${root}\n`,
    `o\n1\n${root.slice(0, -1)}\n`,
    `o\n1\nAAAA\n`,
    `o\n1\n${root}\nextension\n`,
    `o\n1\n${root}\n\n`,
    `o\r\n1\n${root}\n`.replace("\n1", "\n 1"),
  ])("is refused in any other form: %j", (text) => {
    expect(() => parseCheckpoint(text)).toThrow(refused("ledger/malformed-checkpoint"));
  });

  test("isn't made of an origin that would forge lines", () => {
    expect(() => formatCheckpoint({ ...checkpoint, origin: `evil\n9\n${root}` })).toThrow(
      refused("ledger/malformed-checkpoint"),
    );
  });
});

describe("a signed checkpoint", () => {
  const [one, two] = ["w1.example", "w2.example"].map((name) => noteSigner(name, generateSigningKey(), "cosignature"));
  if (!one || !two) throw new Error("unreachable");
  const policy = { log: log.verifier, witnesses: [one.verifier, two.verifier], witnessesNeeded: 2 };

  test("is believed once its log and enough witnesses signed", () => {
    const cosigned = cosignNote(cosignNote(signed, one, 100), two, 200);
    const opened = openCheckpoint(cosigned, policy);
    expect(opened).toMatchObject(checkpoint);
    expect(opened.witnessed.map(({ witnessedAtSeconds }) => witnessedAtSeconds)).toEqual([100, 200]);
    expect(openCheckpoint(signed, { ...policy, witnessesNeeded: 0 }).witnessed).toEqual([]);
  });

  test("is refused with too few witnesses, even if one signs twice or under two names", () => {
    const once = cosignNote(signed, one, 100);
    expect(() => openCheckpoint(once, policy)).toThrow(refused("ledger/too-few-witnesses"));
    expect(() => openCheckpoint(cosignNote(once, one, 101), policy)).toThrow(refused("ledger/too-few-witnesses"));
    const alias = noteSigner("w3.example", one.signingKey, "cosignature");
    const aliased = cosignNote(once, alias, 100);
    expect(() => openCheckpoint(aliased, { ...policy, witnesses: [one.verifier, alias.verifier] })).toThrow(
      refused("ledger/too-few-witnesses"),
    );
  });

  test("is refused when the log itself didn't sign", () => {
    const stranger = noteSigner("stranger.example", generateSigningKey());
    const note = cosignNote(cosignNote(signNote(formatCheckpoint(checkpoint), stranger), one, 1), two, 1);
    expect(() => openCheckpoint(note, policy)).toThrow(refused("ledger/unknown-signer"));
  });

  test("is refused when it speaks of another ledger", () => {
    const note = signNote(formatCheckpoint({ ...checkpoint, origin: "clinic.example/ledger" }), log);
    expect(() => openCheckpoint(note, { ...policy, witnessesNeeded: 0 })).toThrow(refused("ledger/wrong-origin"));
  });
});
