export { messagesRoutes } from "./routes.ts";
export { messageNewsRoutes } from "./news-routes.ts";
