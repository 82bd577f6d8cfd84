import { exportPublicKey, importPublicKey, publicKeyOf, sha256 } from "../../../foundation/crypto/index.ts";
import type { PublicKey, SigningKey } from "../../../foundation/crypto/index.ts";
import { NoteError } from "./note-error.ts";
import { decodeBase64Exactly } from "./text-encoding.ts";

/** What a key's signatures mean: "note" signs the text, "cosignature" what a witness saw and when. */
export type SignatureKind = "note" | "cosignature";

/** Whose signatures are believed. Source: C2SP signed-note. */
export interface NoteVerifier {
  /** A schema-less URL, such as "hospital.example/ledger". */
  readonly name: string;
  readonly kind: SignatureKind;
  /** 8 hexadecimal digits: which key of that name. */
  readonly keyId: string;
  readonly publicKey: PublicKey;
}

/** Who signs. */
export interface NoteSigner {
  readonly verifier: NoteVerifier;
  readonly signingKey: SigningKey;
}

const typeBytes: Readonly<Record<SignatureKind, number>> = { note: 0x01, cosignature: 0x04 };
const encodedKeyLength = 33;

/** @throws NoteError `ledger/malformed-key` when the name can't stand in a signature line */
export function noteVerifier(name: string, publicKey: PublicKey, kind: SignatureKind = "note"): NoteVerifier {
  if (!isKeyName(name)) throw new NoteError("ledger/malformed-key", "a key name has no spaces and no plus");
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`, "utf8"), encodeKey(publicKey, kind)]));
  return { name, kind, keyId: id.toString("hex", 0, 4), publicKey };
}

/** @throws NoteError `ledger/malformed-key` */
export function noteSigner(name: string, signingKey: SigningKey, kind: SignatureKind = "note"): NoteSigner {
  return { verifier: noteVerifier(name, publicKeyOf(signingKey), kind), signingKey };
}

/** "name+keyid+base64", the text with which a verifier is told whom to believe. */
export function formatVerifierKey({ name, kind, keyId, publicKey }: NoteVerifier): string {
  return `${name}+${keyId}+${encodeKey(publicKey, kind).toString("base64")}`;
}

/** @throws NoteError `ledger/malformed-key`; CryptoError `crypto/weak-public-key` */
export function parseVerifierKey(text: string): NoteVerifier {
  // The base64 may itself hold a plus, the name and the id may not.
  const [, name = "", keyId, encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = decodeBase64Exactly(encoded, encodedKeyLength);
  const kind = bytes && kindOf(bytes.readUInt8(0));
  if (!bytes || !kind) throw new NoteError("ledger/malformed-key", "not a verifier key of a kind known here");
  const verifier = noteVerifier(name, importPublicKey(bytes.subarray(1)), kind);
  if (verifier.keyId !== keyId)
    throw new NoteError("ledger/malformed-key", "the verifier key's id doesn't fit its key");
  return verifier;
}

/** Whether a name can stand in a signature line: not empty, no Unicode space, no control character, no plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed();
}

function kindOf(typeByte: number): SignatureKind | undefined {
  if (typeByte === typeBytes.note) return "note";
  return typeByte === typeBytes.cosignature ? "cosignature" : undefined;
}

function encodeKey(publicKey: PublicKey, kind: SignatureKind): Buffer {
  return Buffer.concat([Buffer.of(typeBytes[kind]), exportPublicKey(publicKey)]);
}
