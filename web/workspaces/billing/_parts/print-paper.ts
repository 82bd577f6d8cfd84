import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";
import { send } from "../../../app/api/send.ts";
import { announce } from "../../../ui/announce.ts";
import { failureText } from "../../../ui/ErrorNotice.tsx";
import { saveFile } from "../../../ui/save-file.ts";
import { say } from "../words/index.ts";

export type PaperOf = { readonly kind: "invoices" | "payments"; readonly id: string; readonly number: string };

/** Has the server set a paper, and hands the PDF over. What was printed before comes as a copy. */
export function usePrint() {
  const queryClient = useQueryClient();
  return useMutation({
    networkMode: "always",
    async mutationFn({ kind, id, number }: PaperOf) {
      const answer = await send(`/api/billing/${kind}/${id}/print`, { method: "POST", accept: "application/pdf" });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { number, isCopy: answer.headers.get("x-wardbook-copy") === "yes", bytes };
    },
    onSuccess({ number, isCopy, bytes }) {
      saveFile(`${number}${isCopy ? " copy" : ""}.pdf`, bytes, "application/pdf");
      const said = say(isCopy ? "printedCopy" : "printed", { number });
      announce(said);
      notifications.show({ title: said, message: say("inDownloads"), autoClose: 5_000 });
    },
    onError(error) {
      notifications.show({ color: "red", title: say("notPrinted"), message: failureText(error), autoClose: 10_000 });
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ["billing", "invoice"] }),
  });
}
