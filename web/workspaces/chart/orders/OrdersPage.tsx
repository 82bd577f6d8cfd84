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
import { say } from "./words/index.ts";

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
      <Section
        title={say("orders")}
        level={1}
        aside={open.length === 0 ? undefined : say("countOpen", { count: open.length })}
      >
        {allows(scopes, "ServiceRequest", "c") && <OrderForm />}
        {query.data === undefined ? (
          <Waiting queries={[query]} what={say("whatOrders")} />
        ) : (
          <>
            <NotAll complete={query.data.complete} what={say("whatOrders")} />
            {open.length === 0 ? (
              <Nothing>{say("nothingAwaited")}</Nothing>
            ) : (
              <OrderTable caption={say("openOrders")} orders={open} />
            )}
          </>
        )}
      </Section>
      {over.length > 0 && (
        <Section title={say("doneAndWithdrawn")}>
          <OrderTable caption={say("doneOrders")} orders={over} />
        </Section>
      )}
    </div>
  );
}
