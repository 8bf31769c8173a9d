import { z } from "zod";
import { deprecations } from "./deprecations.ts";
import { apiVersion } from "./http.ts";
import { named, type Operation, schemas } from "./operation.ts";
import { operations } from "./operations.ts";
import { parameterSchema, type Shape } from "./parameters.ts";
import { problemCodes } from "./problem.ts";

/** Part of an OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

named(
  "Problem",
  z.object({
    type: z.string().describe("Points at what the code means."),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe("Has the number that the log of the server has too."),
    code: z.enum(["internal", ...problemCodes]),
    parameter: z.string().optional().describe("The parameter that is to blame, or the first."),
    errors: z
      .array(
        z.object({
          in: z.enum(["query"]),
          location: z.object({ name: z.string() }),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional()
      .describe("With 400: everything that is wrong with the question, at once."),
  }),
);

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** `{ type: [string, null], format: date }` in the place of one of two: a date that may be missing stays a date. */
function withPlainNulls(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPlainNulls);
  if (!isJson(schema)) return schema;
  const entries = Object.entries(schema).map(([name, value]) => [name, withPlainNulls(value)]);
  const { anyOf, ...rest } = Object.fromEntries(entries) as { anyOf?: readonly Json[] } & Json;
  const [one, other] = anyOf ?? [];
  const isPlain = typeof one?.["type"] === "string" && one["enum"] === undefined;
  if (anyOf?.length === 2 && isPlain && other?.["type"] === "null")
    return { ...one, ...rest, type: [one["type"], "null"] };
  return anyOf === undefined ? rest : { ...rest, anyOf };
}

/** The schemas with a name, without what only a schema on its own has. */
function namedSchemas(): Json {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const made = z.toJSONSchema(schemas, { uri, io: "input" });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [
      id,
      withPlainNulls(schema),
    ]),
  );
}

const header = (description: string, type = "string") => ({ description, schema: { type } });

/** Headers of every answer, by their name among the components. */
const headers = {
  "API-Version": header("The whole version of this API."),
  ETag: header(
    "Names what is answered; If-None-Match with it gives 304 as long as it is the same.",
  ),
  Link: header("Other pages: first, prev, next, last."),
  "RateLimit-Limit": header("Requests a minute.", "integer"),
  "RateLimit-Remaining": header("Requests that are left.", "integer"),
  "RateLimit-Reset": header("Seconds until all of them are there again.", "integer"),
  "Retry-After": header("Seconds to wait.", "integer"),
} as const;

const headerRefs = (...names: (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const everyHeader = [
  "API-Version",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
] as const;

const problemWords: Readonly<Record<number, string>> = {
  400: "A parameter is unknown, or not what it must be.",
  404: "There is no such thing.",
  406: "Only other forms are available.",
  410: "It was taken back.",
  422: "It has no answer.",
  429: "Too many requests.",
  500: "A bug; the server has a line about it.",
  503: "The data cannot be reached.",
};

function problemAnswers(one: Operation): Json {
  const own = one.refusals ?? [];
  const has404 =
    Object.keys(one.pathShape).length > 0 || own.some((code) => code.endsWith("-unknown"));
  const statuses = [
    400,
    ...(has404 ? [404] : []),
    406,
    ...(own.includes("release-withdrawn") ? [410] : []),
    ...(own.includes("question-impossible") ? [422] : []),
    429,
    500,
    503,
  ];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: problemWords[status],
        headers: headerRefs("API-Version", ...(status === 429 ? (["Retry-After"] as const) : [])),
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    ]),
  );
}

const parameters = (shape: Shape, place: "path" | "query") =>
  Object.entries(shape).map(([name, schema]) => {
    const { description, ...rest } = parameterSchema(schema);
    const isNeeded = place === "path" || !schema.safeParse(undefined).success;
    return {
      name,
      in: place,
      required: isNeeded,
      ...(description === undefined ? {} : { description }),
      ...(rest.type === "array" ? { style: "form", explode: false } : {}),
      schema: rest,
    };
  });

function descriptionOf({ summary, description, examples }: Operation): string {
  const [example] = examples;
  const words = description ?? summary;
  return example === undefined ? words : `${words} For example: \`${example}\``;
}

function operationDocument(one: Operation): Json {
  const name = schemas.get(one.answer)?.id;
  const isList = "offset" in one.queryShape;
  return {
    operationId: one.id,
    tags: [one.tag],
    summary: one.summary,
    description: descriptionOf(one),
    ...(deprecations[one.id] === undefined ? {} : { deprecated: true }),
    parameters: [...parameters(one.pathShape, "path"), ...parameters(one.queryShape, "query")],
    responses: {
      "200": {
        description: one.summary,
        headers: headerRefs(...everyHeader, "ETag", ...(isList ? (["Link"] as const) : [])),
        content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
      },
      "304": {
        description: "As it was.",
        headers: headerRefs("API-Version", "ETag"),
      },
      ...problemAnswers(one),
    },
  };
}

/** Who answers questions about the service. */
interface ServiceContact {
  readonly name: string;
  readonly email?: string;
  readonly url: string;
}

/** The OpenAPI 3.1 document of `/api/v1`, made of the schemas that requests are read by and answers typed by. */
export function openApiDocument(server: string, title: string, contact: ServiceContact): Json {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return {
    openapi: "3.1.1",
    info: {
      title,
      version: apiVersion,
      summary: "Figures, areas, money and promises of a neighbourhood programme.",
      description:
        "Reads everything that is public. Every figure names its release; a missing one has a reason. Parameters that are not known are refused.",
      contact,
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: server }],
    tags: tags.map((name) => ({ name })),
    paths: Object.fromEntries(operations.map((one) => [one.path, { get: operationDocument(one) }])),
    components: { schemas: namedSchemas(), headers },
  };
}
