// Readers: connections that are kept open and ask for page after page, compressed, as browsers do.
import { Agent, request } from "node:http";

/** One answer as it came over the line. @returns its status, its bytes and its milliseconds */
export function ask(agent, address, headers = {}) {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const asked = request(
      address,
      { agent, headers: { "accept-encoding": "gzip", ...headers } },
      (answer) => {
        let bytes = 0;
        answer.on("data", (piece) => {
          bytes += piece.length;
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode,
            bytes,
            ms: performance.now() - begin,
            headers: answer.headers,
          }),
        );
        answer.on("error", reject);
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

/** Asks for `addresses` in turn with so many readers at once, for so long. `pauseMs`: what a reader reads between two pages. */
export async function readFor({ addresses, readers, seconds, pauseMs = 0, headers }) {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const times = [];
  let errors = 0;
  let next = 0;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  await Promise.all(
    Array.from({ length: readers }, async (_, reader) => {
      if (pauseMs > 0) await wait((pauseMs * reader) / readers);
      while (performance.now() < end) {
        const address = addresses[next++ % addresses.length];
        try {
          const { status, ms } = await ask(agent, address, headers);
          if (status === 200 || status === 304) times.push(ms);
          else errors++;
        } catch {
          errors++;
        }
        if (pauseMs > 0) await wait(pauseMs);
      }
    }),
  );
  const took = (performance.now() - begin) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return {
    count: times.length,
    perSecond: times.length / took,
    errors,
    median: at(0.5),
    p99: at(0.99),
  };
}
