// A WebSocket to a Heliograph hub that comes back by itself. No dependencies; runs in browsers and in Node.

const DEFAULTS = {
  reconnectDelay: 1000,
  maxReconnectDelay: 30000,
  reconnectDecay: 1.5,
  maxReconnectAttempts: 10,
  jitter: 0.3,
  pingInterval: 20000,
  resume: false,
};

const NORMAL = 1000;

/** What is undefined was not given: it must not undo a default. */
const given = options => Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));

/** `http` and `https` become `ws` and `wss`; what begins with a slash is of the page's own host. */
export function socketUrl(url) {
  const base = typeof location === 'undefined' ? undefined : location.href;
  const parsed = new URL(url, base);
  parsed.protocol = parsed.protocol.replace(/^http/, 'ws');
  if (!/^wss?:$/.test(parsed.protocol)) {
    throw new TypeError(`${parsed.protocol} is no protocol of WebSockets; use ws:// or wss://`);
  }
  return parsed;
}

/** Exchanges a key for a ticket, which may stand in the address of one socket and is worth nothing afterwards. */
export async function ticketFor(baseUrl, apiKey) {
  const answer = await fetch(new URL('/tickets', baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-API-KEY': apiKey },
    body: '{}',
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail || `no ticket: ${answer.status}`), { status: answer.status });
  }
  return (await answer.json()).ticket;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const isCount = value => Number.isInteger(value) && value >= 0;
const isMeasure = value => Number.isFinite(value) && value >= 0;
const isTime = value => typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
const hasAll = members => part => isObject(part) && Object.entries(members).every(([name, isRight]) => isRight(part[name]));
const everyOne = isRight => part => isObject(part) && Object.values(part).every(isRight);

/** Whether a message is a live payload, every member of it. */
export const isTelemetryPayload = hasAll({
  queue: hasAll({ pending: isCount, processing: isCount, success: isCount, failed: isCount, total: isCount }),
  scheduler: hasAll({
    scheduled_today: isCount,
    scheduled_next_hour: isCount,
    overdue: isCount,
    avg_delay_seconds: isMeasure,
  }),
  orchestrator: hasAll({
    actions_last_minute: isCount,
    decisions_pending: isCount,
    saturation_rate: value => isMeasure(value) && value <= 1,
    last_run_seconds_ago: value => value === null || isCount(value),
  }),
  platforms: everyOne(isCount),
  workers: hasAll({ active_workers: isCount, tasks_processing: isCount, avg_processing_time_ms: isMeasure }),
  timestamp: isTime,
  custom: value => value === undefined || everyOne(Number.isFinite)(value),
});

/**
 * Connects, hands on every message as an object, and connects again when the connection is lost: after `reconnectDelay`,
 * each time `reconnectDecay` longer and at most `maxReconnectDelay`, give or take `jitter`, so that many who lost
 * the same hub do not come back at the same moment.
 */
export class TelemetrySocket {
  constructor(options) {
    this.options = { ...DEFAULTS, ...given(options) };
    if (!this.options.url) {
      throw new TypeError('url is missing, such as wss://hub.example/telemetry/live');
    }
    socketUrl(this.options.url);
    this.reconnectAttempts = 0;
    this.resumeFrom = (this.options.resume && this.options.resumeFrom) || null;
    this.socket = null;
    this.wanted = false;
    this.attempt = 0;
    this.timers = {};
  }

  connect() {
    if (this.wanted) {
      return;
    }
    this.wanted = true;
    this.reconnectAttempts = 0;
    this.#open();
  }

  disconnect() {
    this.wanted = false;
    this.attempt++;
    clearTimeout(this.timers.reconnect);
    const socket = this.socket;
    this.#forget();
    if (socket) {
      socket.close(NORMAL);
      this.#tell('onClose', { code: NORMAL, reason: '', wasClean: true });
    }
  }

  isConnected() {
    return this.socket !== null && this.socket.readyState === 1;
  }

