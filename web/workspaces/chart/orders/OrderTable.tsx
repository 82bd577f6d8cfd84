import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconDots,
  IconInbox,
  IconPlayerPause,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { formatDate, formatDateTime } from "../../../ui/clinical/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import table from "../_parts/layout/table.module.css";
import { useRowKeys } from "../_parts/layout/use-row-keys.ts";
import { useChart } from "../_parts/record/use-chart.ts";
import { ReportFiles } from "../files/ReportFiles.tsx";
import { useOrderState } from "./order-calls.ts";
import { type Order, standing } from "./order.ts";
import { ResultDialog } from "./ResultDialog.tsx";

type Props = { readonly caption: string; readonly orders: readonly Order[] };

/** Orders with what came of each, and what is done next. */
export function OrderTable({ caption, orders }: Props) {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  const change = useOrderState(patientId);
  const [entering, setEntering] = useState<Order | undefined>(undefined);
  const mayChange = allows(scopes, "ServiceRequest", "u");
  const mayReport = mayChange && allows(scopes, "DiagnosticReport", "c") && allows(scopes, "Observation", "c");
  const set = (order: Order, status: string, said: string) =>
    change.mutate({ order, status }, { onSuccess: () => announce(`${order.what}: ${said}`) });
  return (
    <>
      {change.error !== null && <ErrorNotice error={change.error} />}
      <div ref={rows} className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <caption className="wb-visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Asked for</th>
              <th scope="col">By, when</th>
              <th scope="col">State</th>
              <th scope="col">Result</th>
              {mayChange && (
                <th scope="col">
                  <span className="wb-visually-hidden">Change</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <tr key={order.id}>
                <th scope="row">
                  {order.what}
                  <span className={table.note}>
                    {order.kind}
                    {order.urgent && " · urgent"}
                    {order.question !== undefined && ` · ${order.question}`}
                  </span>
                </th>
                <td data-label="By, when">
                  {order.requester}
                  <span className={table.note}>{formatDate(order.when)}</span>
                </td>
                <td data-label="State">
                  <Standing order={order} />
                </td>
                <td data-label="Result">
                  {order.reports.length === 0
                    ? "None yet"
                    : order.reports.map((report) => (
                        <div key={report.id}>
                          {report.conclusion ??
                            ((report.result ?? []).length > 0 ? "Values, under Results" : "As a file")}
                          <span className={table.note}>
                            {formatDateTime(report.issued ?? report.effectiveDateTime)}
                            {report.status !== "final" && ` · ${report.status}`}
                          </span>
                          <ReportFiles forms={report.presentedForm} />
                        </div>
                      ))}
                </td>
                {mayChange && (
                  <td>
                    <Acts
                      order={order}
                      mayReport={mayReport}
                      busy={change.isPending}
                      set={(status, said) => set(order, status, said)}
                      enter={() => setEntering(order)}
                    />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {entering !== undefined && <ResultDialog order={entering} close={() => setEntering(undefined)} />}
    </>
  );
}

function Standing({ order }: { readonly order: Order }) {
  switch (standing(order)) {
    case "new":
      return (
        <StatusChip icon={IconInbox} tone="caution">
          New result
        </StatusChip>
      );
    case "open":
      return (
        <StatusChip icon={order.urgent ? IconAlertTriangle : IconClock} tone={order.urgent ? "caution" : "info"}>
          {order.urgent ? "Awaited, urgent" : "Awaited"}
        </StatusChip>
      );
    case "held":
      return (
        <StatusChip icon={IconPlayerPause} tone="neutral">
          {order.status === "draft" ? "Not sent yet" : "On hold"}
        </StatusChip>
      );
    case "over":
      return (
        <StatusChip icon={IconCircleCheck} tone={order.status === "completed" ? "good" : "neutral"}>
          {order.status === "completed" ? "Result seen" : order.status === "revoked" ? "Withdrawn" : "Unknown"}
        </StatusChip>
      );
  }
}

type ActsProps = {
  readonly order: Order;
  readonly mayReport: boolean;
  readonly busy: boolean;
  readonly set: (status: string, said: string) => void;
  readonly enter: () => void;
};

function Acts({ order, mayReport, busy, set, enter }: ActsProps) {
  const at = standing(order);
  const { what, status } = order;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {at === "new" && (
        <Button
          size="compact-sm"
          data-row
          disabled={busy}
          aria-label={`Result seen: ${what}`}
          onClick={() => set("completed", "result seen")}
        >
          Seen
        </Button>
      )}
      {at === "open" && mayReport && (
        <Button size="compact-sm" variant="default" data-row aria-label={`Result… of ${what}`} onClick={enter}>
          Result…
        </Button>
      )}
      {at === "held" && (
        <Button
          size="compact-sm"
          variant="default"
          data-row
          disabled={busy}
          aria-label={`${status === "draft" ? "Send" : "Go on"}: ${what}`}
          onClick={() => set("active", "open again")}
        >
          {status === "draft" ? "Send" : "Go on"}
        </Button>
      )}
      {at === "over" && status === "completed" && (
        <Button
          size="compact-sm"
          variant="subtle"
          data-row
          disabled={busy}
          aria-label={`Open again: ${what}`}
          onClick={() => set("active", "open again")}
        >
          Open again
        </Button>
      )}
      {at !== "over" && (
        <Menu position="bottom-end" floatingStrategy="fixed">
          <Menu.Target>
            <ActionIcon aria-label={`More for ${what}`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {at === "new" && mayReport && <Menu.Item onClick={enter}>Enter another result…</Menu.Item>}
            {status === "active" && <Menu.Item onClick={() => set("on-hold", "on hold")}>Put on hold</Menu.Item>}
            <Menu.Item onClick={() => set("revoked", "withdrawn")}>Withdraw “{what}”</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
