import { ChartError, type WriteRule } from "../../custody/chart/index.ts";
import { isOrderState, refusalOf } from "./order-states.ts";

/** What an order of tests or a referral may become, whoever writes it. What comes from elsewhere is kept as it was told. */
export const orderRule: WriteRule = async ({ action, previous, next }) => {
  const [from, to] = [previous?.["status"], next?.["status"]];
  if (action === "import" || !isOrderState(to)) return {};
  const refusal = refusalOf(isOrderState(from) ? from : undefined, to);
  if (refusal !== undefined) throw new ChartError("chart/against-rule", refusal, { path: "ServiceRequest.status" });
  return {};
};
