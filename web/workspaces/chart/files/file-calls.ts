import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { attachmentCode, documentSystem } from "../../../../contract/index.ts";
import { fhir } from "../../../app/api.ts";
import { send } from "../../../app/api/send.ts";
import type { DocumentReference } from "../../../ui/clinical/fhir-types.ts";
import { belongingQuery } from "../_parts/record/belonging.ts";
import { searchAll } from "../_parts/record/search-all.ts";
import { type Said, attachmentOf, readAttachment } from "./attachment.ts";
import { base64Of, type PreparedFile } from "./prepare-file.ts";

const filesKey = (patientId: string) => ["chart", patientId, "files"] as const;

/** Files that were added to the chart, newest first. The files themselves are read when they are opened. */
export function useAttachments(patientId: string) {
  return useQuery({
    queryKey: filesKey(patientId),
    queryFn: async ({ signal, client }) => {
      const merged = await client.fetchQuery(belongingQuery(patientId));
      const { matches, included, complete } = await searchAll<DocumentReference>(
        "DocumentReference",
        {
          patient: [patientId, ...merged].join(","),
          category: `${documentSystem}|${attachmentCode}`,
          _sort: "-date",
          _include: "DocumentReference:author",
        },
        signal,
      );
      return { files: matches.flatMap((one) => readAttachment(one, included) ?? []), complete };
    },
    staleTime: 60_000,
    structuralSharing: false,
  });
}

function useSettled(patientId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: filesKey(patientId) });
}

/** Adds a file with what was said of it. Sent again under its number, nothing is added twice. */
export function useAddFile(patientId: string) {
  return useMutation({
    networkMode: "always",
    mutationFn: async ({
      requestId,
      said,
      file,
    }: {
      readonly requestId: string;
      readonly said: Said;
      readonly file: PreparedFile;
    }) => {
      const { contentType, content, thumbnail } = file;
      return fhir.makeOnce(requestId, attachmentOf(said, { contentType, thumbnail, data: await base64Of(content) }));
    },
    onSettled: useSettled(patientId),
  });
}

/** Says that a file was added by mistake; the record keeps it as such. */
export function useMistake(patientId: string) {
  return useMutation({
    networkMode: "always",
    mutationFn: async (id: string) => {
      const newest = await fhir.read<DocumentReference>("DocumentReference", id);
      await fhir.update<DocumentReference>({ ...newest, status: "entered-in-error" });
    },
    onSettled: useSettled(patientId),
  });
}

/** A file's bytes. Each time that it is opened is in the ledger, so it is read anew once it was put away. */
export function useFile(fileId: string, contentType: string) {
  return useQuery({
    queryKey: ["file", fileId],
    queryFn: async ({ signal }) => {
      const answer = await send(`/fhir/Binary/${encodeURIComponent(fileId)}`, {
        method: "GET",
        accept: contentType,
        signal,
      });
      return new Blob([await answer.arrayBuffer()], { type: contentType });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
