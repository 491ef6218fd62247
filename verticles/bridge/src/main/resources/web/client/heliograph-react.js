// The live payload and the live stream as React hooks. React is a peer: the application's own is used.
import { useCallback, useEffect, useRef, useState } from 'react';
import { TelemetrySocket } from './heliograph.js';

const LIVE = '/telemetry/live/ws/telemetry';
const STREAM = '/stream';
const AWAY = { isConnected: false, isConnecting: false, reconnectAttempts: 0, lastUpdated: null };

/**
 * Connects when the component is mounted and disconnects when it is not. `own` says what TelemetrySocket is given beside the
 * caller's options; `take` makes of a message what changes the state.
 */
function useSocket(address, options, nothing, own, take) {
  const { autoConnect = true } = options;
  const [state, setState] = useState({ ...AWAY, ...nothing, isConnecting: autoConnect });
  const latest = useRef(null);
  const socket = useRef(null);
  latest.current = { options, own, take };

  const disconnect = useCallback(() => {
    const current = socket.current;
    socket.current = null;
    if (current) {
      current.disconnect();
      setState(before => ({ ...before, isConnected: false, isConnecting: false }));
    }
  }, []);

  const reconnect = useCallback(() => {
    disconnect();
    const { baseUrl: _, autoConnect: __, onConnect, onDisconnect, onError, ...rest } = latest.current.options;
    const next = new TelemetrySocket({
      ...rest,
      ...latest.current.own(address),
      url: address,
      onMessage: message => {
        if (socket.current === next) {
          const taken = latest.current.take(message, address);
          setState(before => ({ ...before, ...taken(before), lastUpdated: new Date() }));
        }
      },
      onOpen: () => {
        change({ isConnected: true, isConnecting: false, reconnectAttempts: 0 });
        latest.current.options.onConnect?.();
      },
      onClose: event => {
        change({ isConnected: false });
        latest.current.options.onDisconnect?.(event);
      },
      onError: error => latest.current.options.onError?.(error),
      onReconnecting: ({ attempt }) => change({ isConnecting: true, reconnectAttempts: attempt }),
      onGiveUp: () => change({ isConnecting: false }),
    });
    const change = part => {
      if (socket.current === next) {
        setState(before => ({ ...before, ...part }));
      }
    };
    socket.current = next;
    setState(before => ({ ...before, isConnecting: true, reconnectAttempts: 0 }));
    next.connect();
  }, [address, disconnect]);

  useEffect(() => {
    if (autoConnect) {
      reconnect();
    }
    return disconnect;
  }, [autoConnect, reconnect, disconnect]);

  return { ...state, reconnect, disconnect };
}

const at = (baseUrl = '', path) => baseUrl.replace(/\/$/, '') + path;

/** How the work goes. `options`: baseUrl, autoConnect (true), onConnect, onDisconnect, onError, and whatever TelemetrySocket takes. */
export function useTelemetry(options = {}) {
  return useSocket(at(options.baseUrl, LIVE), options, { data: null }, () => ({}), data => () => ({ data }));
}

/**
 * Accepted events as they come, the newest `limit` (100) of them in `events`, which never has a hole: where the stream could not
 * go on, `recovered` is false and the list begins anew. `onEvents` gets them all, with the place to go on from after the component.
 * `options`: type, source, agentId, limit, resumeFrom, onEvents, and those of useTelemetry.
 */
export function useStream(options = {}) {
  const { baseUrl, type, source, agentId, limit = 100, resumeFrom = null, onEvents, ...rest } = options;
  const filters = Object.entries({ type, source, agent_id: agentId }).filter(([, value]) => value);
  const address = at(baseUrl, STREAM) + (filters.length > 0 ? `?${new URLSearchParams(filters)}` : '');
  const place = useRef({ address, resume: resumeFrom });
  // A place is one among all events: who asks for others begins now, and is not shown those that came before the question.
  const own = asked => ({ resume: true, resumeFrom: place.current.address === asked ? place.current.resume : null });
  return useSocket(address, rest, { events: [], recovered: null }, own, ({ events, recovered, resume }, asked) => {
    place.current = { address: asked, resume };
    onEvents?.(events, resume);
    return before => {
      const all = recovered === false ? events : [...before.events, ...events];
      return { events: all.slice(Math.max(0, all.length - limit)), recovered: recovered ?? before.recovered };
    };
  });
}
