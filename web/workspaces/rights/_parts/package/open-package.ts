import type { PackageContents, SealedPackage } from "./seal-package.ts";

/** Runs in the saved page, alone: it may use nothing from outside itself. Asks for the passphrase and shows what it opens. */
export function openPackage(): void {
  const part = <Kind extends Element>(id: string) => document.querySelector<Kind>(`#${id}`);
  const bytes = (text: string) => Uint8Array.from(atob(text), (sign) => sign.codePointAt(0) ?? 0);
  const form = part<HTMLFormElement>("open");
  const field = part<HTMLInputElement>("passphrase");
  const told = part<HTMLElement>("told");
  const shown = part<HTMLElement>("shown");
  const save = part<HTMLButtonElement>("save");
  const written = part<HTMLElement>("sealed")?.textContent ?? "";

  async function open(passphrase: string): Promise<PackageContents> {
    const { salt, nonce, iterations, sealed } = JSON.parse(written) as SealedPackage;
    const { subtle } = crypto;
    const raw = new TextEncoder().encode(passphrase.normalize("NFKC"));
    const key = await subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations },
      await subtle.importKey("raw", raw, "PBKDF2", false, ["deriveKey"]),
      { name: "AES-GCM", length: 256 },
      false,
      ["decrypt"],
    );
    const packed = await subtle.decrypt({ name: "AES-GCM", iv: bytes(nonce) }, key, bytes(sealed));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text()) as PackageContents;
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (told !== null) told.textContent = "Opening…";
    open(field?.value ?? "").then(
      ({ html, bundle }) => {
        form.hidden = true;
        if (shown !== null) {
          shown.innerHTML = html;
          shown.hidden = false;
        }
        if (save === null) return;
        save.hidden = false;
        save.addEventListener("click", () => {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob([bundle], { type: "application/fhir+json" }));
          link.download = "record.fhir.json";
          link.click();
        });
      },
      () => {
        if (told !== null) told.textContent = "That isn’t the passphrase, or the file was changed. Try again.";
        field?.select();
      },
    );
  });
}
