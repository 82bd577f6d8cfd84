export { claimPositions } from "./claim-positions.ts";
export type { ClaimedPositions } from "./claim-positions.ts";
