import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { type PaperOf, usePrint } from "./print-paper.ts";
import { say } from "../words/index.ts";

type Props = { readonly paper: PaperOf; readonly isMain?: boolean };

/** Prints a paper; again, it is a copy. */
export function PrintButton({ paper, isMain = false }: Props) {
  const print = usePrint();
  return (
    <Button
      size={isMain ? "sm" : "compact-sm"}
      variant={isMain ? "default" : "subtle"}
      leftSection={<IconPrinter size={15} aria-hidden />}
      loading={print.isPending}
      aria-label={isMain ? undefined : say("printNumber", { number: paper.number })}
      onClick={() => print.mutate(paper)}
    >
      {say("print")}
    </Button>
  );
}