  /** Whether it is on its way: not connected, and not given up. */
  isConnecting() {
    return this.wanted && !this.isConnected();
  }

  /** Sends an object as JSON, or a text as it is; false while there is no connection. */
  send(message) {
    if (!this.isConnected()) {
      return false;
    }
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    return true;
  }

  async #open() {
    const attempt = ++this.attempt;
    const isCurrent = () => attempt === this.attempt && this.wanted;
    try {
      const url = await this.#address();
      if (isCurrent()) {
        this.#use(this.#make(url));
      }
    } catch (error) {
      if (isCurrent()) {
        this.#tell('onError', error);
        this.#retry();
      }
    }
  }

  /** Throws where there is no class of sockets, and where the browser forbids this one, such as ws: on a page of https. */
  #make(url) {
    const Socket = this.options.WebSocket || globalThis.WebSocket;
    if (!Socket) {
      throw new TypeError('there is no WebSocket here; hand in a class as the option WebSocket');
    }
    return new Socket(url.href);
  }

  #use(socket) {
    this.socket = socket;
    socket.onopen = () => {
      if (this.socket === socket) {
        this.reconnectAttempts = 0;
        this.#keepAlive(socket);
        this.#tell('onOpen', socket);
      }
    };
    socket.onmessage = event => {
      if (this.socket === socket) {
        this.heard = true;
        this.#take(event.data);
      }
    };
    socket.onerror = event => {
      if (this.socket === socket) {
        this.#tell('onError', event.error || event);
      }
    };
    socket.onclose = event => {
      if (this.socket === socket) {
        this.#forget();
        this.#tell('onClose', event);
        this.#retry();
      }
    };
  }

  async #address() {
    const url = socketUrl(this.options.url);
    if (this.options.ticket) {
      const ticket = await this.options.ticket();
      if (ticket) {
        url.searchParams.set('ticket', ticket);
      }
    }
    if (this.resumeFrom) {
      url.searchParams.set('resume', this.resumeFrom);
    }
    return url;
  }

  #take(text) {
    if (text === 'pong') {
      return;
    }
    let message;
    try {
      message = JSON.parse(text);
    } catch (error) {
      this.#tell('onError', error);
      return;
    }
    if (this.options.resume && typeof message.resume === 'string') {
      this.resumeFrom = message.resume;
    }
    this.#tell('onMessage', message);
  }

  /** Asks now and then; a connection on which nothing at all is heard is taken for lost. */
  #keepAlive(socket) {
    this.heard = true;
    this.timers.ping = setInterval(() => {
      if (!this.heard) {
        this.#forget();
        socket.onclose = null;
        socket.close();
        this.#tell('onClose', { code: 1006, reason: 'nothing was heard', wasClean: false });
        this.#retry();
        return;
      }
      this.heard = false;
      if (socket.readyState === 1) {
        socket.send('ping');
      }
    }, this.options.pingInterval);
  }

  #retry() {
    if (!this.wanted) {
      return;
    }
    const { reconnectDelay, maxReconnectDelay, reconnectDecay, maxReconnectAttempts, jitter } = this.options;
    if (this.reconnectAttempts >= maxReconnectAttempts) {
      this.wanted = false;
      this.#tell('onGiveUp', this.reconnectAttempts);
      return;
    }
    const delay = Math.min(maxReconnectDelay, reconnectDelay * reconnectDecay ** this.reconnectAttempts);
    const spread = Math.round(delay * (1 - jitter * Math.random()));
    this.reconnectAttempts++;
    (this.options.log || console.info)(`Reconnecting in ${spread}ms`);
    this.#tell('onReconnecting', { attempt: this.reconnectAttempts, delay: spread });
    this.timers.reconnect = setTimeout(() => this.#open(), spread);
  }

  #forget() {
    clearInterval(this.timers.ping);
    this.socket = null;
  }

  #tell(handler, value) {
    const told = this.options[handler];
    if (told) {
      told.call(this, value);
    }
  }
}
