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

const isCount = value => Number.isFinite(value) && value >= 0;
const areCounts = (part, names) => part !== null && typeof part === 'object' && names.every(name => isCount(part[name]));

/** Whether a message is a live payload, all of it. */
export function isTelemetryPayload(message) {
  return message !== null && typeof message === 'object'
    && areCounts(message.queue, ['pending', 'processing', 'success', 'failed', 'total'])
    && areCounts(message.scheduler, ['scheduled_today', 'scheduled_next_hour', 'overdue', 'avg_delay_seconds'])
    && areCounts(message.orchestrator, ['actions_last_minute', 'decisions_pending', 'saturation_rate'])
    && message.orchestrator.saturation_rate <= 1
    && areCounts(message.workers, ['active_workers', 'tasks_processing', 'avg_processing_time_ms'])
    && message.platforms !== null && typeof message.platforms === 'object'
    && Object.values(message.platforms).every(isCount)
    && !Number.isNaN(Date.parse(message.timestamp));
}

/**
 * Connects, hands on every message as an object, and connects again when the connection is lost: after `reconnectDelay`,
 * each time `reconnectDecay` longer and at most `maxReconnectDelay`, give or take `jitter`, so that many who lost
 * the same hub do not come back at the same moment.
 */
export class TelemetrySocket {
  constructor(options) {
    this.options = { ...DEFAULTS, ...options };
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
    let url;
    try {
      url = await this.#address();
    } catch (error) {
      if (attempt === this.attempt && this.wanted) {
        this.#tell('onError', error);
        this.#retry();
      }
      return;
    }
    if (attempt !== this.attempt || !this.wanted) {
      return;
    }
    const Socket = this.options.WebSocket || globalThis.WebSocket;
    const socket = new Socket(url.href);
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
