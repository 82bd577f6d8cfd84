import type { StaffMessage } from "../../../../contract/index.ts";
import type { MessageView } from "../../../care/messages/index.ts";

export function messageAnswer({ to, seen, acknowledged, ...rest }: MessageView): StaffMessage {
  return {
    ...rest,
    to: to.map(({ kind, value, name }) => ({
      addressee: kind === "everybody" ? { kind } : { kind, id: value },
      name,
    })),
    seen: [...seen],
    acknowledged: [...acknowledged],
  };
}
