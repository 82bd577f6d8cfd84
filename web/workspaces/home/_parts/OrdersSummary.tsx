import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useRowKeys } from "../../../ui/use-row-keys.ts";
import { standing } from "../../chart/orders/order.ts";
import { type MyOrder, useMyOrders } from "./my-orders.ts";
import classes from "./WorkList.module.css";
import { say } from "../words/index.ts";

/** What this person asked for: results that nobody has seen yet, and what is still awaited. Nothing where there is none. */
export function OrdersSummary() {
  const { scopes } = useSession();
  const mayRead = allows(scopes, "ServiceRequest", "s") && allows(scopes, "DiagnosticReport", "s");
  const orders = useMyOrders(mayRead);
  const those = (where: ReturnType<typeof standing>) => orders.data?.filter((one) => standing(one) === where) ?? [];
  return (
    <>
      {orders.error !== null && <ErrorNotice error={orders.error} again={() => void orders.refetch()} />}
      <Orders title={say("newResults")} orders={those("new")} />
      <Orders title={say("openOrders")} orders={those("open")} />
    </>
  );
}

function Orders({ title, orders }: { readonly title: string; readonly orders: readonly MyOrder[] }) {
  const id = useId();
  const list = useRowKeys<HTMLUListElement>();
  if (orders.length === 0) return null;
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Title order={2} id={id} mb="xs">
        {title} <span className={classes.count}>{orders.length}</span>
      </Title>
      <ul ref={list} className={classes.list} aria-labelledby={id}>
        {orders.map((order) => (
          <li key={order.id}>
            <Link
              to="/patients/$patientId/orders"
              params={{ patientId: order.patientId }}
              className={classes.row}
              data-row
            >
              <b>{order.what}</b>
              <span>{order.patient}</span>
              <span className={classes.facts}>
                {order.kind}
                {order.urgent && say("urgent")}
                {order.when !== undefined && say("askedForOn", { day: dateText(order.when) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
