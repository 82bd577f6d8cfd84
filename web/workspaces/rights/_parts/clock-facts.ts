import type { RightsRequest } from "../../../../contract/index.ts";
import { dateText, isoDay } from "../../../ui/dates.ts";
import { daysLeftText } from "./days-left.ts";
import { lawWords } from "./rights-words.ts";

/** When it came in, until when it has to be answered, and by which law. */
export function clockFacts(request: RightsRequest, now: Date): readonly string[] {
  const { receivedOn, dueOn, closedAt, law, clock } = request;
  const due =
    closedAt !== undefined
      ? `Over since ${dateText(closedAt)}`
      : dueOn === undefined
        ? "The law names no last day"
        : `${daysLeftText(dueOn, isoDay(now))}, ${dateText(dueOn)}`;
  return [`Received ${dateText(receivedOn)}`, due, clock?.section ?? lawWords[law]];
}
