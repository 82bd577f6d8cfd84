import { Text } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { Door } from "../../../ui/Door.tsx";
import { say } from "./words/index.ts";

/** Where the provider's page sends its payer: who may not be signed in here at all. It knows nothing of them. */
export function PaidOnlinePage() {
  const { left } = useSearch({ from: "/paid-online" });
  return (
    <Door title={left === undefined ? say("thankYou") : say("notPaid")}>
      <Text>{left === undefined ? say("onItsWay") : say("nothingPaid")}</Text>
      <Link to="/">{say("toWardbook")}</Link>
    </Door>
  );
}
