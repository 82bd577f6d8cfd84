import type { FastifyInstance, FastifyReply } from "fastify";
import {
  type Colleagues,
  type Inbox,
  type StaffMessage,
  type Thread,
  inboxQuery,
  markMessages,
  newMessage,
  newReply,
  threadQuery,
} from "../../../../contract/index.ts";
import type { Messages } from "../../../care/messages/index.ts";
import { type Authenticate, parseInput } from "../identity/index.ts";
import { messageAnswer } from "./message-answer.ts";
import { answerMessagesProblem } from "./problem-handler.ts";
import { requireColleague } from "./require-colleague.ts";

export interface MessagesRoutesPorts {
  readonly messages: Messages;
  readonly authenticate: Authenticate;
}

type Sent = Awaited<ReturnType<Messages["send"]>>;

function answerSent(reply: FastifyReply, { message, created }: Sent): StaffMessage {
  reply.status(created ? 201 : 200);
  return messageAnswer(message);
}

/** Fastify plugin: messages between colleagues. What the caller sees of them the chart decides, one by one. */
export async function messagesRoutes(
  app: FastifyInstance,
  { messages, authenticate }: MessagesRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerMessagesProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/messages/colleagues", async (request): Promise<Colleagues> => {
    const { people, roles, branches, mayAnnounce } = await messages.colleagues(
      await requireColleague(authenticate, request),
    );
    return { people: [...people], roles: [...roles], branches, mayAnnounce };
  });

  app.get("/api/messages", async (request): Promise<Inbox> => {
    const caller = await requireColleague(authenticate, request);
    const { threads, older } = await messages.inbox(caller, parseInput(inboxQuery, request.query));
    return { threads: threads.map((line) => ({ ...line, newest: messageAnswer(line.newest) })), older };
  });

  app.get("/api/messages/thread", async (request): Promise<Thread> => {
    const caller = await requireColleague(authenticate, request);
    const thread = await messages.thread(caller, parseInput(threadQuery, request.query).id);
    return { ...thread, messages: thread.messages.map(messageAnswer) };
  });

  app.get("/api/messages/unread", async (request) => {
    return { unread: await messages.unread(await requireColleague(authenticate, request)) };
  });

  app.post("/api/messages", async (request, reply): Promise<StaffMessage> => {
    const caller = await requireColleague(authenticate, request);
    return answerSent(reply, await messages.send(caller, parseInput(newMessage, request.body)));
  });

  app.post("/api/messages/replies", async (request, reply): Promise<StaffMessage> => {
    const caller = await requireColleague(authenticate, request);
    return answerSent(reply, await messages.reply(caller, parseInput(newReply, request.body)));
  });

  app.post("/api/messages/seen", async (request, reply) => {
    const caller = await requireColleague(authenticate, request);
    await messages.seen(caller, parseInput(markMessages, request.body).ids);
    return reply.status(204).send();
  });

  app.post("/api/messages/acknowledged", async (request, reply) => {
    const caller = await requireColleague(authenticate, request);
    await messages.acknowledged(caller, parseInput(markMessages, request.body).ids);
    return reply.status(204).send();
  });
}
