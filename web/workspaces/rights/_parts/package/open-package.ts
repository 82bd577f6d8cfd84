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
  const savePdf = part<HTMLButtonElement>("save-pdf");
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

  function offer(button: HTMLButtonElement | null, name: string, type: string, content: BlobPart): void {
    if (button === null) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([content], { type }));
      link.download = name;
      link.click();
    });
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (told !== null) told.textContent = "Opening…";
    open(field?.value ?? "").then(
      ({ html, bundle, pdf }) => {
        form.hidden = true;
        if (shown !== null) {
          shown.innerHTML = html;
          shown.hidden = false;
        }
        offer(savePdf, "record.pdf", "application/pdf", bytes(pdf));
        offer(save, "record.fhir.json", "application/fhir+json", bundle);
      },
      () => {
        if (told !== null) told.textContent = "That isn’t the passphrase, or the file was changed. Try again.";
        field?.select();
      },
    );
  });
}
