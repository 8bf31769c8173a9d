import { z } from "zod";
import type { Period } from "#kernel";
import type { Fund, Project } from "#money";
import { byDueDate, type Commitment, type ParliamentDocument } from "#parliament";
import { idText, period, words } from "../fields.ts";
import { fieldsOf, listOf, pageOf, paging } from "../lists.ts";
import { named, operation } from "../operation.ts";
import { Problem } from "../problem.ts";
import { areaNamed } from "./areas.ts";

const cents = z.int().describe("Whole euro cents.");
const tellPeriod = ({ id, kind, begin, end }: Period) => ({ id, kind, begin, end });

const project = named(
  "Project",
  z.object({
    name: z.string(),
    areas: z.array(idText).describe("Two when the source names two together."),
    amountCents: cents,
    currency: z.literal("EUR"),
    theme: idText,
    fund: idText,
    tranche: z.int(),
    source: idText,
    release: idText,
    line: z.int().describe("Of the file as delivered."),
  }),
);

const tellProject = ({ amount, areas, ...one }: Project): z.output<typeof project> => ({
  name: one.name,
  areas: [...areas],
  amountCents: amount,
  currency: "EUR",
  theme: one.theme,
  fund: one.fund,
  tranche: one.tranche,
  source: one.source,
  release: one.release,
  line: one.line,
});

const listProjects = operation({
  id: "listProjects",
  path: "/projects",
  tag: "Money",
  summary: "Projects that were granted money.",
  refusals: ["area-unknown"],
  examples: ["/projects?limit=2"],
  query: {
    area: idText.optional().describe("Only projects in this area, or in one that lies in it."),
    fund: idText.optional(),
    theme: idText.optional(),
    tranche: z.int().min(1).max(1000).optional(),
    fields: fieldsOf(project),
    ...paging,
  },
  answer: listOf("ProjectList", project),
  run: async ({ query, data: { book, projects } }) => {
    const { area, fund, theme, tranche } = query;
    const within = area === undefined ? null : areaNamed(book, area, "area").id;
    const found = projects.filter(
      (one) =>
        (within === null ||
          one.areas.some((id) => id === within || book.liesWithin(book.get(id), within))) &&
        (fund ?? one.fund) === one.fund &&
        (theme ?? one.theme) === one.theme &&
        (tranche ?? one.tranche) === one.tranche,
    );
    return pageOf(found, query, tellProject);
  },
});

const fund = named(
  "Fund",
  z.object({
    id: idText,
    name: words,
    payer: words,
    theme: idText,
    source: z.string().describe("The chapter in which it stands."),
    note: words.nullable(),
    currency: z.literal("EUR"),
    budgets: z.array(
      z.object({
        period,
        amountCents: cents,
        bound: z.enum(["<", "<=", ">", ">="]).nullable().describe("Null: the amount itself."),
        for: words.nullable(),
      }),
    ),
  }),
);

const tellFund = (one: Fund): z.output<typeof fund> => ({
  id: one.id,
  name: one.name,
  payer: one.payer,
  theme: one.theme,
  source: one.source,
  note: one.note,
  currency: "EUR",
  budgets: one.budgets.map((budget) => ({
    period: tellPeriod(budget.period),
    amountCents: budget.amount,
    bound: budget.bound,
    for: budget.for,
  })),
});

const listFunds = operation({
  id: "listFunds",
  path: "/funds",
  tag: "Money",
  summary: "Money for a purpose, from one payer, with what is set aside.",
  examples: ["/funds?fields=id,name"],
  query: { theme: idText.optional(), fields: fieldsOf(fund), ...paging },
  answer: listOf("FundList", fund),
  run: async ({ query, data }) =>
    pageOf(
      data.funds.filter((one) => (query.theme ?? one.theme) === one.theme),
      query,
      tellFund,
    ),
});

const commitment = named(
  "Commitment",
  z.object({
    id: idText,
    text: words,
    dueKind: z.enum(["date", "month", "recurring", "open", "this-report"]),
    dueBy: z.iso.date().nullable().describe("The last day; null where there is none."),
    madeAt: words.nullable(),
    done: z.boolean(),
    areas: z.array(idText),
    theme: idText,
    source: z.string(),
  }),
);

