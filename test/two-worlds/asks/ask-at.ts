import type { Picks } from "../picks.ts";
import type { Ask } from "../world.ts";

/** What goes into a route: its parameters, its query, its body. */
export interface Filled {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
}

/** A question for each of some routes: "GET /api/billing/statement". */
export type Asks = Readonly<Record<string, (picks: Picks) => Filled>>;

const methods = ["GET", "POST", "PUT", "DELETE"] as const;

/** @param route method and address, parameters as `:name` */
export function askAt(route: string, { params = {}, query = {}, body }: Filled): Ask {
  const [said, pattern = ""] = route.split(" ");
  const method = methods.find((one) => one === said);
  if (method === undefined) throw new RangeError(`no such method: ${route}`);
  const path = pattern.replace(/:([a-zA-Z]+)/g, (_, name: string) => params[name] ?? "");
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return {
    kind: route,
    method,
    url: pairs.length === 0 ? path : `${path}?${pairs.join("&")}`,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  };
}
