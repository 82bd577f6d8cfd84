import { UnsentReminders } from "../public/_parts/UnsentReminders.tsx";
import { DeskNav } from "./_parts/DeskNav.tsx";
import { FlowBoard } from "./FlowBoard.tsx";
import { say } from "./words/index.ts";

/** The flow board at an address of its own. */
export function BoardPage() {
  return (
    <>
      <DeskNav />
      <UnsentReminders />
      <FlowBoard title={say("flowBoard")} />
    </>
  );
}
