// Many components in StrictMode, each with both hooks. What a socket got is written down beside what its component showed of it.
import { useStream, useTelemetry } from '/client/heliograph-react.js';
import { ticketFor } from '/client/heliograph.js';

const { url, socket: baseUrl, key, delay: reconnectDelay, longest: maxReconnectDelay, components } = window.settings;
const { StrictMode, createElement, useEffect } = React;
const ticket = () => ticketFor(url, key);
const common = { baseUrl, ticket, reconnectDelay, maxReconnectDelay, maxReconnectAttempts: Infinity };

/** What one component went through; outlives it. */
function record() {
  return {
    live: { connections: [], outages: [], rendered: [], isConnected: false },
    stream: { connections: [], outages: [], told: [], toldBefore: 0, listed: [], resume: null, isConnected: false },
  };
}

/** A class of sockets that keeps what each of them got, before anybody else sees it. */
function recording(connections, excerpt) {
  return class extends WebSocket {
    constructor(url) {
      super(url);
      const messages = [];
      this.addEventListener('open', () => connections.push(messages));
      this.addEventListener('message', ({ data }) => data !== 'pong' && messages.push(excerpt(JSON.parse(data))));
    }
  };
}

/** The delays between two connections. */
function outages(all) {
  let now = null;
  return {
    log(line) {
      if (!now) all.push(now = []);
      now.push(Number(/^Reconnecting in (\d+)ms$/.exec(line)[1]));
    },
    onConnect() { now = null; },
  };
}

const records = Array.from({ length: components }, record);
const options = records.map(({ live, stream }) => ({
  live: { ...common, ...outages(live.outages), WebSocket: recording(live.connections, payload => payload.timestamp) },
  stream: {
    ...common, ...outages(stream.outages), type: 'many', limit: 100000,
    WebSocket: recording(stream.connections, ({ recovered = null }) => recovered),
    onEvents(events, resume) {
      stream.told.push(...events.map(event => event.id));
      stream.resume = resume;
    },
  },
}));

function Watch({ number }) {
  const { live, stream } = records[number];
  const work = useTelemetry(options[number].live);
  const events = useStream({ ...options[number].stream, resumeFrom: stream.resume });
  useEffect(() => {
    if (work.data) live.rendered.push(work.data.timestamp);
  }, [live, work.data]);
  useEffect(() => {
    stream.listed = events.events.map(event => event.id);
  }, [stream, events.events]);
  live.isConnected = work.isConnected;
  stream.isConnected = events.isConnected && events.recovered !== null;
  return createElement('li', null, `${work.data?.timestamp} ${events.events.length}`);
}

let root = null;
window.records = records;
window.show = () => {
  records.forEach(({ stream }) => { stream.toldBefore = stream.told.length; });
  root = ReactDOM.createRoot(document.getElementById('root'));
  root.render(createElement(StrictMode, null, records.map((_, number) => createElement(Watch, { key: number, number }))));
};
window.hide = () => root.unmount();
window.all = test => records.every(test);
show();
