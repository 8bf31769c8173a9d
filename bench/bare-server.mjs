// What a page is measured beside: the same web server and framework, answering one word.
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono().get("/", (c) => c.text("hello"));
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
  console.log(`Listening on http://127.0.0.1:${port}`),
);
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
