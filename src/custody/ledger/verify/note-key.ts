import {
  exportMlDsaPublicKey,
  exportPublicKey,
  importMlDsaPublicKey,
  importPublicKey,
  mlDsaPublicKeyLength,
  mlDsaPublicKeyOf,
  publicKeyOf,
  sha256,
} from "../../../foundation/crypto/index.ts";
import type { MlDsaPublicKey, MlDsaSigningKey, PublicKey, SigningKey } from "../../../foundation/crypto/index.ts";
import { NoteError } from "./note-error.ts";
import { decodeBase64 } from "./text-encoding.ts";

/** What a key's signatures mean: "note" signs the text (Ed25519); "cosignature" what a witness saw and when (Ed25519), and so does
 *  "ml-dsa-cosignature" (ML-DSA-44), which a log may also make beside its own signature. */
export type SignatureKind = "note" | "cosignature" | "ml-dsa-cosignature";

interface Named {
  /** A schema-less URL, such as "hospital.example/ledger". */
  readonly name: string;
  /** 8 hexadecimal digits: which key of that name. */
  readonly keyId: string;
}

/** Whose signatures are believed. Source: C2SP signed-note. */
export type NoteVerifier = Named &
  (
    | { readonly kind: "note" | "cosignature"; readonly publicKey: PublicKey }
    | { readonly kind: "ml-dsa-cosignature"; readonly publicKey: MlDsaPublicKey }
  );

/** Who signs a note, or cosigns it, with Ed25519. */
export interface NoteSigner {
  readonly verifier: NoteVerifier & { readonly kind: "note" | "cosignature" };
  readonly signingKey: SigningKey;
}

/** Who cosigns a checkpoint with ML-DSA-44. */
export interface MlDsaCosigner {
  readonly verifier: NoteVerifier & { readonly kind: "ml-dsa-cosignature" };
  readonly signingKey: MlDsaSigningKey;
}

// Source: C2SP signed-note, "Signature types"; tlog-cosignature, "Format".
const typeBytes: Readonly<Record<SignatureKind, number>> = {
  note: 0x01,
  cosignature: 0x04,
  "ml-dsa-cosignature": 0x06,
};
const ed25519KeyLength = 32;

/** @throws NoteError `ledger/malformed-key` when the name can't stand in a signature line */
export function noteVerifier(
  name: string,
  publicKey: PublicKey,
  kind: "note" | "cosignature" = "note",
): NoteSigner["verifier"] {
  return { kind, publicKey, ...named(name, kind, exportPublicKey(publicKey)) };
}

/** @throws NoteError `ledger/malformed-key` */
export function noteSigner(name: string, signingKey: SigningKey, kind: "note" | "cosignature" = "note"): NoteSigner {
  return { verifier: noteVerifier(name, publicKeyOf(signingKey), kind), signingKey };
}

/** @throws NoteError `ledger/malformed-key` */
export function mlDsaCosigner(name: string, signingKey: MlDsaSigningKey): MlDsaCosigner {
  return { verifier: mlDsaVerifier(name, mlDsaPublicKeyOf(signingKey)), signingKey };
}

function mlDsaVerifier(name: string, publicKey: MlDsaPublicKey): MlDsaCosigner["verifier"] {
  const kind = "ml-dsa-cosignature";
  return { kind, publicKey, ...named(name, kind, exportMlDsaPublicKey(publicKey)) };
}

/** The key itself, without its name: one key under two names is one key. */
export function rawPublicKey(verifier: NoteVerifier): Buffer {
  return verifier.kind === "ml-dsa-cosignature"
    ? exportMlDsaPublicKey(verifier.publicKey)
    : exportPublicKey(verifier.publicKey);
}

/** "name+keyid+base64", the text with which a verifier is told whom to believe. */
export function formatVerifierKey(verifier: NoteVerifier): string {
  const { name, kind, keyId } = verifier;
  return `${name}+${keyId}+${encodeKey(kind, rawPublicKey(verifier)).toString("base64")}`;
}

/** @throws NoteError `ledger/malformed-key`; CryptoError `crypto/weak-public-key` */
export function parseVerifierKey(text: string): NoteVerifier {
  // The base64 may itself hold a plus, the name and the id may not.
  const [, name = "", keyId, encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const verifier = verifierOf(name, decodeBase64(encoded) ?? Buffer.alloc(0));
  if (verifier === undefined) throw new NoteError("ledger/malformed-key", "not a verifier key of a kind known here");
  if (verifier.keyId !== keyId)
    throw new NoteError("ledger/malformed-key", "the verifier key's id doesn't fit its key");
  return verifier;
}

function verifierOf(name: string, encoded: Buffer): NoteVerifier | undefined {
  const [type] = encoded;
  const raw = encoded.subarray(1);
  if (type === typeBytes["ml-dsa-cosignature"])
    return raw.length === mlDsaPublicKeyLength ? mlDsaVerifier(name, importMlDsaPublicKey(raw)) : undefined;
  const kind = type === typeBytes.note ? "note" : type === typeBytes.cosignature ? "cosignature" : undefined;
  return kind === undefined || raw.length !== ed25519KeyLength
    ? undefined
    : noteVerifier(name, importPublicKey(raw), kind);
}

/** Whether a name can stand in a signature line: not empty, no Unicode space, no control character, no plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed();
}

function named(name: string, kind: SignatureKind, raw: Buffer): Named {
  if (!isKeyName(name)) throw new NoteError("ledger/malformed-key", "a key name has no spaces and no plus");
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`, "utf8"), encodeKey(kind, raw)]));
  return { name, keyId: id.toString("hex", 0, 4) };
}

function encodeKey(kind: SignatureKind, raw: Buffer): Buffer {
  return Buffer.concat([Buffer.of(typeBytes[kind]), raw]);
}
