export { therapyObservationRule } from "./observation-rule.ts";
