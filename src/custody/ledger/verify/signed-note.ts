import { mlDsaSign, mlDsaVerify, sign, verify } from "../../../foundation/crypto/index.ts";
import { cosignedMessage, mlDsaCosignedMessage, uint64 } from "./cosigned-message.ts";
import { NoteError } from "./note-error.ts";
import type { MlDsaCosigner, NoteSigner, NoteVerifier } from "./note-key.ts";
import { isKeyName } from "./note-key.ts";
import { decodeBase64 } from "./text-encoding.ts";

// Signed notes: a text, a blank line, and a line "— name base64(key id | signature)" per signature.
// Source: C2SP signed-note and tlog-cosignature.

/** A note whose text may be believed. */
export interface OpenedNote {
  /** What was signed, including its final newline. */
  readonly text: string;
  /** Whose signatures held, of those asked for. */
  readonly signedBy: readonly VerifiedSignature[];
}

export interface VerifiedSignature {
  readonly verifier: NoteVerifier;
  /** When the witness signed, in seconds since 1970; undefined for kind "note". */
  readonly witnessedAtSeconds: number | undefined;
}

interface SignatureLine {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

const maxSignatures = 100;
const linePattern = /^— (\S+) (\S+)$/u;
// Control characters below U+0020 but the newline. Source: C2SP signed-note, "Format".
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const forbidden = /[\u0000-\u0009\u000b-\u001f]/;

/** @throws NoteError `ledger/malformed-note` when the text can't be one */
export function signNote(text: string, signer: NoteSigner): string {
  expectText(text);
  return `${text}\n${signatureLine(text, signer, undefined)}`;
}

/**
 * Adds a witness's signature: as of `nowSeconds`, this is the largest consistent tree it saw.
 * @throws NoteError `ledger/malformed-note`, `ledger/malformed-checkpoint`
 */
export function cosignNote(note: string, signer: NoteSigner | MlDsaCosigner, nowSeconds: number): string {
  return `${note}${cosignature(note, signer, nowSeconds)}`;
}

/** That signature alone, as a line. @throws NoteError as `cosignNote` */
export function cosignature(note: string, signer: NoteSigner | MlDsaCosigner, nowSeconds: number): string {
  return signatureLine(splitNote(note).text, signer, nowSeconds);
}

/** The lines of a note that one of `verifiers` made, as they stand; each must hold. @throws NoteError as `openNote` */
export function linesOf(note: string, verifiers: readonly NoteVerifier[]): readonly string[] {
  const { text, lines } = splitNote(note);
  return lines.flatMap((line) => {
    const verifier = verifiers.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (verifier === undefined) return [];
    checkSignature(text, line, verifier);
    return [formatLine(line.name, Buffer.concat([Buffer.from(line.keyId, "hex"), line.signature]))];
  });
}

/** A note's text, whoever signed it. Nothing to believe. @throws NoteError `ledger/malformed-note` */
export function unverifiedText(note: string): string {
  return splitNote(note).text;
}

/**
 * Believes a note if at least one of `verifiers` signed it, and no signature line of theirs is wrong. Lines of
 * others are ignored.
 * @throws NoteError `ledger/malformed-note`, `ledger/wrong-signature`, `ledger/unknown-signer`
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote {
  const { text, lines } = splitNote(note);
  const signedBy: VerifiedSignature[] = [];
  for (const line of lines) {
    const verifier = verifiers.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (!verifier || signedBy.some((known) => known.verifier === verifier)) continue;
    signedBy.push(checkSignature(text, line, verifier));
  }
  if (signedBy.length === 0)
    throw new NoteError("ledger/unknown-signer", "no key that is trusted here signed this note");
  return { text, signedBy };
}

function signatureLine(text: string, signer: NoteSigner | MlDsaCosigner, nowSeconds: number | undefined): string {
  const { name, kind, keyId } = signer.verifier;
  if ((kind !== "note") !== (nowSeconds !== undefined)) {
    throw new NoteError(
      "ledger/malformed-key",
      "logs sign notes and witnesses cosign them; the key is of the other kind",
    );
  }
  const id = Buffer.from(keyId, "hex");
  return formatLine(name, Buffer.concat([id, signatureOf(text, signer, nowSeconds)]));
}

function signatureOf(text: string, signer: NoteSigner | MlDsaCosigner, nowSeconds: number | undefined): Buffer {
  if (isMlDsa(signer)) {
    const seconds = nowSeconds ?? 0;
    const message = mlDsaCosignedMessage(signer.verifier.name, text, seconds);
    return Buffer.concat([uint64(seconds), mlDsaSign(signer.signingKey, message)]);
  }
  if (nowSeconds === undefined) return sign(signer.signingKey, Buffer.from(text, "utf8"));
  return Buffer.concat([uint64(nowSeconds), sign(signer.signingKey, cosignedMessage(text, nowSeconds))]);
}

function isMlDsa(signer: NoteSigner | MlDsaCosigner): signer is MlDsaCosigner {
  return signer.verifier.kind === "ml-dsa-cosignature";
}

function formatLine(name: string, bytes: Buffer): string {
  return `— ${name} ${bytes.toString("base64")}\n`;
}

function checkSignature(text: string, line: SignatureLine, verifier: NoteVerifier): VerifiedSignature {
  const witnessedAtSeconds = verifier.kind === "note" ? undefined : decodeSeconds(line.signature);
  if (!holds(text, line.signature, verifier, witnessedAtSeconds ?? 0)) {
    throw new NoteError("ledger/wrong-signature", "a trusted key's signature doesn't hold for this text");
  }
  return { verifier, witnessedAtSeconds };
}

function holds(text: string, signature: Buffer, verifier: NoteVerifier, seconds: number): boolean {
  switch (verifier.kind) {
    case "note":
      return verify(verifier.publicKey, Buffer.from(text, "utf8"), signature);
    case "cosignature":
      return verify(verifier.publicKey, cosignedMessage(text, seconds), signature.subarray(8));
    case "ml-dsa-cosignature":
      return mlDsaVerify(verifier.publicKey, mlDsaCosignedMessage(verifier.name, text, seconds), signature.subarray(8));
  }
}

function splitNote(note: string): { readonly text: string; readonly lines: readonly SignatureLine[] } {
  const blank = note.lastIndexOf("\n\n");
  if (blank === -1 || !note.endsWith("\n")) throw malformed("not a signed note");
  const text = note.slice(0, blank + 1);
  expectText(text);
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > maxSignatures) throw malformed(`more than ${maxSignatures} signatures`);
  return { text, lines: lines.map(parseLine) };
}

function parseLine(line: string): SignatureLine {
  const [, name = "", encoded = ""] = linePattern.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (!isKeyName(name) || !bytes || bytes.length < 5) throw malformed("not a signature line");
  return { name, keyId: bytes.toString("hex", 0, 4), signature: bytes.subarray(4) };
}

function expectText(text: string): void {
  if (!text.endsWith("\n")) throw malformed("a note's text ends with a newline");
  if (forbidden.test(text) || !text.isWellFormed())
    throw malformed("a note's text is Unicode without control characters");
}

function decodeSeconds(signature: Buffer): number {
  const seconds = signature.length > 8 ? Number(signature.readBigUInt64BE(0)) : undefined;
  if (seconds === undefined || !Number.isSafeInteger(seconds)) throw malformed("not a witness's signature");
  return seconds;
}

function malformed(why: string): NoteError {
  return new NoteError("ledger/malformed-note", why);
}
