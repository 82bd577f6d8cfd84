import { Button } from "@mantine/core";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useEndEmergency } from "./emergency-calls.ts";
import { say } from "../words/index.ts";

/** An officer ends somebody's emergency before its time. */
export function EndEmergency({ id }: { readonly id: string }) {
  const end = useEndEmergency(id);
  return (
    <>
      <Button
        color="red"
        variant="outline"
        loading={end.isPending}
        onClick={() => end.mutate(undefined, { onSuccess: () => announce(say("emergencyEnded")) })}
      >
        {say("endNow")}
      </Button>
      {end.error !== null && <ErrorNotice error={end.error} />}
    </>
  );
}
