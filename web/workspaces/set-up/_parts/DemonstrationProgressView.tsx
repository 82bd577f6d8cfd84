import { Button, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { readDemonstrationProgress } from "./set-up-calls.ts";

const count = new Intl.NumberFormat("en-GB");

/** The demonstration organisation being filled; leads to its sign-in. */
export function DemonstrationProgressView({ again }: { readonly again: () => void }) {
  const navigate = useNavigate();
  const progress = useQuery({
    queryKey: ["demonstration", "progress"],
    queryFn: readDemonstrationProgress,
    refetchInterval: (query) =>
      query.state.data?.state === "done" || query.state.data?.state === "failed" ? false : 400,
    staleTime: 0,
    gcTime: 0,
  });
  const state = progress.data?.state;
  useEffect(() => {
    if (state === "done") void navigate({ to: "/sign-in", replace: true });
  }, [state, navigate]);
  if (progress.error !== null) return <ErrorNotice error={progress.error} again={() => void progress.refetch()} />;
  if (state === "failed") {
    return (
      <Stack gap="md" align="start">
        <Text>
          The demonstration organisation could not be finished. The server’s log says why; what was written so far is
          kept, and trying again goes on from there.
        </Text>
        <Button onClick={again}>Try again</Button>
      </Stack>
    );
  }
  const { done, total } = progress.data ?? { done: 0, total: 0 };
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <Stack gap="sm">
      <Text>
        Inventing a clinic and a care home, with their patients, appointments, results and notes. Each record is sealed
        under its patient’s key as it is written.
      </Text>
      <Progress value={percent} aria-label="Records written" size="md" />
      <Text role="status" c="dimmed">
        {total === 0 ? "Starting…" : `${count.format(done)} of ${count.format(total)} records, ${percent} %`}
      </Text>
    </Stack>
  );
}
