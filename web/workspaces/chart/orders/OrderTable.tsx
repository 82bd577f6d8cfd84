import { ActionIcon, Button, Group } from "@mantine/core";
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
import { ActsButton } from "../../../ui/ActsButton.tsx";
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
import { dotted } from "../../../ui/dotted.ts";
import { later } from "../../../ui/later.tsx";
import { say } from "./words/index.ts";

const ResultDialog = later(async () => (await import("./ResultDialog.tsx")).ResultDialog);

type Props = { readonly caption: string; readonly orders: readonly Order[] };

const reportStates: Readonly<Record<string, string>> = {
  preliminary: say("reportPreliminary"),
  partial: say("reportPartial"),
  amended: say("reportAmended"),
  corrected: say("reportCorrected"),
  appended: say("reportAppended"),
};

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
    change.mutate({ order, status }, { onSuccess: () => announce(say("saidOf", { what: order.what, said })) });
  return (
    <>
      {change.error !== null && <ErrorNotice error={change.error} />}
      <div ref={rows} className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <caption className="wb-visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say("askedFor")}</th>
              <th scope="col">{say("byWhen")}</th>
              <th scope="col">{say("state")}</th>
              <th scope="col">{say("result")}</th>
              {mayChange && (
                <th scope="col">
                  <span className="wb-visually-hidden">{say("change")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <tr key={order.id}>
                <th scope="row">
                  <bdi>{order.what}</bdi>
                  <span className={table.note}>
                    {dotted([order.kind, order.urgent ? say("isUrgent") : undefined, order.question])}
                  </span>
                </th>
                <td data-label={say("byWhen")}>
                  <bdi>{order.requester}</bdi>
                  <span className={table.note}>{formatDate(order.when)}</span>
                </td>
                <td data-label={say("state")}>
                  <Standing order={order} />
                </td>
                <td data-label={say("result")}>
                  {order.reports.length === 0
                    ? say("noneYet")
                    : order.reports.map((report) => (
                        <div key={report.id}>
                          <bdi>
                            {report.conclusion ??
                              ((report.result ?? []).length > 0 ? say("valuesUnderResults") : say("asAFile"))}
                          </bdi>
                          <span className={table.note}>
                            {formatDateTime(report.issued ?? report.effectiveDateTime)}
                            {report.status !== "final" &&
                              ` · ${reportStates[report.status ?? ""] ?? report.status ?? ""}`}
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
          {say("newResult")}
        </StatusChip>
      );
    case "open":
      return (
        <StatusChip icon={order.urgent ? IconAlertTriangle : IconClock} tone={order.urgent ? "caution" : "info"}>
          {order.urgent ? say("awaitedUrgent") : say("awaited")}
        </StatusChip>
      );
    case "held":
      return (
        <StatusChip icon={IconPlayerPause} tone="neutral">
          {order.status === "draft" ? say("notSentYet") : say("onHold")}
        </StatusChip>
      );
    case "over":
      return (
        <StatusChip icon={IconCircleCheck} tone={order.status === "completed" ? "good" : "neutral"}>
          {order.status === "completed"
            ? say("resultSeen")
            : order.status === "revoked"
              ? say("withdrawn")
              : say("unknown")}
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
          aria-label={say("resultSeenOf", { what })}
          onClick={() => set("completed", say("saidSeen"))}
        >
          {say("seen")}
        </Button>
      )}
      {at === "open" && mayReport && (
        <Button
          size="compact-sm"
          variant="default"
          data-row
          aria-label={say("resultEllipsisOf", { what })}
          onClick={enter}
        >
          {say("resultEllipsis")}
        </Button>
      )}
      {at === "held" && (
        <Button
          size="compact-sm"
          variant="default"
          data-row
          disabled={busy}
          aria-label={say(status === "draft" ? "sendOf" : "goOnOf", { what })}
          onClick={() => set("active", say("saidOpen"))}
        >
          {status === "draft" ? say("send") : say("goOn")}
        </Button>
      )}
      {at === "over" && status === "completed" && (
        <Button
          size="compact-sm"
          variant="subtle"
          data-row
          disabled={busy}
          aria-label={say("openAgainOf", { what })}
          onClick={() => set("active", say("saidOpen"))}
        >
          {say("openAgain")}
        </Button>
      )}
      {at !== "over" && (
        <ActsButton
          floatingStrategy="fixed"
          button={
            <ActionIcon aria-label={say("moreFor", { what })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          }
          acts={[
            ...(at === "new" && mayReport ? [{ key: "another", words: say("enterAnother"), run: enter }] : []),
            ...(status === "active"
              ? [{ key: "hold", words: say("putOnHold"), run: () => set("on-hold", say("saidHeld")) }]
              : []),
            { key: "withdraw", words: say("withdrawOf", { what }), run: () => set("revoked", say("saidWithdrawn")) },
          ]}
        />
      )}
    </Group>
  );
}
