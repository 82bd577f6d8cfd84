import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { randomToken } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";

/** The newest checkpoint, kept outside the database: who can only change the database can't shorten the ledger unnoticed. */
export interface CheckpointAnchor {
  save(tenant: TenantId, note: string): Promise<void>;
  load(tenant: TenantId): Promise<string | undefined>;
}

export function checkpointFiles(directory: string): CheckpointAnchor {
  const path = (tenant: TenantId) => join(directory, `organisation-${tenant}.checkpoint`);
  return {
    async save(tenant, note) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      // Others may save at the same moment: the command line beside a running server, for instance.
      const temporary = `${path(tenant)}.${randomToken(6)}.new`;
      const file = await open(temporary, "w", 0o600);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path(tenant));
    },
    load: (tenant) =>
      readFile(path(tenant), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
  };
}
