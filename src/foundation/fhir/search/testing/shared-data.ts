import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseResourceText } from "../../index.ts";
import type { FhirResource } from "../../index.ts";

const folder = join(import.meta.dirname, "../../../../../../shared/data");

/** The path of a shared file or folder, or undefined, with a message, where it is absent. */
export function sharedData(name: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  process.stderr.write("skipped: no ../shared/data\n");
  return undefined;
}

/** Every resource of the synthetic bundles, its references resolved as a transaction resolves them. */
export function* syntheticResources(path: string): Generator<FhirResource> {
  for (const name of readdirSync(path)
    .filter((file) => file.endsWith(".gz"))
    .sort()) {
    const text = gunzipSync(readFileSync(join(path, name))).toString("utf8");
    for (const { resource } of entriesOf(resolveReferences(text))) yield resource;
  }
}

type Entry = { readonly fullUrl: string; readonly resource: FhirResource };

function entriesOf(text: string): readonly Entry[] {
  return (parseResourceText(text) as { readonly entry: readonly Entry[] }).entry;
}

function resolveReferences(text: string): string {
  const types = new Map(entriesOf(text).map(({ fullUrl, resource }) => [fullUrl, resource.resourceType]));
  return text.replace(/"(urn:uuid:([0-9a-f-]+))"/g, (whole, url: string, id: string) => {
    const type = types.get(url);
    return type === undefined ? whole : `"${type}/${id}"`;
  });
}
