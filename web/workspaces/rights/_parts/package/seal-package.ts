/** What opens a sealed package, all of it in base64. */
export interface SealedPackage {
  readonly salt: string;
  readonly nonce: string;
  readonly iterations: number;
  /** AES-256-GCM over what gzip made of the contents. */
  readonly sealed: string;
}

/** What is in a package. */
export interface PackageContents {
  readonly html: string;
  /** The same for printing, in base64. */
  readonly pdf: string;
  /** A FHIR Bundle of type collection. */
  readonly bundle: string;
}

/** OWASP's Password Storage Cheat Sheet asks at least this of PBKDF2 with SHA-256. Browsers have nothing stronger of their own, and the
 *  file has to open in any browser, years later, with nothing beside it. */
const iterations = 600_000;

/** Seals contents under a passphrase that only its owner knows. */
export async function sealPackage(contents: PackageContents, passphrase: string): Promise<SealedPackage> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations },
    await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase.normalize("NFKC")), "PBKDF2", false, [
      "deriveKey",
    ]),
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const packed = new Blob([JSON.stringify(contents)]).stream().pipeThrough(new CompressionStream("gzip"));
  const plaintext = await new Response(packed).arrayBuffer();
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plaintext));
  return { salt: base64(salt), nonce: base64(nonce), iterations, sealed: base64(sealed) };
}

export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // Not all at once: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    parts.push(String.fromCodePoint(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(""));
}
