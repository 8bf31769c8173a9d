/** How a refusal ends a command (exit code) and a request (HTTP status). */
interface Ending {
  readonly exit: 2 | 3 | 4;
  readonly http: 400 | 403 | 404 | 405 | 406 | 409 | 410 | 422 | 429 | 503;
}

/** Every way in which krachtwijk says no. Documented in docs/errors.md; a test holds the two together. */
export const refusals = {
  "usage-wrong": { exit: 2, http: 400 },
  "address-unknown": { exit: 2, http: 404 },
  "method-not-allowed": { exit: 2, http: 405 },
  "form-not-available": { exit: 2, http: 406 },
  "too-many-requests": { exit: 2, http: 429 },
  "area-unknown": { exit: 3, http: 404 },
  "area-ambiguous": { exit: 3, http: 422 },
  "indicator-unknown": { exit: 3, http: 404 },
  "programme-unknown": { exit: 3, http: 404 },
  "edition-unknown": { exit: 3, http: 404 },
  "release-unknown": { exit: 3, http: 404 },
  "release-withdrawn": { exit: 3, http: 410 },
  "input-missing": { exit: 3, http: 404 },
  "input-malformed": { exit: 3, http: 422 },
  "question-impossible": { exit: 3, http: 422 },
  "not-allowed": { exit: 3, http: 403 },
  "person-unknown": { exit: 3, http: 404 },
  "organisation-unknown": { exit: 3, http: 404 },
  "invitation-spent": { exit: 3, http: 410 },
  "change-impossible": { exit: 3, http: 409 },
  "change-collided": { exit: 3, http: 409 },
  "source-not-allowed": { exit: 3, http: 422 },
  "source-unreachable": { exit: 4, http: 503 },
  "output-not-writable": { exit: 4, http: 503 },
  "data-missing": { exit: 4, http: 503 },
  "place-not-empty": { exit: 4, http: 503 },
  "data-in-use": { exit: 4, http: 503 },
  "port-in-use": { exit: 4, http: 503 },
  "disk-full": { exit: 4, http: 503 },
  "disk-read-only": { exit: 4, http: 503 },
  "store-unreachable": { exit: 4, http: 503 },
  "store-too-old": { exit: 4, http: 503 },
  "store-too-new": { exit: 4, http: 503 },
  "store-damaged": { exit: 4, http: 503 },
} as const satisfies Readonly<Record<string, Ending>>;

/** The name of one way to say no. */
export type RefusalCode = keyof typeof refusals;

/** Facts that belong to a refusal: file, line, column, candidates … */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * A request that was understood and is turned down. The message is one clear sentence for the person
 * who asked, with the place and what to do next. Anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly facts: Facts;

  constructor(code: RefusalCode, sentence: string, facts: Facts = {}) {
    super(sentence);
    this.code = code;
    this.facts = facts;
  }
}