const tellCommitment = (one: Commitment): z.output<typeof commitment> => ({
  id: one.id,
  text: one.text,
  dueKind: one.due.kind,
  dueBy: one.due.kind === "date" || one.due.kind === "month" ? one.due.by : null,
  madeAt: one.madeAt,
  done: one.done,
  areas: [...one.areas],
  theme: one.theme,
  source: one.source,
});

const listCommitments = operation({
  id: "listCommitments",
  path: "/commitments",
  tag: "Parliament",
  summary: "Promises to parliament, the first due first.",
  refusals: ["area-unknown"],
  examples: ["/commitments?done=false&limit=2"],
  query: {
    area: idText.optional().describe("Only promises that name this area."),
    theme: idText.optional(),
    done: z.boolean().optional(),
    fields: fieldsOf(commitment),
    ...paging,
  },
  answer: listOf("CommitmentList", commitment),
  run: async ({ query, data: { book, commitments } }) => {
    const area = query.area === undefined ? null : areaNamed(book, query.area, "area").id;
    const found = byDueDate(commitments).filter(
      (one) =>
        (area === null || one.areas.includes(area)) &&
        (query.theme ?? one.theme) === one.theme &&
        (query.done ?? one.done) === one.done,
    );
    return pageOf(found, query, tellCommitment);
  },
});

const paper = named(
  "ParliamentDocument",
  z.object({
    id: z.string(),
    number: z.string(),
    kind: words,
    date: z.iso.date().nullable().describe("Null: the source does not say."),
    version: z.string().nullable(),
    annexTo: z.string().nullable(),
    title: words.nullable(),
  }),
);

const tellPaper = (one: ParliamentDocument): z.output<typeof paper> => ({
  id: one.id,
  number: one.number,
  kind: one.kind,
  date: one.date,
  version: one.version,
  annexTo: one.annexTo,
  title: one.title,
});

const listDocuments = operation({
  id: "listDocuments",
  path: "/documents",
  tag: "Parliament",
  summary: "Documents of parliament.",
  examples: ["/documents?limit=2"],
  query: { fields: fieldsOf(paper), ...paging },
  answer: listOf("ParliamentDocumentList", paper),
  run: async ({ query, data }) => pageOf(data.documents, query, tellPaper),
});

/** One thing of a list, by its id. */
function found<One extends { readonly id: string }>(
  all: readonly One[],
  id: string,
  parameter: string,
) {
  const one = all.find((known) => known.id === id);
  if (one !== undefined) return one;
  throw new Problem(
    "address-unknown",
    { nl: `Onder de naam "${id}" is hier niets.`, en: `There is nothing here called "${id}".` },
    parameter,
  );
}

const getFund = operation({
  id: "getFund",
  path: "/funds/{fund}",
  tag: "Money",
  summary: "One fund.",
  examples: ["/funds/corporaties"],
  takes: { fund: idText.describe("The id of a fund.") },
  answer: fund,
  run: async ({ path, data }) => ({ body: tellFund(found(data.funds, path.fund, "fund")) }),
});

const getCommitment = operation({
  id: "getCommitment",
  path: "/commitments/{commitment}",
  tag: "Parliament",
  summary: "One promise to parliament.",
  examples: ["/commitments/outcomemonitor-halfjaarlijks"],
  takes: { commitment: idText.describe("The id of a promise.") },
  answer: commitment,
  run: async ({ path, data }) => ({
    body: tellCommitment(found(data.commitments, path.commitment, "commitment")),
  }),
});

const getDocument = operation({
  id: "getDocument",
  path: "/documents/{document}",
  tag: "Parliament",
  summary: "One document of parliament.",
  examples: ["/documents/30128-12"],
  takes: { document: z.string().max(80).describe("The id of a document.") },
  answer: paper,
  run: async ({ path, data }) => ({
    body: tellPaper(found(data.documents, path.document, "document")),
  }),
});

export const doingOperations = [
  listProjects,
  listFunds,
  getFund,
  listCommitments,
  getCommitment,
  listDocuments,
  getDocument,
];
