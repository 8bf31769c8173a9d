// What a page of the site is measured beside: the same web server, framework and compression, with a page of the same
// number of bytes that is there already.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { html, raw } from "hono/html";

const page = process.argv[2] === undefined ? "hello" : await (await fetch(process.argv[2])).text();
const app = new Hono()
  .use(compress())
  .get("/", (c) => c.html(html`${raw(page)}`))
  .get("/word", (c) => c.text("hello"));
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
  console.log(`Listening on http://127.0.0.1:${port}`),
);
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
