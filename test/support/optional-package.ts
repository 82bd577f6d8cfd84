import { createRequire } from "node:module";
import { join } from "node:path";

/** Loads a package that not every installation has: from here, or from the directory that KEY_PACKAGES names.
 *  @returns undefined where it isn't installed */
export async function optionalPackage(name: string): Promise<unknown> {
  const elsewhere = process.env["KEY_PACKAGES"];
  const require = createRequire(elsewhere === undefined ? import.meta.url : join(elsewhere, "package.json"));
  try {
    return require(name) as unknown;
  } catch {
    return undefined;
  }
}
