import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { PemPair } from "./self-signed.ts";
import { TlsError } from "./tls-error.ts";

export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Reads both, and makes sure that they belong together and still hold. @throws TlsError */
export async function readCertificate(files: CertificateFiles, now: number): Promise<PemPair> {
  const pair = { certificate: await textOf(files.certificate), key: await textOf(files.key) };
  const certificate = parsed(files.certificate, "certificate", () => new X509Certificate(pair.certificate));
  const key = parsed(files.key, "private key without a passphrase", () => createPrivateKey(pair.key));
  if (!certificate.checkPrivateKey(key))
    throw new TlsError("tls/wrong-key", `${files.key} is not the key of ${files.certificate}`);
  if (Date.parse(certificate.validTo) <= now)
    throw new TlsError("tls/expired", `${files.certificate} was valid until ${certificate.validTo}: renew it`);
  return pair;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new TlsError("tls/unreadable", `${path} can't be read`, { cause });
  }
}

function parsed<T>(path: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new TlsError("tls/malformed", `${path} holds no ${what} in PEM`);
  }
}
