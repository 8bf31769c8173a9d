import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { loadSquares, madeApi } from "../../../../tests/support/made-api.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { operations } from "./operations.ts";

const store = await exampleStore();
await loadSquares(store, 3);
const { ask } = madeApi(store);
const document = (await ask("/api/v1/openapi.json")).body;

/** The schema of an answer as the document gives it. */
function validatorOf(schema: object) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const components = { schemas: document.components.schemas };
  return ajv.compile({ $id: "https://cijfers.test/document", components, ...schema });
}

interface Parameter {
  readonly name: string;
  readonly in: string;
}
const described = Object.entries<{
  get: {
    operationId: string;
    parameters: Parameter[];
    responses: Record<string, { headers?: object; content?: Record<string, unknown> }>;
  };
}>(document.paths).map(([path, { get }]) => ({ path, ...get }));

describe("the document", () => {
  test("is OpenAPI 3.1", async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  });

  test("describes every operation once, and no other", () => {
    expect(described.map(({ operationId }) => operationId)).toEqual(operations.map(({ id }) => id));
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  test("has a schema for every reference", () => {
    const names = Object.keys(document.components.schemas);
    const wanted = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    expect([...wanted].map(([, name]) => name).filter((name) => !names.includes(name!))).toEqual(
      [],
    );
  });
});

/** Every operation, on the worked example. */
const asked = [
  ...operations.flatMap((one) => one.examples.map((path) => ({ one, path }))),
  {
    one: operations.find(({ id }) => id === "getBoundarySet")!,
    path: "/boundary-sets/district-2024",
  },
];

/** The technical rules of the public ruleset, told anew. docs/api.md lists all rules. */
describe("the Dutch API Design Rules", () => {
  test("doc-openapi, doc-openapi-contact, uri-version, semver", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(Object.keys(document.info.contact).sort()).toEqual(["email", "name", "url"]);
    expect(document.servers[0].url).toMatch(/\/v1$/);
    expect(document.info.version).toMatch(/^1\.\d+\.\d+$/);
  });

  test.for(described)("$path: paths, parameters, headers and problems", (one) => {
    expect(one.path).toMatch(/^(\/([a-z0-9-]+|\{[a-zA-Z]+\}))+$/); // kebab case, no slash at the end
    for (const { name, in: place } of one.parameters)
      if (place === "query") expect(name).toMatch(/^[a-z][a-z\d]*([A-Z][a-z\d]*)*$/);
    for (const [status, answer] of Object.entries(one.responses)) {
      expect(Object.keys(answer.headers ?? {})).toContain("API-Version");
      if (/^[45]/.test(status))
        expect(Object.keys(answer.content ?? {})).toEqual(["application/problem+json"]);
    }
    if (one.parameters.length > 0) expect(Object.keys(one.responses)).toContain("400");
  });

  test("naming-resources, naming-collections: every word of a path is a known noun, plural where it leads to many", async () => {
    const collections = [
      ...["areas", "boundary-sets", "indicators", "figures", "figure-versions", "releases"],
      ...["differences", "projects", "funds", "commitments", "documents", "problems"],
    ];
    const single = ["programme", "manifest"];
    for (const word of collections) expect(word).toMatch(/s$/);
    for (const { path } of described) {
      const parts = path.slice(1).split("/");
      for (const [at, part] of parts.entries())
        if (part.startsWith("{")) expect(collections, path).toContain(parts[at - 1]);
        else expect([...collections, ...single, "search"], path).toContain(part);
    }
    for (const { one, path } of asked) {
      const { body } = await ask(`/api/v1${path}`);
      if (Array.isArray(body?.items) && one.path !== "/search")
        expect(collections, one.path).toContain(one.path.split("/").at(-1));
    }
  });

  test("problem-details: a problem has status, title and detail", () => {
    expect(Object.keys(document.components.schemas.Problem.properties)).toEqual(
      expect.arrayContaining(["status", "title", "detail"]),
    );
  });

  test("http-methods: reading only", () => {
    for (const item of Object.values<object>(document.paths))
      expect(Object.keys(item)).toEqual(["get"]);
  });

  test("publish-openapi, version-header, security-headers, cors", async () => {
    const { status, headers } = await ask("/api/v1/openapi.json", { origin: "https://x.test" });
    expect(status).toBe(200);
    expect(headers.get("api-version")).toBe(document.info.version);
    for (const [name, value] of [
      ["access-control-allow-origin", "*"],
      ["content-type", "application/json"],
      ["x-content-type-options", "nosniff"],
      ["x-frame-options", "DENY"],
    ] as const)
      expect([name, headers.get(name)]).toEqual([name, value]);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("date-time: moments are in UTC, and say so", async () => {
    const moments: string[] = [];
    for (const { path } of asked) {
      const { text } = await ask(`/api/v1${path}`);
      moments.push(...(text.match(/"\d{4}-\d{2}-\d{2}T[^"]*"/g) ?? []));
    }
    expect(moments.length).toBeGreaterThan(0);
    for (const moment of moments) expect(moment).toMatch(/Z"$/);
    expect(JSON.stringify(document)).not.toMatch(/"format":"(time|date-time-local)"/);
  });

  test("date fields say that they are dates", () => {
    const dates: string[] = [];
    const look = (schema: unknown): void => {
      if (typeof schema !== "object" || schema === null) return;
      for (const [name, one] of Object.entries(
        (schema as { properties?: object }).properties ?? {},
      ))
        if (/^(date|\w+Date|published|available|begin|end|dueBy)$/.test(name)) {
          dates.push(name);
          expect([name, one.format]).toEqual([name, "date"]);
        }
      Object.values(schema).forEach(look);
    };
    look(document.components.schemas);
    expect(new Set(dates).size).toBeGreaterThan(4);
  });
});

describe("an answer is as its schema says", () => {
  beforeAll(() => {
    const without = operations.filter(({ id }) => !asked.some(({ one }) => one.id === id));
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test.for(asked)("$path", async ({ one, path }) => {
    const { status, headers, body, text } = await ask(`/api/v1${path}`);
    expect(status, text).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(one.answer.parse(body)).toEqual(body); // and has no field that the schema does not name
    const { schema } = document.paths[one.path].get.responses["200"].content["application/json"];
    const isValid = validatorOf(schema);
    expect(isValid(body), JSON.stringify(isValid.errors)).toBe(true);
  });

  /** One way to get each status that an operation documents; those of the server itself are in other tests. */
  test.for(operations)("$path: every no that it documents is as its schema says", async (one) => {
    const { path } = asked.find((example) => example.one === one)!;
    const sign = path.includes("?") ? "&" : "?";
    const nowhere = one.path.replaceAll(/\{\w+\}/g, "x-none");
    const { responses } = document.paths[one.path].get;
    const isProblem = validatorOf({ $ref: "#/components/schemas/Problem" });
    const refused = [
      await ask(`/api/v1${path}${sign}colour=red`),
      await ask(`/api/v1${path}`, { accept: "text/csv" }),
      ...(one.path === nowhere
        ? []
        : [await ask(`/api/v1${nowhere}${path.replace(/^[^?]*/, "")}`)]),
    ];
    const expected = one.path === nowhere ? [400, 406] : [400, 406, 404];
    expect(refused.map(({ status }) => status)).toEqual(expected);
    for (const { status, headers, body } of refused) {
      expect(Object.keys(responses)).toContain(String(status));
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(headers.get("api-version")).toBe(document.info.version);
      expect(isProblem(body), JSON.stringify(isProblem.errors)).toBe(true);
      expect(body.status).toBe(status);
    }
  });

  test("and without fields= every item of a list has all of them", async () => {
    for (const path of [
      "/areas",
      "/indicators",
      "/releases",
      "/projects",
      "/funds",
      "/documents",
    ]) {
      const { body } = await ask(`/api/v1${path}?limit=1`);
      const name = operations.find((one) => one.path === path)!.id.replace(/^list(.*)s$/, "$1");
      const schema = document.components.schemas[name === "Document" ? "ParliamentDocument" : name];
      expect(Object.keys(body.items[0]).sort()).toEqual([...schema.required].sort());
    }
  });
});
