import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { malformed } from "#intake";
import { Refusal } from "#kernel";
import { type Policy, policyOf, sentOnTo } from "./allowed.ts";
import { ask, Failure, type Watch } from "./ask.ts";
import { readBody } from "./body.ts";
import { type KeptAnswers, keptAnswers } from "./kept.ts";
import { passing, retryAfter, waitBefore } from "./retry.ts";
import { nameOf, shown } from "./shown.ts";
import type { Answer, Client, ClientOptions, Clockwork, Head, Limits, Question } from "./types.ts";

const megabyte = 1024 ** 2;

/** Unless told otherwise. The largest body is the largest file that intake reads. */
const usualLimits: Limits = {
  connectMs: 10_000,
  headersMs: 60_000,
  idleMs: 30_000,
  wholeMs: 15 * 60_000,
  bodyBytes: 256 * megabyte,
  attempts: 5,
  longestWaitMs: 60_000,
  redirects: 5,
  keptBytes: 1024 * megabyte,
  pagesMs: 24 * 60 * 60_000,
};

interface Inside extends Clockwork {
  readonly policy: Policy;
  readonly limits: Limits;
  readonly agent: string;
  readonly kept: KeptAnswers | null;
  readonly progress: (line: string) => void;
}

/** What one attempt brought: an answer, the word that nothing changed, or the way to another address. */
type Outcome =
  | { readonly kind: "answer"; readonly head: Head; readonly bytes: Uint8Array }
  | { readonly kind: "unchanged"; readonly head: Head }
  | { readonly kind: "elsewhere"; readonly to: string };

/** The first words of an error document, for the person who must understand it. */
function wordsOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 4000));
  const said = /"(?:message|detail|description|value)"\s*:\s*"([^"]{3,300})"/.exec(text)?.[1];
  const plain = said ?? (/^\s*[<{[]/.test(text) ? "" : text);
  const words = shown(plain);
  return words === "" ? "" : `: "${words}"`;
}

/** A status that is no answer, as what it means for the person who asked. */
function complaint(address: URL, { status }: Head, bytes: Uint8Array): Refusal {
  const name = nameOf(address);
  const facts = { host: address.host, status };
  if (status === 404 || status === 410)
    return new Refusal(
      "input-missing",
      `${name}: there is nothing at this address (${status}). Check it.`,
      facts,
    );
  if (status >= 400 && status < 500)
    return malformed(
      { file: name },
      `the server refuses the question (${status})${wordsOf(bytes)}.`,
    );
  return new Refusal(
    "source-unreachable",
    `${name}: the server answers with an error (${status})${wordsOf(bytes)}. Try again later.`,
    facts,
  );
}

/** Error documents are read as far as their first words. */
const complaintBytes = 64 * 1024;

async function read(address: URL, head: Head, time: Watch, inside: Inside): Promise<Outcome> {
  const { status, headers } = head;
  if (status === 304) return { kind: "unchanged", head };
  if (status >= 300 && status < 400 && headers["location"] !== undefined)
    return { kind: "elsewhere", to: headers["location"] };
  if (passing.has(status)) {
    const waitMs = retryAfter(headers["retry-after"], inside.now());
    throw new Failure(`the server is too busy or not there (${status})`, { again: true, waitMs });
  }
  if (status !== 200) {
    const said = await readBody(nameOf(address), head, time, {
      ...inside.limits,
      bodyBytes: complaintBytes,
    }).catch(() => new Uint8Array());
    throw complaint(address, head, said);
  }
  return {
    kind: "answer",
    head,
    bytes: await readBody(nameOf(address), head, time, inside.limits),
  };
}

/** One attempt, with its redirects. */
async function attempt(
  question: Question,
  headers: Readonly<Record<string, string>>,
  inside: Inside,
) {
  const { limits, policy } = inside;
  const seen = new Set<string>();
  let address = question.address;
  for (;;) {
    if (seen.has(address.href) || seen.size > limits.redirects)
      throw malformed({ file: nameOf(question.address) }, "the server sends on in a circle.");
    seen.add(address.href);
    const here = address;
    const outcome = await ask(here, { headers, limits, lookup: policy.lookup }, (head, time) =>
      read(here, head, time, inside),
    );
    if (outcome.kind !== "elsewhere") return { address, outcome };
    address = sentOnTo(address, outcome.to, policy);
  }
}

const givenUp = (address: URL, why: string, attempts: number) =>
  new Refusal(
    "source-unreachable",
    `${address.host}: ${why}${attempts > 1 ? `, ${attempts} times in a row` : ""}. Check the network, or try again later.`,
    { host: address.host, attempts },
  );

async function persist(
  question: Question,
  headers: Readonly<Record<string, string>>,
  inside: Inside,
) {
  const { limits, random, sleep, progress } = inside;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(question, headers, inside);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!error.again || tried >= limits.attempts)
        throw givenUp(question.address, error.message, tried);
      const asked = error.waitMs;
      const pause = waitBefore(tried, { asked, longestMs: limits.longestWaitMs, random });
      if (pause === null)
        throw givenUp(
          question.address,
          `${error.message} and asks to wait ${Math.ceil(asked! / 1000)} s`,
          1,
        );
      progress(
        `${question.address.host}: ${error.message}; asking again in ${Math.ceil(pause / 1000)} s …`,
      );
      await sleep(pause);
    }
  }
}

