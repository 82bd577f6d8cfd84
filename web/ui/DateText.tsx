import { dateText, dateTimeText, inOrder, timeText } from "./dates.ts";
import { say } from "./words/index.ts";

type Shape = "date" | "time" | "date-time";

/** A recorded moment: `07-Mar-2026`, `14:05` or both; what isn't recorded says so. */
export function DateText({ value, shape = "date" }: { readonly value: string | undefined; readonly shape?: Shape }) {
  if (value === undefined) return <NotRecorded />;
  return <time dateTime={value}>{words(value, shape)}</time>;
}

function words(value: string, shape: Shape): string {
  switch (shape) {
    case "date":
      return inOrder(dateText(value));
    case "time":
      return timeText(value);
    case "date-time":
      return dateTimeText(value);
  }
}

/** Said wherever a value is absent: different from "none" and from "unknown". */
export function NotRecorded() {
  return <span style={{ color: "var(--mantine-color-dimmed)" }}>{say("notRecorded")}</span>;
}
