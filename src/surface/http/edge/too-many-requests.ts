import { Refusal } from "../identity/index.ts";

/** The budget is used up. FHIR's table of answers knows the code too. */
export class TooManyRequests extends Refusal {
  constructor(retryAfterSeconds: number) {
    super(
      429,
      "http/too-many-requests",
      `There were too many requests. Wait ${wait(retryAfterSeconds)} and try again.`,
      { headers: { "retry-after": String(retryAfterSeconds) } },
    );
  }
}

function wait(seconds: number): string {
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}
