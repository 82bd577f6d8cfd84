import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { randomToken } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";

/** How a log's mirror fared last. */
export interface MirrorStanding {
  /** Which mirror: "s3://bucket/prefix". */
  readonly name: string;
  /** Entries that its checkpoint counted when it was last in step. */
  readonly size: number;
  /** When it was last in step, in milliseconds since 1970; undefined before it ever was. */
  readonly keptAt: number | undefined;
  /** Why it couldn't be kept the last time. */
  readonly problem: string | undefined;
}

/** For other processes, and for after a restart. */
export interface MirrorStandings {
  load(tenant: TenantId): Promise<MirrorStanding | undefined>;
  save(tenant: TenantId, standing: MirrorStanding): Promise<void>;
}

export function mirrorFiles(directory: string): MirrorStandings {
  const path = (tenant: TenantId) => join(directory, `organisation-${tenant}.mirror`);
  return {
    async load(tenant) {
      const text = await readFile(path(tenant), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      return { keptAt: undefined, problem: undefined, ...(JSON.parse(text) as Pick<MirrorStanding, "name" | "size">) };
    },
    async save(tenant, standing) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const temporary = `${path(tenant)}.${randomToken(6)}.new`;
      const file = await open(temporary, "wx", 0o600);
      try {
        await file.writeFile(JSON.stringify(standing));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path(tenant));
    },
  };
}
