import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { MirrorConflictCode } from "./mirror/index.ts";
import type { TileErrorCode } from "./tiles/index.ts";

/** Something about a ledger that only a manipulation explains, or a restored backup. */
export interface LedgerAlarm {
  readonly code: TileErrorCode | MirrorConflictCode | "ledger/witness-saw-more" | "ledger/witness-saw-another";
  /** A sentence without its full stop. Says nothing of anybody. */
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Alarms stay until somebody moves their file away: a restart silences none. */
export interface AlarmLog {
  readonly path: (tenant: TenantId) => string;
  load(tenant: TenantId): Promise<readonly LedgerAlarm[]>;
  /** @returns false when it stands there already */
  raise(tenant: TenantId, alarm: LedgerAlarm): Promise<boolean>;
}

/** One file for each organisation, an alarm a line. */
export function alarmFiles(directory: string): AlarmLog {
  const path = (tenant: TenantId) => join(directory, `organisation-${tenant}.alarms`);
  async function load(tenant: TenantId): Promise<readonly LedgerAlarm[]> {
    const text = await readFile(path(tenant), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    return text
      .split("\n")
      .filter((line) => line !== "")
      .flatMap(parseLine);
  }
  return {
    path,
    load,
    async raise(tenant, alarm) {
      const known = await load(tenant);
      if (known.some(({ code, message }) => code === alarm.code && message === alarm.message)) return false;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await appendFile(path(tenant), `${JSON.stringify(alarm)}\n`, { mode: 0o600, flush: true });
      return true;
    },
  };
}

/** A line that a full disk cut short is still an alarm. */
function parseLine(line: string): LedgerAlarm[] {
  try {
    return [JSON.parse(line) as LedgerAlarm];
  } catch {
    return [{ code: "ledger/tile-differs", message: "an alarm whose text was cut off", at: 0 }];
  }
}
