// Who looks: nobody in particular on an open hub, the holder of a key on a guarded one. The key goes into headers only.

import { ticketFor } from '/client/heliograph.js';
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

  /** For one socket; null where none is needed. */
  async ticket() {
    return this.key ? ticketFor(location.href, this.key) : null;
  }

  /** Ends once the hub lets somebody in. */
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
