import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { stringifyWithDigits } from "../../../../app/api/digits.ts";
import { branchOf, fetchHousePaper } from "../../../../app/house-paper.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { saveFile } from "../../../../ui/save-file.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { collect } from "./collect.ts";
import { packagePage } from "./package-page.ts";
import { contentsOf } from "./contents.ts";
import { readable } from "./readable.ts";
import { base64, sealPackage } from "./seal-package.ts";
import { language } from "../../../../language/index.ts";
import { say } from "../../words/index.ts";

const fewest = 12;

/** Takes out everything that is kept about the person, sealed here under a passphrase that never leaves the browser. */
export function DownloadDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const { organisation, permissions } = useSession();
  const [progress, setProgress] = useState("");
  const form = useForm({
    initialValues: { passphrase: "", again: "" },
    validate: {
      passphrase: (value) => (value.length < fewest ? say("fewest", { fewest }) : null),
      again: (value, { passphrase }) => (value === passphrase ? null : say("anotherOne")),
    },
  });
  const take = useMutation({
    mutationFn: async (passphrase: string) => {
      const stop = new AbortController();
      const takenAt = new Date().toISOString();
      const collected = await collect(
        { permissions },
        (records, looks) =>
          setProgress(looks === 0 ? say("sofar", { records }) : say("sofarLooks", { records, looks })),
        stop.signal,
      );
      const paper = await fetchHousePaper(branchOf(collected.patients[0]));
      const contents = contentsOf(collected, organisation.name, takenAt);
      setProgress(say("setting"));
      // What sets type is as large as the rest of the app: only who takes a package needs it.
      const { printPackage } = await import("./print-package.ts");
      const pdf = await printPackage(contents, {
        house: organisation.name,
        paper,
        madeAt: Date.parse(takenAt),
        tell: (done, all) => setProgress(say("settingOf", { done, all })),
      });
      setProgress(say("sealing"));
      const bundle = {
        resourceType: "Bundle",
        type: "collection",
        timestamp: takenAt,
        entry: [...collected.resources, ...collected.former].map((resource) => ({ resource })),
      };
      const sealed = await sealPackage(
        { html: readable(contents, paper.head).html, bundle: stringifyWithDigits(bundle), pdf: base64(pdf) },
        passphrase,
      );
      return packagePage(sealed, organisation.name);
    },
  });
  const submit = form.onSubmit(({ passphrase }) =>
    take.mutate(passphrase, {
      onSuccess: (page) => {
        saveFile("record.html", page, "text/html");
        announce(say("saved"));
        close();
      },
      onSettled: () => setProgress(""),
    }),
  );
  return (
    <Modal opened onClose={close} title={say("downloadEverything")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{say("downloadAbout")}</Text>
          {language.tag !== "en-GB" && <Text size="sm">{say("downloadInEnglish")}</Text>}
          <PasswordInput
            label={say("passphrase")}
            data-autofocus
            autoComplete="new-password"
            {...form.getInputProps("passphrase")}
          />
          <PasswordInput label={say("sameAgain")} autoComplete="new-password" {...form.getInputProps("again")} />
          {take.error !== null && <ErrorNotice error={take.error} />}
          <Text size="sm" c="dimmed" role="status">
            {progress}
          </Text>
          <Group>
            <Button type="submit" loading={take.isPending}>
              {say("download")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
