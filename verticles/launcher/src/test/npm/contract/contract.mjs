// Drives a hub by its own OpenAPI document, and tells every status, type or field that the document does not have.
// node contract.mjs <url>; prints one finding a line, then a count; ends with 1 if there is any finding.
import SwaggerParser from "@apidevtools/swagger-parser";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const hub = process.argv[2];
const findings = [];
const raw = await (await fetch(hub + "/openapi.json")).json();
await SwaggerParser.validate(structuredClone(raw));
const api = await SwaggerParser.dereference(raw);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);

/** Fields of an answer that its schema does not name. */
function unnamed(value, schema, path) {
  if (schema === undefined || schema === true || value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => unnamed(item, schema.items, `${path}[${i}]`));
  const parts = [schema, ...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const named = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
  const isOpen = Object.keys(named).length === 0 || parts.some((part) => part.additionalProperties);
  return Object.entries(value).flatMap(([name, inner]) =>
    name in named ? unnamed(inner, named[name], `${path}.${name}`) : isOpen ? [] : [`${path}.${name}`]);
}

async function ask(method, template, operation, path, options, what) {
  const answer = await fetch(hub + path, { method, redirect: "manual", ...options });
  const body = await answer.text();
  const where = `${method} ${template} (${what}) -> ${answer.status}`;
  const response = operation.responses[answer.status];
  if (response === undefined) {
    findings.push(`${where}: this status is not in the document`);
    return;
  }
  const type = (answer.headers.get("content-type") ?? "").split(";")[0];
  const content = response.content?.[type];
  if (body !== "" && content === undefined) {
    findings.push(`${where}: ${type} is not in the document`);
  } else if (/[/+]json$/.test(type) && content.schema !== undefined) {
    const json = JSON.parse(body);
    if (!ajv.validate(content.schema, json)) findings.push(`${where}: ${ajv.errorsText()}`);
    unnamed(json, content.schema, "answer").forEach((field) => findings.push(`${where}: ${field} is not in the document`));
  }
}

const values = ["", "0", "1", "-1", "1001", "a", "asc", "desc", "csv", "ndjson", "2026-01-31T12:00:00Z", "warn", "%00", "%F0%9F%98%80",
  "' OR 1=1", "9223372036854775808", "x".repeat(300)].map((value) => (value.includes("%") ? value : encodeURIComponent(value)));
const bodies = [undefined, "", "{}", "[]", "null", "{", '{"ids":[1]}', '{"ids":"x"}', '{"type":"a"}', '[{"type":"a"},{}]', '{"events":[]}',
  '{"type":"log.warn","message":"m","agent_id":"contract"}'];
let asked = 0;

async function each(method, template, operation) {
  const parameters = operation.parameters ?? [];
  const fill = (value) => template.replace(/\{\w+}/g, value);
  const send = async (path, options, what) => {
    asked++;
    await ask(method, template, operation, path, options, what);
  };
  const exampled = parameters.filter((one) => one.in === "path").reduce((path, one) => path.replace(`{${one.name}}`, encodeURIComponent(one.example ?? "a")), template);
  const required = parameters.filter((one) => one.in === "query" && one.required).map((one) => `${one.name}=contract`).join("&");
  if (method === "GET") {
    await send(`${exampled}?${required}`, {}, "as documented");
    await send(`${exampled}?unknown=1`, {}, "an unknown parameter");
    await send(exampled, { headers: { Origin: "https://elsewhere.example" } }, "a foreign page");
    for (const one of parameters.filter((parameter) => parameter.in === "query")) {
      for (const value of values) {
        const rest = required.split("&").filter((pair) => pair !== "" && !pair.startsWith(one.name + "="));
        await send(`${fill("a")}?${[...rest, `${one.name}=${value}`].join("&")}`, {}, `${one.name}=${value.slice(0, 30)}`);
      }
    }
    if (template.includes("{")) for (const value of values.slice(1)) await send(fill(value), {}, `path ${value.slice(0, 30)}`);
  } else {
    for (const body of bodies) {
      for (const type of ["application/json", "application/x-ndjson", "text/plain"]) {
        await send(exampled, { body, headers: { "Content-Type": type } }, `${type} ${body}`);
      }
    }
    for (const encoding of ["gzip", "br"]) {
      await send(exampled, { body: "{}", headers: { "Content-Type": "application/json", "Content-Encoding": encoding } }, encoding);
    }
  }
}

for (const [template, item] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(item)) {
    if (["get", "post", "put", "delete"].includes(method)) await each(method.toUpperCase(), template, operation);
  }
}
[...new Set(findings)].forEach((finding) => console.log(finding));
console.log(`${asked} requests, ${new Set(findings).size} findings`);
process.exit(findings.length === 0 ? 0 : 1);
