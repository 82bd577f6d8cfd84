import { type CertificateFiles, readCertificate } from "./certificate-files.ts";
import type { PemPair } from "./self-signed.ts";

export interface Following {
  readonly files: CertificateFiles;
  readonly now: () => number;
  /** Called with what the files hold now, when that is sound and something else than before. */
  readonly onChange: (pair: PemPair) => void;
  /** Called once for each new fault: the certificate in use stays in use. */
  readonly onFault: (error: unknown) => void;
  readonly everyMilliseconds?: number;
}

/** Looks at the files twice a minute: renewal tools replace links and folders, of which a file's watcher sees nothing. */
export function followFiles(inUse: PemPair, following: Following): { look(): Promise<void>; stop(): void } {
  let current = inUse;
  let lastFault = "";
  async function look(): Promise<void> {
    try {
      const found = await readCertificate(following.files, following.now());
      lastFault = "";
      if (found.certificate === current.certificate && found.key === current.key) return;
      following.onChange(found);
      current = found;
    } catch (error) {
      const fault = String(error);
      if (fault !== lastFault) following.onFault(error);
      lastFault = fault;
    }
  }
  const timer = setInterval(() => void look(), following.everyMilliseconds ?? 30_000);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
