import { PageTabs } from "../../../ui/PageTabs.tsx";

/** From the calendar to the flow board and back. */
export function DeskNav() {
  return (
    <PageTabs
      label="Front desk"
      pages={[
        { to: "/board", label: "Flow board" },
        { to: "/calendar", label: "Calendar" },
      ]}
    />
  );
}
