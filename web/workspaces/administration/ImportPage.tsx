import { Stack, Text, Title } from "@mantine/core";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { FileDrop } from "./_parts/FileDrop.tsx";
import { useImports, useStartImport } from "./_parts/import-calls.ts";
import { ImportCard } from "./_parts/ImportCard.tsx";
import { say } from "./_parts/ledger/words/index.ts";

/** Brings records in from files. */
export function ImportPage() {
  const imports = useImports();
  const start = useStartImport();
  const list = imports.data?.imports ?? [];
  return (
    <>
      <PageHeader title={say("import")} summary={say("importSummary")} />
      <Stack gap="md" maw="62rem">
        <FileDrop disabled={start.isPending} take={(file) => start.mutate(file)} />
        {start.isPending && (
          <Text role="status" c="dimmed">
            {say("sendingFile", { name: start.variables.name, size: sizeText(start.variables.size) })}
          </Text>
        )}
        {start.error !== null && (
          <ErrorNotice
            error={start.error}
            again={start.variables === undefined ? undefined : () => start.mutate(start.variables)}
          />
        )}
        {imports.error !== null && <ErrorNotice error={imports.error} again={() => void imports.refetch()} />}
        {list.length > 0 && (
          <section aria-labelledby="imports">
            <Title order={2} id="imports" mb="xs">
              {say("importsOf")}
            </Title>
            {list.map((one) => (
              <ImportCard key={one.id} one={one} />
            ))}
          </section>
        )}
      </Stack>
    </>
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
