export { orderRule } from "./order-rule.ts";
