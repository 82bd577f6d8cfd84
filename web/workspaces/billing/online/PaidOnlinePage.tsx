import { Text } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { Door } from "../../../ui/Door.tsx";

/** Where the provider's page sends its payer: who may not be signed in here at all. It knows nothing of them. */
export function PaidOnlinePage() {
  const { left } = useSearch({ from: "/paid-online" });
  return (
    <Door title={left === undefined ? "Thank you" : "Not paid"}>
      <Text>
        {left === undefined
          ? "Your payment is on its way to us, and your receipt is made when it comes. You can close this page."
          : "Nothing was paid. The link works again until it is over, or ask at the desk."}
      </Text>
      <Link to="/">To Wardbook</Link>
    </Door>
  );
}
