import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReportFormat, ReportQuery } from "../../../../contract/index.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useExport } from "./report-calls.ts";
import { saveReport } from "./save-report.ts";
import { say } from "../words/index.ts";

const formats: readonly { readonly format: ReportFormat; readonly label: string }[] = [
  { format: "csv", label: "CSV" },
  { format: "xlsx", label: say("spreadsheet") },
  { format: "pdf", label: "PDF" },
];

/** Takes the figures out as a file, which the ledger keeps. */
export function ExportMenu({ query }: { readonly query: ReportQuery }) {
  const { organisation } = useSession();
  const { mutate, isPending, error } = useExport(async (report, format) => {
    await saveReport(report, format, { name: organisation.name });
    announce(say("fileMade"));
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={isPending}>
            {say("export")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map(({ format, label }) => (
            <Menu.Item key={format} onClick={() => mutate({ query, format })}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
