import { X509Certificate } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isIP } from "node:net";
import { type CertificateFiles, readCertificate } from "./certificate-files.ts";
import { type PemPair, selfSigned } from "./self-signed.ts";

const renewDaysBefore = 30;
const day = 24 * 60 * 60 * 1000;

/** The self-signed certificate of this installation: kept, so that people who accepted it once needn't every day; made anew when it is
 *  nearly over or is for other names. */
export async function keepTrialCertificate(
  files: CertificateFiles,
  names: readonly string[],
  now: number,
): Promise<PemPair> {
  const kept = await readCertificate(files, now + renewDaysBefore * day).catch(() => undefined);
  if (kept !== undefined && isFor(new X509Certificate(kept.certificate), names)) return kept;
  const made = selfSigned(names, now);
  await replaceFile(files.key, made.key);
  await replaceFile(files.certificate, made.certificate);
  return made;
}

function isFor(certificate: X509Certificate, names: readonly string[]): boolean {
  return names.every(
    (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined,
  );
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