const keyOf = ({ address, accept }: Question) => `${accept ?? "*/*"} ${address.href}`;

async function get(asked: Question, inside: Inside): Promise<Answer> {
  const question = { ...asked, address: inside.policy.check(asked.address) };
  const kept = question.keep === false ? null : inside.kept;
  const before = (await kept?.find(keyOf(question))) ?? null;
  const etag = question.unlessEtag ?? before?.etag;
  const headers: Readonly<Record<string, string>> = {
    accept: question.accept ?? "*/*",
    "accept-encoding": "gzip, deflate, br",
    "user-agent": inside.agent,
    ...(etag === undefined || etag === null ? {} : { "if-none-match": etag }),
    ...(before?.lastModified == null || question.unlessEtag !== undefined
      ? {}
      : { "if-modified-since": before.lastModified }),
  };
  const { address, outcome } = await persist(question, headers, inside);
  if (outcome.kind === "answer") {
    const { head, bytes } = outcome;
    const [newEtag, lastModified] = [
      head.headers["etag"] ?? null,
      head.headers["last-modified"] ?? null,
    ];
    if (newEtag !== null || lastModified !== null) {
      const from = address.href;
      const facts = { address: question.address.href, from, etag: newEtag, lastModified };
      await kept?.keep(keyOf(question), { ...facts, headers: head.headers }, bytes);
    }
    return { address, bytes, headers: head.headers, from: "server" };
  }
  const fresh = outcome.head.headers;
  if (question.unlessEtag !== undefined)
    return { address, bytes: new Uint8Array(), headers: fresh, from: "unchanged" };
  if (before === null)
    throw malformed(
      { file: nameOf(address) },
      "the server says that nothing changed, but was never asked before.",
    );
  return {
    address: new URL(before.from),
    bytes: before.body,
    headers: before.headers,
    from: "kept",
  };
}

/**
 * Makes the one way out to other people's servers: hosts on the list only, bounded in time, size and patience, and
 * asking again only for what did not change hands. Needs nothing but Node.
 * @throws {Refusal} usage-wrong when an allowed host is not one
 */
export function openClient(options: ClientOptions): Client {
  const limits = { ...usualLimits, ...options.limits };
  const inside: Inside = {
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((milliseconds) => wait(milliseconds)),
    random: options.random ?? Math.random,
    policy: policyOf(options.allowHosts ?? []),
    limits,
    agent: `krachtwijk/${options.version ?? "0"} (open-source statistics for neighbourhoods; one request at a time)`,
    kept:
      options.folder === null ? null : keptAnswers(join(options.folder, "kept"), limits.keptBytes),
    progress: options.progress ?? (() => {}),
  };
  return {
    get: (question) => get(question, inside),
    progress: inside.progress,
    now: inside.now,
    limits,
    check: inside.policy.check,
  };
}
