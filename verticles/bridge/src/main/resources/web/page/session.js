// Who looks: nobody in particular on an open hub, the holder of a key on a guarded one. The key goes into headers only.

import { TelemetrySocket, ticketFor } from '/client/heliograph.js';
import { byId } from './dom.js';

const KEPT = 'heliograph.key';

export class Session {
  constructor() {
    this.key = sessionStorage.getItem(KEPT);
  }

  /** Asks the hub, with the key if there is one. */
  async get(path) {
    return fetch(path, { headers: this.key ? { 'X-API-KEY': this.key } : {}, cache: 'no-store' });
  }

  /**
   * A socket that comes back without an end, except to a hub that no longer knows the key, or that says which scope the key
   * lacks: `onRefused` is told so, and trying again would change nothing.
   */
  socket({ onRefused, ...options }) {
    const socket = new TelemetrySocket({
      ...options,
      maxReconnectAttempts: Infinity,
      ticket: () => (this.key ? ticketFor(location.href, this.key) : null),
      onError: error => {
        if (error.status === 401) {
          location.reload();
        } else if (error.status === 403) {
          socket.disconnect();
          onRefused(`Not with this key. ${error.message}`);
        }
      },
    });
    return socket;
  }

  /** Ends once the hub knows who looks. */
  async enter() {
    for (;;) {
      const answer = await this.get('/telemetry/stats');
      if (answer.status !== 401) {
        byId('leave').hidden = !this.key;
        return;
      }
      const wrong = this.key === null ? '' : 'The hub does not know this key.';
      this.forget();
      await this.ask(wrong);
    }
  }

  forget() {
    this.key = null;
    sessionStorage.removeItem(KEPT);
  }

  ask(wrong) {
    const dialog = byId('ask');
    const form = byId('ask-form');
    byId('ask-wrong').textContent = wrong;
    dialog.oncancel = event => event.preventDefault();
    dialog.showModal();
    return new Promise(resolve => {
      form.onsubmit = () => {
        this.key = form.elements.key.value.trim();
        if (form.elements.keep.checked) {
          sessionStorage.setItem(KEPT, this.key);
        }
        form.reset();
        resolve();
      };
    });
  }
}
