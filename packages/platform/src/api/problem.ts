import { type Language, Refusal, type RefusalCode, refusals, type Text } from "#kernel";

/** Says no in both languages, and names the parameter that is to blame where there is one. */
export class Problem extends Refusal {
  readonly told: Text;
  readonly parameter: string | null;
  /** Every parameter that is wrong, when there are more. */
  readonly parts: readonly Problem[];

  constructor(
    code: RefusalCode,
    told: Text,
    parameter: string | null = null,
    parts: readonly Problem[] = [],
  ) {
    super(code, told.en, parameter === null ? {} : { parameter });
    this.told = told;
    this.parameter = parameter;
    this.parts = parts;
  }
}

/** Everything that is wrong with a question as one problem. @throws {Problem} when there is anything */
export function refuseAll(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  if (problems.length === 1) throw first;
  const all = (language: Language) => problems.map(({ told }) => told[language]).join(" ");
  throw new Problem(first.code, { nl: all("nl"), en: all("en") }, first.parameter, problems);
}

/** What each refusal is called. The rest of the list is of commands, and never reaches a reader of the API. */
const titles: Partial<Record<RefusalCode, Text>> = {
  "usage-wrong": { nl: "De vraag klopt niet", en: "The request is not right" },
  "area-unknown": { nl: "Dit gebied kennen we niet", en: "There is no such area" },
  "indicator-unknown": { nl: "Deze indicator kennen we niet", en: "There is no such indicator" },
  "release-unknown": { nl: "Deze levering kennen we niet", en: "There is no such release" },
  "release-withdrawn": { nl: "Deze levering is ingetrokken", en: "This release was withdrawn" },
  "question-impossible": { nl: "Deze vraag heeft geen antwoord", en: "This has no answer" },
  "address-unknown": { nl: "Hier is niets", en: "There is nothing here" },
  "method-not-allowed": { nl: "Dit kan alleen gelezen worden", en: "This can only be read" },
  "form-not-available": { nl: "Deze vorm is er niet", en: "This form is not available" },
  "too-many-requests": { nl: "Te veel vragen", en: "Too many requests" },
};

const away: Text = {
  nl: "De gegevens zijn even niet te bereiken. Probeer het straks nog eens.",
  en: "The data cannot be reached just now. Please try again later.",
};
const broken: Text = { nl: "Er ging iets mis", en: "Something went wrong" };
const ours: Text = {
  nl: "Er ging iets mis op de server. Noem het nummer als u dit meldt.",
  en: "Something went wrong on the server. Mention the number when you report this.",
};

/** The refusals that a reader of the API can meet. */
export const problemCodes = Object.keys(titles) as readonly RefusalCode[];

/** The name of one kind of refusal, in words. */
export const problemTitle = (code: RefusalCode): Text => titles[code] ?? away;

/** An answer by RFC 9457. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  /** The name of the refusal in docs/errors.md, or `internal`. */
  readonly code: string;
  /** The parameter that is to blame, the first where there are more. */
  readonly parameter?: string;
  /** Everything that is wrong with a question, at once. */
  readonly errors?: readonly ProblemPart[];
}

/** One thing that is wrong with a question, as the Dutch API Design Rules tell it. */
interface ProblemPart {
  readonly in: "query";
  readonly location: { readonly name: string };
  readonly code: string;
  readonly detail: string;
}

function partsOf(problem: Problem, language: Language): readonly ProblemPart[] {
  const parts = problem.parts.length > 0 ? problem.parts : [problem];
  return parts.flatMap(({ code, parameter, told }) =>
    parameter === null
      ? []
      : [{ in: "query" as const, location: { name: parameter }, code, detail: told[language] }],
  );
}

/** Anything thrown, as the answer that a reader gets. What is not a refusal is a bug: no detail, but a number. */
export function problemOf(
  error: unknown,
  where: { readonly base: string; readonly number: string; readonly language: Language },
): ProblemDetails {
  const { base, number, language } = where;
  const instance = `urn:krachtwijk:request:${number}`;
  if (!(error instanceof Refusal))
    return {
      type: "about:blank",
      title: broken[language],
      status: 500,
      detail: ours[language],
      instance,
      code: "internal",
    };
  const status = refusals[error.code].http;
  // What the store says is for who runs the server, not for who asks.
  const detail =
    error instanceof Problem
      ? error.told[language]
      : status === 503
        ? away[language]
        : error.message;
  return {
    type: `${base}/problems/${error.code}`,
    title: problemTitle(error.code)[language],
    status,
    detail,
    instance,
    code: error.code,
    ...(error instanceof Problem && error.parameter !== null ? { parameter: error.parameter } : {}),
    ...(error instanceof Problem && status === 400 && error.parameter !== null
      ? { errors: partsOf(error, language) }
      : {}),
  };
}
