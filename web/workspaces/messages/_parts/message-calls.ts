import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  colleagues,
  inbox,
  type NewMessage,
  staffMessage,
  thread,
  unreadMessages,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { nothing } from "../../../app/api/json-api.ts";

const messages = ["messages"];
const oftenMilliseconds = 30_000;

/** How many somebody hasn't opened: for the rail. Asked by the page itself, so it keeps no session alive. */
export function useUnread(enabled: boolean) {
  return useQuery({
    queryKey: [...messages, "unread"],
    queryFn: ({ signal }) => api.get("/api/messages/unread", unreadMessages, { signal }),
    refetchInterval: oftenMilliseconds,
    enabled,
  });
}

export function useInbox() {
  return useInfiniteQuery({
    queryKey: [...messages, "inbox"],
    queryFn: ({ pageParam, signal }) =>
      api.get(`/api/messages${pageParam === "" ? "" : `?before=${encodeURIComponent(pageParam)}`}`, inbox, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ older }) => older,
  });
}

export function useThread(id: string) {
  return useQuery({
    queryKey: [...messages, "thread", id],
    queryFn: ({ signal }) => api.get(`/api/messages/thread?id=${id}`, thread, { signal }),
  });
}

export function useColleagues() {
  return useQuery({
    queryKey: [...messages, "colleagues"],
    queryFn: ({ signal }) => api.get("/api/messages/colleagues", colleagues, { signal }),
    staleTime: 60_000,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: messages });
}

export function useSend() {
  return useMutation({
    networkMode: "always",
    mutationFn: (message: NewMessage) => api.post("/api/messages", message, staffMessage),
    onSuccess: useRefresh(),
  });
}

export function useReply() {
  return useMutation({
    networkMode: "always",
    mutationFn: (reply: { readonly requestId: string; readonly threadId: string; readonly text: string }) =>
      api.post("/api/messages/replies", reply, staffMessage),
    onSuccess: useRefresh(),
  });
}

export function useMark(kind: "seen" | "acknowledged") {
  return useMutation({
    mutationFn: (ids: readonly string[]) => api.post(`/api/messages/${kind}`, { ids }, nothing),
    onSuccess: useRefresh(),
  });
}

/** Has the page ask again when the server says that something came. */
export function useNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource("/api/messages/live");
    const again = () => void queries.invalidateQueries({ queryKey: messages });
    source.addEventListener("hello", again);
    source.addEventListener("messages", again);
    return () => source.close();
  }, [queries]);
}
