import { randomBytes, randomUUID } from "node:crypto";
import { keyLength } from "./key-length.ts";

/** 32 bytes from the system's generator: a key, a seed or a salt. */
export function randomBytes32(): Buffer {
  return randomBytes(keyLength);
}

/** An unguessable text, base64url without padding. @param bytes of randomness; 32 unless there is a reason. */
export function randomToken(bytes: number = keyLength): string {
  return randomBytes(bytes).toString("base64url");
}

/** A random UUID (version 4), lower case. It tells nothing about when or by whom it was made. */
export function randomUuid(): string {
  return randomUUID();
}
