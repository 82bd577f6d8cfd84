import { figures } from "../../../language/index.ts";
import { Button, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { readDemonstrationProgress } from "./set-up-calls.ts";
import { say } from "../words/index.ts";

const count = figures();

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
        <Text>{say("notFinished")}</Text>
        <Button onClick={again}>{say("tryAgain")}</Button>
      </Stack>
    );
  }
  const { done, total } = progress.data ?? { done: 0, total: 0 };
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <Stack gap="sm">
      <Text>{say("inventing")}</Text>
      <Progress value={percent} aria-label={say("recordsWritten")} size="md" />
      <Text role="status" c="dimmed">
        {total === 0
          ? say("starting")
          : say("progress", { done: count.format(done), total: count.format(total), percent })}
      </Text>
    </Stack>
  );
}
