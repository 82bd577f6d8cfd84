import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { Nothing, Waiting } from "../_parts/layout/Loaded.tsx";
import { NotAll } from "../_parts/layout/NotAll.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { standing } from "./order.ts";
import { useOrders } from "./order-calls.ts";
import { OrderForm } from "./OrderForm.tsx";
import { OrderTable } from "./OrderTable.tsx";

/** What was asked for, what has come, and what is still awaited. */
export function OrdersPage() {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const query = useOrders(patientId);
  const orders = query.data?.orders ?? [];
  const [open, over] = [
    orders.filter((order) => standing(order) !== "over"),
    orders.filter((order) => standing(order) === "over"),
  ];
  return (
    <div>
      <Section title="Orders" level={1} aside={open.length === 0 ? undefined : `${open.length} open`}>
        {allows(scopes, "ServiceRequest", "c") && <OrderForm />}
        {query.data === undefined ? (
          <Waiting queries={[query]} what="orders" />
        ) : (
          <>
            <NotAll complete={query.data.complete} what="orders" />
            {open.length === 0 ? (
              <Nothing>
                Nothing is awaited. Tests and referrals that are asked for here stay until their result is seen.
              </Nothing>
            ) : (
              <OrderTable caption="Open orders" orders={open} />
            )}
          </>
        )}
      </Section>
      {over.length > 0 && (
        <Section title="Done and withdrawn">
          <OrderTable caption="Done and withdrawn orders" orders={over} />
        </Section>
      )}
    </div>
  );
}
