// One component that watches how the work goes, and the stream of one type.
import { useStream, useTelemetry } from '/client/heliograph-react.js';
import { ticketFor } from '/client/heliograph.js';

const { url, socket: baseUrl, key, delay: reconnectDelay } = window.settings;
const common = {
  baseUrl, reconnectDelay, maxReconnectAttempts: Infinity, ticket: () => ticketFor(url, key),
  autoConnect: undefined, reconnectDecay: undefined, jitter: undefined, pingInterval: undefined, // the defaults
};
Object.assign(window, { timestamps: [], attempts: [], delays: [], said: [], told: [], live: null, stream: null });

function Watch({ filters }) {
  const live = useTelemetry({
    ...common,
    log: line => delays.push(Number(/^Reconnecting in (\d+)ms$/.exec(line)[1])),
    onConnect: () => said.push('connect'),
    onDisconnect: () => said.push('disconnect'),
  });
  const stream = useStream({
    ...common, ...filters, limit: 4, log: () => {}, onEvents: events => told.push(...events.map(event => event.id)),
  });
  Object.assign(window, { live, stream });
  attempts.push(live.reconnectAttempts);
  timestamps.push(...(live.data ? [live.data.timestamp] : []));
  return React.createElement('p', null, live.data ? String(live.data.queue.total) : 'nothing');
}

const root = ReactDOM.createRoot(document.getElementById('root'));
window.show = properties => root.render(React.createElement(Watch, properties));
window.unmount = () => root.unmount();
show({ key: 'first', filters: { type: 'hook.event' } });
