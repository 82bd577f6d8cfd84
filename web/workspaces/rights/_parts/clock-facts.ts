import type { RightsRequest } from "../../../../contract/index.ts";
import { dateText, isoDay } from "../../../ui/dates.ts";
import { daysLeftText } from "./days-left.ts";
import { lawWords } from "./rights-words.ts";
import { isolated } from "../../../language/index.ts";
import { say } from "../words/index.ts";

/** When it came in, until when it has to be answered, and by which law. */
export function clockFacts(request: RightsRequest, now: Date): readonly string[] {
  const { receivedOn, dueOn, closedAt, law, clock } = request;
  const due =
    closedAt !== undefined
      ? say("overSince", { day: dateText(closedAt) })
      : dueOn === undefined
        ? say("noLastDay")
        : say("dueOn", { left: daysLeftText(dueOn, isoDay(now)), day: dateText(dueOn) });
  return [say("received", { day: dateText(receivedOn) }), due, isolated(clock?.section ?? lawWords[law])];
}
