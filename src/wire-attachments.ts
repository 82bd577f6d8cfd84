import { type FilePorts, attachmentRule, fileRule, reportRule } from "./care/attachments/index.ts";
import type { ChartPorts, WriteRules } from "./custody/chart/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";

/** What holds for files in charts, whoever writes them. */
export function wireAttachments({
  records,
  now,
}: {
  readonly records: Pick<ChartPorts["records"], "newest">;
  readonly now: Clock;
}): WriteRules {
  const ports: FilePorts = {
    async ownerOf(tx, tenant, { type, id }) {
      const found = await records.newest(tenant, id, tx);
      return found?.type === type && !found.deleted ? found.patient : undefined;
    },
  };
  return {
    Binary: fileRule,
    DocumentReference: attachmentRule({ ...ports, now }),
    DiagnosticReport: reportRule(ports),
  };
}
