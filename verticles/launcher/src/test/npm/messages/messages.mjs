// Holds what a hub pushes against its own AsyncAPI document: by WebSocket, by server-sent events and on the socket for calls.
// node --experimental-websocket messages.mjs <url>; prints one finding a line, then a count; ends with 1 if there is any finding.
import parsers from "@asyncapi/parser";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const hub = process.argv[2];
const socketUrl = hub.replace(/^http/, "ws");
const findings = [];
const raw = await (await fetch(hub + "/asyncapi.json")).json();
const { document, diagnostics } = await new parsers.Parser().parse(JSON.stringify(raw));
const WARNING = 1;
diagnostics
  .filter((said) => said.severity <= WARNING)
  .forEach((said) => findings.push(`the document at ${said.path.join(".")}: ${said.message}`));
if (document === undefined) findings.push("the document cannot be read");

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: "document", ...raw });
let seen = 0;

/** Members that the schema does not name, or that are not as it says. */
function check(channel, message, value) {
  seen++;
  const schema = raw.channels[channel]?.messages[message]?.payload;
  if (schema === undefined) {
    findings.push(`${channel}: ${message} is not in the document`);
    return;
  }
  const strict = JSON.parse(JSON.stringify({ ...schema, components: raw.components }), (key, inner) =>
    inner?.properties !== undefined && inner.additionalProperties === undefined ? { ...inner, additionalProperties: false } : inner);
  // What a sender has to say is open, and the root holds the components besides.
  delete strict.additionalProperties;
  if (!ajv.validate(strict, value)) findings.push(`${channel} ${message}: ${ajv.errorsText()} in ${JSON.stringify(value)}`);
}

const send = () =>
  fetch(hub + "/events", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ type: "contract.message", agent_id: "a", payload: { deep: [{ n: 1 }] } }),
  });

const withEvents = (document) => document.events.length > 0;

async function overSocket() {
  const channel = "events.event.socket";
  const socket = new WebSocket(`${socketUrl}/stream?type=contract.*`);
  await new Promise((done, failed) => {
    let first = true;
    socket.onerror = failed;
    socket.onmessage = async (frame) => {
      const document = JSON.parse(frame.data);
      check(channel, first ? "begin" : "document", document);
      if (first) await send();
      first = false;
      if (withEvents(document)) done();
    };
  });
  socket.close();
}

async function overEventSource() {
  const channel = "events.event.sse";
  const stop = new AbortController();
  const answer = await fetch(`${hub}/stream?type=contract.*`, { headers: { Accept: "text/event-stream" }, signal: stop.signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let open = true; open; ) {
    const { value, done } = await reader.read();
    if (done) throw new Error("the stream ended");
    text += value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const fields = Object.fromEntries(event.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
      if (fields.data === undefined) continue;
      const document = JSON.parse(fields.data);
      check(channel, fields.event ?? "document", document);
      if (fields.id !== document.resume) findings.push(`${channel}: the id ${fields.id} is not the resume`);
      if (fields.event === "begin") await send();
      if (withEvents(document)) open = false;
    }
  }
  stop.abort();
}

async function overCalls() {
  const socket = new WebSocket(`${socketUrl}/rpc`);
  await new Promise((done, failed) => (socket.onopen = done, socket.onerror = failed));
  const call = (method, params, id, isWrong = false) => {
    const request = { jsonrpc: "2.0", method, params, id };
    if (!isWrong) check("rpc", method, request);
    socket.send(JSON.stringify(request));
  };
  const asked = { 1: "events.subscribe", 2: "events.subscribe", 3: "events.unsubscribe" };
  await new Promise((done) => {
    socket.onmessage = async (frame) => {
      const message = JSON.parse(frame.data);
      check("rpc", message.method ?? asked[message.id] + ".answer", message);
      if (message.id === 1) call("events.subscribe", { unknown: 1 }, 2, true);
      if (message.id === 2) await send();
      if (message.method === "events.event" && withEvents(message.params.result)) {
        call("events.unsubscribe", { subscription: message.params.subscription }, 3);
      }
      if (message.id === 3) done();
    };
    call("events.subscribe", { type: "contract.*" }, 1);
  });
  socket.close();
}

await overSocket();
await overEventSource();
await overCalls();
[...new Set(findings)].forEach((finding) => console.log(finding));
console.log(`${seen} messages, ${new Set(findings).size} findings`);
process.exit(findings.length === 0 ? 0 : 1);
