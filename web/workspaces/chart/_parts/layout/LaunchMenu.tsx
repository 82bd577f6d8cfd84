import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconApps, IconExternalLink } from "@tabler/icons-react";
import { launchableApps, launchAnswer } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { ActsButton } from "../../../../ui/ActsButton.tsx";
import { failureText } from "../../../../ui/ErrorNotice.tsx";
import { announce } from "../../../../ui/announce.ts";
import { say } from "../../words/index.ts";

/** Opens an app on this chart (SMART EHR launch), in a window of its own. Shows nothing while there is no app to open. */
export function LaunchMenu({ patientId }: { readonly patientId: string }) {
  const apps = useQuery({
    queryKey: ["launchable-apps"],
    queryFn: ({ signal }) => api.get("/api/launches", launchableApps, { signal }),
    staleTime: 60_000,
  });
  const launch = useMutation({
    // The window is opened by the click itself, before the server answers: browsers block one that comes later.
    mutationFn: async ({ client, window: opened }: { readonly client: string; readonly window: Window | null }) => {
      const { address } = await api.post("/api/launches", { client, patient: patientId }, launchAnswer);
      if (opened === null) window.location.assign(address);
      else opened.location.replace(address);
    },
    onError: (error, { window: opened }) => {
      opened?.close();
      announce(failureText(error));
    },
  });
  if (apps.data === undefined || apps.data.apps.length === 0) return null;
  return (
    <ActsButton
      button={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconApps size={16} aria-hidden />}
          loading={launch.isPending}
        >
          {say("apps")}
        </Button>
      }
      heading={say("openOnChart")}
      acts={apps.data.apps.map(({ id, name, maker }) => ({
        key: id,
        words: maker === undefined ? name : `${name} (${maker})`,
        icon: <IconExternalLink size={16} aria-hidden />,
        run: () => launch.mutate({ client: id, window: window.open("about:blank", "_blank") }),
      }))}
      failure={launch.error === null ? undefined : failureText(launch.error)}
    />
  );
}
